// The hot path: one parsed `book` frame in, SpotBookTicks of scaled integers out, or the name of the bad field.
import type { WallMs } from '#lib/domain/instant.ts';
import type { SpotBookTick, SpotLevel } from '#lib/domain/tick.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { readStamp } from './stamp.ts';

/** How many decimals prices (USD) and sizes (BTC) have on the wire. */
export interface KrakenScale {
  readonly pricePrecision: number;
  readonly sizePrecision: number;
}

/** What a book frame is read against. */
export interface BookContext {
  readonly symbol: string;
  readonly depth: number;
  readonly scale: KrakenScale;
  /** The live feed requires a checksum; a recording may lack it. */
  readonly checksum: 'required' | 'optional';
}

type Fields = Readonly<Record<string, unknown>>;

/** Up to the most decimals pairSchema accepts; a precision beyond them refuses every value. */
const POWERS_OF_TEN = Array.from({ length: 13 }, (_, power) => 10 ** power);

/**
 * Decodes a `book` frame. Numbers become scaled integers, whose digits are exactly the wire's (kraken-api §3); a value
 * that is not a whole number of units at the known precision refuses the frame.
 */
export function decodeBookFrame(frame: Fields, context: BookContext): Result<SpotBookTick[]> {
  const type = frame['type'];
  if (type !== 'snapshot' && type !== 'update') return fail(`type is ${JSON.stringify(type)}`);
  const data = frame['data'];
  if (!Array.isArray(data) || data.length === 0) return fail('data is not a filled array');
  const ticks: SpotBookTick[] = [];
  for (const entry of data) {
    if (!isFields(entry)) return fail('data holds something that is not an object');
    const tick = decodeEntry(entry, type, context);
    if (!tick.ok) return tick;
    ticks.push(tick.value);
  }
  return ok(ticks);
}

function decodeEntry(
  entry: Fields,
  type: 'snapshot' | 'update',
  context: BookContext,
): Result<SpotBookTick> {
  if (entry['symbol'] !== context.symbol)
    return fail(`symbol is ${JSON.stringify(entry['symbol'])}, not ${context.symbol}`);
  const checksum = entry['checksum'];
  if (!isChecksum(checksum) && (checksum !== undefined || context.checksum === 'required'))
    return fail(`checksum ${JSON.stringify(checksum)} is not an unsigned 32-bit number`);
  const bids = decodeLevels(entry['bids'], 'bids', context.scale);
  if (!bids.ok) return bids;
  const asks = decodeLevels(entry['asks'], 'asks', context.scale);
  if (!asks.ok) return asks;
  const stamp = entry['timestamp'];
  const venueAt: Result<WallMs | null> = stamp === undefined ? ok(null) : readStamp(stamp);
  if (!venueAt.ok) return venueAt;
  return ok({
    kind: 'spot-book',
    type,
    depth: context.depth,
    pricePrecision: context.scale.pricePrecision,
    sizePrecision: context.scale.sizePrecision,
    bids: bids.value,
    asks: asks.value,
    checksum: checksum ?? null,
    venueAt: venueAt.value,
  });
}

function decodeLevels(value: unknown, side: string, scale: KrakenScale): Result<SpotLevel[]> {
  if (!Array.isArray(value)) return fail(`${side} is not an array`);
  const levels: SpotLevel[] = [];
  for (const entry of value) {
    if (!isFields(entry)) return fail(`${side}[${levels.length}] is not an object`);
    const price = toUnits(entry['price'], scale.pricePrecision);
    if (price === null || price === 0)
      return fail(`${side}[${levels.length}].price ${JSON.stringify(entry['price'])} is refused`);
    const size = toUnits(entry['qty'], scale.sizePrecision);
    if (size === null)
      return fail(`${side}[${levels.length}].qty ${JSON.stringify(entry['qty'])} is refused`);
    levels.push({ price, size });
  }
  return ok(levels);
}

/**
 * A non-negative decimal as a whole number of 10^-precision; null when it is none. Allows 1e-6 of a unit, plus the
 * rounding of the multiplication itself, which alone exceeds that above about 40 BTC.
 */
export function toUnits(value: unknown, precision: number): number | null {
  if (typeof value !== 'number') return null;
  const scaled = value * (POWERS_OF_TEN[precision] ?? Number.NaN);
  const units = Math.round(scaled);
  if (!(units >= 0 && units <= Number.MAX_SAFE_INTEGER)) return null;
  return Math.abs(scaled - units) <= 1e-6 + units * 2 ** -51 ? units : null;
}

function isChecksum(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
