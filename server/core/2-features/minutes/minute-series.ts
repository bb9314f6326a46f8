// One-minute bars on a gapless grid, appended one by one. In: bars in order. Out: columns and running sums by absolute index.
// A missing minute is NaN. What stands at index i was made of minutes ≤ i, so nothing later can reach it. O(1) a minute;
// a ring keeps the last `capacity` minutes, and asking for one that has left it is a violated condition.
import { assertCondition } from '#lib/check.ts';
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import {
  createDecayedSquare,
  DECAYS,
  type DecayedSquare,
  decayedSquareAfter,
} from './decayed-square.ts';
import { type GarchParameters, nextGarchVariance } from './garch-variance.ts';
import { garmanKlass } from './garman-klass.ts';
import { JUMP_LOCAL_MINUTES, LONGEST_JUMP_AGE, nextJumpAge } from './jump-age.ts';
import {
  appendToTrack,
  createMinuteTrack,
  FIRST_ROOM,
  type MinuteTrack,
  nextRoom,
  trailingMean,
} from './minute-track.ts';

export const MINUTE_MS = 60_000;

/** Minutes a live series keeps: the longest look-back of a day and a sequence window of slack. */
export const LIVE_CAPACITY = 1_441 + 64;

/** Columns kept minute by minute; read them with `minuteValue`. */
export interface MinuteColumns {
  /** USD. */
  readonly close: Float64Array;
  /** Log return of the minute; NaN when either close is missing. */
  readonly returns: Float64Array;
  /** Garman–Klass variance of the minute. */
  readonly ranges: Float64Array;
  /** BTC. */
  readonly volume: Float64Array;
  /** Minutes since the last jump. */
  readonly jumpAge: Float64Array;
  /** Exponential averages of squared returns, variance per minute. */
  readonly riskmetrics: Float64Array;
  readonly ewma30m: Float64Array;
  readonly ewma60m: Float64Array;
  /** GARCH(1,1) variance of the next minute. */
  readonly garch: Float64Array;
}

/** Index i is the bar ending at firstEndMs + i minutes. */
export interface MinuteSeries extends MinuteColumns {
  readonly capacity: number;
  readonly garchParameters: GarchParameters;
  /** NaN while empty. */
  firstEndMs: number;
  /** Minutes appended so far, missing ones included. */
  length: number;
  readonly squared: MinuteTrack;
  readonly summed: MinuteTrack;
  readonly bipower: MinuteTrack;
  readonly garmanKlass: MinuteTrack;
  readonly volumes: MinuteTrack;
  readonly averages: Readonly<Record<keyof typeof DECAYS, DecayedSquare>>;
}

/** An empty series that keeps `capacity` minutes. */
export function createMinuteSeries(options: {
  readonly capacity: number;
  readonly garch: GarchParameters;
}): MinuteSeries {
  const { capacity } = options;
  const column = () => new Float64Array(Math.min(FIRST_ROOM, capacity));
  return {
    capacity,
    garchParameters: options.garch,
    firstEndMs: Number.NaN,
    length: 0,
    close: column(),
    returns: column(),
    ranges: column(),
    volume: column(),
    jumpAge: column(),
    riskmetrics: column(),
    ewma30m: column(),
    ewma60m: column(),
    garch: column(),
    squared: createMinuteTrack(capacity),
    summed: createMinuteTrack(capacity),
    bipower: createMinuteTrack(capacity),
    garmanKlass: createMinuteTrack(capacity),
    volumes: createMinuteTrack(capacity),
    averages: {
      riskmetrics: createDecayedSquare(DECAYS.riskmetrics),
      ewma30m: createDecayedSquare(DECAYS.ewma30m),
      ewma60m: createDecayedSquare(DECAYS.ewma60m),
    },
  };
}

/** The column at absolute index i; NaN outside what was appended. The minute must still be held. */
export function minuteValue(series: MinuteSeries, column: Float64Array, i: number): number {
  if (i < 0 || i >= series.length) return Number.NaN;
  if (i < series.length - series.capacity)
    assertCondition(false, `minute ${i} has left a series of ${series.capacity} minutes`);
  return column[i % series.capacity] ?? Number.NaN;
}

