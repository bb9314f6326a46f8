// One side of the spot book: sorted typed arrays, best first; scaled integer levels in, best price and digit registers out.
import { assertInvariant } from '#lib/check.ts';
import { digitCount, digitsRegister, joinToken } from './crc32.ts';

/** Levels a side that the checksum covers, whatever the depth (kraken-api §3). */
const CHECKSUM_LEVELS = 10;
const INITIAL_CAPACITY = 64;

/** Parallel arrays over `count` levels. `keys` ascend from the best: the price of an ask, minus the price of a bid. */
export interface SpotSide {
  readonly sign: 1 | -1;
  count: number;
  keys: Float64Array;
  sizes: Float64Array;
  tokens: Int32Array;
  tokenLengths: Uint8Array;
}

/** An empty side. */
export function createSpotSide(side: 'bid' | 'ask'): SpotSide {
  return {
    sign: side === 'ask' ? 1 : -1,
    count: 0,
    keys: new Float64Array(INITIAL_CAPACITY),
    sizes: new Float64Array(INITIAL_CAPACITY),
    tokens: new Int32Array(INITIAL_CAPACITY),
    tokenLengths: new Uint8Array(INITIAL_CAPACITY),
  };
}

/** Sets the absolute size at a price; size 0 removes it, and removing what is not held changes nothing. */
export function setSpotLevel(side: SpotSide, price: number, size: number): void {
  const key = side.sign * price;
  const index = lowerBound(side, key);
  const held = index < side.count && side.keys[index] === key;
  if (size === 0) {
    if (held) removeAt(side, index);
    return;
  }
  if (!held) insertAt(side, index, key);
  const sizeLength = digitCount(size);
  side.sizes[index] = size;
  side.tokens[index] = digitsRegister(size, 0) ^ digitsRegister(price, sizeLength);
  side.tokenLengths[index] = sizeLength + digitCount(price);
}

/** Forgets every level worse than the `depth` best (F05). */
export function truncateSpotSide(side: SpotSide, depth: number): void {
  if (side.count > depth) side.count = depth;
}

/** Best scaled price, or null when the side is empty. */
export function bestSpotPrice(side: SpotSide): number | null {
  return side.count === 0 ? null : spotPriceAt(side, 0);
}

/** Scaled price of the level at `index`, 0 = best. */
export function spotPriceAt(side: SpotSide, index: number): number {
  return side.sign * read(side.keys, index);
}

/** Scaled size of the level at `index`, 0 = best. */
export function spotSizeAt(side: SpotSide, index: number): number {
  return read(side.sizes, index);
}

/** Joins the tokens of the ten best levels (fewer if the side has fewer) to a CRC register. */
export function joinBestLevels(side: SpotSide, register: number): number {
  const levels = Math.min(CHECKSUM_LEVELS, side.count);
  let joined = register;
  for (let index = 0; index < levels; index += 1)
    joined = joinToken(joined, read(side.tokens, index), read(side.tokenLengths, index));
  return joined;
}

function read(values: Float64Array | Int32Array | Uint8Array, index: number): number {
  const value = values[index];
  assertInvariant(value !== undefined, 'a spot level was read past its side');
  return value;
}

function lowerBound(side: SpotSide, key: number): number {
  let low = 0;
  let high = side.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (read(side.keys, middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insertAt(side: SpotSide, index: number, key: number): void {
  if (side.count === side.keys.length) grow(side);
  moveTail(side, index, index + 1);
  side.keys[index] = key;
  side.count += 1;
}

function removeAt(side: SpotSide, index: number): void {
  moveTail(side, index + 1, index);
  side.count -= 1;
}

function moveTail(side: SpotSide, from: number, to: number): void {
  if (from === side.count) return;
  side.keys.copyWithin(to, from, side.count);
  side.sizes.copyWithin(to, from, side.count);
  side.tokens.copyWithin(to, from, side.count);
  side.tokenLengths.copyWithin(to, from, side.count);
}

function grow(side: SpotSide): void {
  const capacity = side.keys.length * 2;
  const { keys, sizes, tokens, tokenLengths } = side;
  side.keys = new Float64Array(capacity);
  side.sizes = new Float64Array(capacity);
  side.tokens = new Int32Array(capacity);
  side.tokenLengths = new Uint8Array(capacity);
  side.keys.set(keys);
  side.sizes.set(sizes);
  side.tokens.set(tokens);
  side.tokenLengths.set(tokenLengths);
}
