// The Kraken BTC/USD book: SpotBookTicks in, a verified book or a named reason to distrust it out (kraken-api §2, §3).
import type { BookState } from '#lib/domain/quote.ts';
import type { SpotBookTick, SpotLevel } from '#lib/domain/tick.ts';
import { CRC_SEED, finishCrc } from './crc32.ts';
import {
  bestSpotPrice,
  createSpotSide,
  joinBestLevels,
  type SpotSide,
  setSpotLevel,
  spotPriceAt,
  spotSizeAt,
  truncateSpotSide,
} from './spot-side.ts';

/** Why a book stopped being trusted. */
type SpotBookFault =
  | 'checksum'
  | 'crossed'
  | 'delta-before-snapshot'
  | 'precision'
  | 'depth'
  | 'level';

/** What one tick did. `discarded`: an update that came while the book already waits for a snapshot after a fault. */
export type SpotBookOutcome =
  | { readonly kind: 'applied'; readonly verified: boolean }
  | { readonly kind: 'broken'; readonly reason: SpotBookFault; readonly detail: string }
  | { readonly kind: 'discarded' };

/** One level in the units models work in. */
interface SpotDepthLevel {
  readonly priceUsd: number;
  readonly sizeBtc: number;
}

/** Changed only by applySpotBook and resetSpotBook. A book that is not live shows no prices at all. */
export interface SpotBook {
  state: BookState;
  depth: number;
  pricePrecision: number;
  sizePrecision: number;
  readonly bidSide: SpotSide;
  readonly askSide: SpotSide;
  /** Best price in units of 10^-pricePrecision USD; null when not live or when the side is empty. */
  bestBid(): number | null;
  bestAsk(): number | null;
  /** Up to `count` levels, best first; empty when not live. */
  bids(count: number): SpotDepthLevel[];
  asks(count: number): SpotDepthLevel[];
}

const LIVE: BookState = { kind: 'live' };
const VERIFIED: SpotBookOutcome = { kind: 'applied', verified: true };
const UNVERIFIED: SpotBookOutcome = { kind: 'applied', verified: false };
const DISCARDED: SpotBookOutcome = { kind: 'discarded' };

/** A book that waits for its first snapshot. */
export function createSpotBook(): SpotBook {
  const bidSide = createSpotSide('bid');
  const askSide = createSpotSide('ask');
  const book: SpotBook = {
    state: { kind: 'waiting', reason: 'no snapshot yet' },
    depth: 0,
    pricePrecision: 0,
    sizePrecision: 0,
    bidSide,
    askSide,
    bestBid: () => (book.state.kind === 'live' ? bestSpotPrice(bidSide) : null),
    bestAsk: () => (book.state.kind === 'live' ? bestSpotPrice(askSide) : null),
    bids: (count) => levelsOf(book, bidSide, count),
    asks: (count) => levelsOf(book, askSide, count),
  };
  return book;
}

/** Forgets every level, as on a lost connection: the book waits for a snapshot. */
export function resetSpotBook(book: SpotBook, reason: string): void {
  empty(book);
  book.state = { kind: 'waiting', reason };
}

/**
 * Applies one message: entries in array order (last wins), each side truncated to the depth (F05), then not crossed
 * (F09), then the CRC32 of the ten best levels a side (F03). After a fault updates are discarded until a snapshot.
 */
export function applySpotBook(book: SpotBook, tick: SpotBookTick): SpotBookOutcome {
  if (tick.type === 'snapshot') startFrom(book, tick);
  else if (book.state.kind === 'broken') return DISCARDED;
  else if (book.state.kind === 'waiting')
    return breakBook(book, 'delta-before-snapshot', `an update came first: ${book.state.reason}`);
  else if (tick.pricePrecision !== book.pricePrecision || tick.sizePrecision !== book.sizePrecision)
    return breakBook(book, 'precision', describeScale(book, tick));
  else if (tick.depth !== book.depth)
    return breakBook(book, 'depth', `the book has depth ${book.depth}, the update ${tick.depth}`);

  if (!setLevels(book.bidSide, tick.bids) || !setLevels(book.askSide, tick.asks))
    return breakBook(book, 'level', 'a price or size is not a scaled integer in range');
  truncateSpotSide(book.bidSide, book.depth);
  truncateSpotSide(book.askSide, book.depth);
  return judge(book, tick.checksum);
}

/** CRC32 of the ten best asks, then the ten best bids (kraken-api §3). */
export function spotBookChecksum(book: SpotBook): number {
  return finishCrc(joinBestLevels(book.bidSide, joinBestLevels(book.askSide, CRC_SEED)));
}

function judge(book: SpotBook, checksum: number | null): SpotBookOutcome {
  const bid = bestSpotPrice(book.bidSide);
  const ask = bestSpotPrice(book.askSide);
  if (bid !== null && ask !== null && bid >= ask)
    return breakBook(book, 'crossed', `best bid ${bid} is not below best ask ${ask}`);
  if (checksum !== null) {
    const ours = spotBookChecksum(book);
    if (ours !== checksum)
      return breakBook(book, 'checksum', `the venue says ${checksum}, the book gives ${ours}`);
  }
  book.state = LIVE;
  return checksum === null ? UNVERIFIED : VERIFIED;
}

function startFrom(book: SpotBook, tick: SpotBookTick): void {
  empty(book);
  book.depth = tick.depth;
  book.pricePrecision = tick.pricePrecision;
  book.sizePrecision = tick.sizePrecision;
}

function setLevels(side: SpotSide, levels: readonly SpotLevel[]): boolean {
  for (const { price, size } of levels) {
    if (!Number.isSafeInteger(price) || price <= 0) return false;
    if (!Number.isSafeInteger(size) || size < 0) return false;
    setSpotLevel(side, price, size);
  }
  return true;
}

function breakBook(book: SpotBook, reason: SpotBookFault, detail: string): SpotBookOutcome {
  empty(book);
  book.state = { kind: 'broken', reason: `${reason}: ${detail}` };
  return { kind: 'broken', reason, detail };
}

function empty(book: SpotBook): void {
  book.bidSide.count = 0;
  book.askSide.count = 0;
}

function describeScale(book: SpotBook, tick: SpotBookTick): string {
  return `decimals were ${book.pricePrecision}/${book.sizePrecision}, now ${tick.pricePrecision}/${tick.sizePrecision}`;
}

function levelsOf(book: SpotBook, side: SpotSide, count: number): SpotDepthLevel[] {
  if (book.state.kind !== 'live') return [];
  const priceUnit = 10 ** book.pricePrecision;
  const sizeUnit = 10 ** book.sizePrecision;
  const levels: SpotDepthLevel[] = [];
  const most = Math.min(count, side.count);
  for (let index = 0; index < most; index++)
    levels.push({
      priceUsd: spotPriceAt(side, index) / priceUnit,
      sizeBtc: spotSizeAt(side, index) / sizeUnit,
    });
  return levels;
}