/** Wall time at which minute i is complete: the moment a forecast from it may be made. */
export function minuteEndMs(series: MinuteSeries, i: number): number {
  return series.firstEndMs + i * MINUTE_MS;
}

/** End of the newest minute; NaN while empty. */
export function newestEndMs(series: MinuteSeries): number {
  return minuteEndMs(series, series.length - 1);
}

/** One minute as a series keeps it; NaN where it is missing. */
export interface MeasuredMinute {
  readonly close: number;
  /** Garman–Klass variance. */
  readonly range: number;
  readonly volume: number;
}

const MISSING: MeasuredMinute = { close: Number.NaN, range: Number.NaN, volume: Number.NaN };

const COLUMNS: readonly (keyof MinuteColumns)[] = [
  ...(['close', 'returns', 'ranges', 'volume', 'jumpAge'] as const),
  ...(['riskmetrics', 'ewma30m', 'ewma60m', 'garch'] as const),
];

/** Makes the columns larger when they are full, up to the capacity. */
function makeRoom(
  columns: { -readonly [name in keyof MinuteColumns]: Float64Array },
  place: number,
  capacity: number,
): void {
  if (place < columns.close.length) return;
  const room = nextRoom(columns.close.length, capacity);
  for (const name of COLUMNS) {
    const column = columns[name];
    columns[name] = new Float64Array(room);
    columns[name].set(column);
  }
}

/** Appends one minute to columns and sums. */
function push(series: MinuteSeries, minute: MeasuredMinute): void {
  const i = series.length;
  const place = i % series.capacity;
  makeRoom(series, place, series.capacity);
  const before = (column: Float64Array) => minuteValue(series, column, i - 1);
  const { close, range, volume } = minute;
  const move = Math.log(close / before(series.close));
  const product = (Math.PI / 2) * Math.abs(move * before(series.returns));
  const local = trailingMean(series.bipower, i - 1, { minutes: JUMP_LOCAL_MINUTES });
  const age = nextJumpAge(i === 0 ? LONGEST_JUMP_AGE : before(series.jumpAge), move, local);
  const { garchParameters, averages } = series;
  const held = i === 0 ? garchParameters.longRun : before(series.garch);
  series.garch[place] = nextGarchVariance(garchParameters, held, move);
  series.jumpAge[place] = age;
  series.close[place] = close;
  series.returns[place] = move;
  series.ranges[place] = range;
  series.volume[place] = volume;
  series.riskmetrics[place] = decayedSquareAfter(averages.riskmetrics, move);
  series.ewma30m[place] = decayedSquareAfter(averages.ewma30m, move);
  series.ewma60m[place] = decayedSquareAfter(averages.ewma60m, move);
  appendToTrack(series.squared, move * move);
  appendToTrack(series.summed, move);
  appendToTrack(series.bipower, product);
  appendToTrack(series.garmanKlass, range);
  appendToTrack(series.volumes, volume);
  series.length++;
}

/** What a series keeps of a bar. */
export function measured(bar: Omit<MinuteBar, 'endMs'>): MeasuredMinute {
  return { close: bar.close, range: garmanKlass(bar), volume: bar.volume };
}

/**
 * Appends the minute that ends at `endMs`; null is a missing one. Minutes skipped since the newest are missing too.
 * The end must lie a whole number of minutes after the newest.
 */
export function appendMinute(
  series: MinuteSeries,
  endMs: number,
  minute: MeasuredMinute | null,
): void {
  if (series.length === 0) series.firstEndMs = endMs;
  const i = (endMs - series.firstEndMs) / MINUTE_MS;
  if (!Number.isInteger(i) || i < series.length)
    assertCondition(false, `a minute ending at ${endMs} does not follow ${newestEndMs(series)}`);
  while (series.length < i) push(series, MISSING);
  push(series, minute ?? MISSING);
}
