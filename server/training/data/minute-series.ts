// One-minute bars on a gapless grid with running sums. In: bars as recorded. Out: any trailing window in O(1).
// A missing minute stays NaN. Every sum at index i holds minutes ≤ i only, so nothing later can reach it.
import { assertCondition } from '#lib/check.ts';
import { numberAt } from '../number-at.ts';

export const MINUTE_MS = 60_000;

/** Bars as recorded: ascending ends, no duplicates; NaN where a column is missing. Prices in USD. */
export interface MinuteBars {
  /** Name of the series: the file's name without endings. */
  readonly id: string;
  /** Seconds between rows as labelled: 60, or 300 for series that cannot give 1-minute returns. */
  readonly stepSeconds: number;
  readonly endMs: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Running sum and count of the minutes that have a value; entry i + 1 covers minutes 0…i. */
export interface Track {
  readonly sum: Float64Array;
  readonly count: Float64Array;
}

/** The grid: index i is the bar ending at firstEndMs + i minutes. */
export interface MinuteSeries {
  readonly id: string;
  readonly firstEndMs: number;
  readonly length: number;
  readonly close: Float64Array;
  /** Log return of minute i; NaN when either close is missing. */
  readonly returns: Float64Array;
  /** Garman–Klass variance of minute i from its own OHLC. */
  readonly ranges: Float64Array;
  readonly volume: Float64Array;
  readonly squared: Track;
  readonly summed: Track;
  readonly bipower: Track;
  readonly garmanKlass: Track;
  readonly volumes: Track;
}

const LONGEST_GRID = 4_000_000;

/** Running sums of a column. */
function trackOf(values: Float64Array): Track {
  const sum = new Float64Array(values.length + 1);
  const count = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    const value = numberAt(values, i);
    const known = Number.isFinite(value);
    sum[i + 1] = numberAt(sum, i) + (known ? value : 0);
    count[i + 1] = numberAt(count, i) + (known ? 1 : 0);
  }
  return { sum, count };
}

/** Mean over the `minutes` up to and including index i; NaN when fewer than `leastShare` of them are known. */
export function trailingMean(
  track: Track,
  i: number,
  window: { readonly minutes: number; readonly leastShare?: number },
): number {
  const from = i + 1 - window.minutes;
  if (from < 0) return Number.NaN;
  const count = numberAt(track.count, i + 1) - numberAt(track.count, from);
  if (!(count > 0) || count < (window.leastShare ?? 0.6) * window.minutes) return Number.NaN;
  return (numberAt(track.sum, i + 1) - numberAt(track.sum, from)) / count;
}

/** ½ ln²(H/L) − (2 ln 2 − 1) ln²(C/O), ≥ 0 (models B1, range estimators). */
function garmanKlass(bars: MinuteBars, row: number): number {
  const range = Math.log(numberAt(bars.high, row) / numberAt(bars.low, row));
  const body = Math.log(numberAt(bars.close, row) / numberAt(bars.open, row));
  return Math.max(0, 0.5 * range * range - (2 * Math.LN2 - 1) * body * body);
}

/** Lays bars on the grid. Throws when they are not 1-minute bars in order. */
export function toMinuteSeries(bars: MinuteBars): MinuteSeries {
  assertCondition(bars.stepSeconds === 60, `${bars.id} has bars of ${bars.stepSeconds} s`);
  assertCondition(bars.endMs.length > 0, `${bars.id} is empty`);
  const firstEndMs = numberAt(bars.endMs, 0);
  const length = Math.round((numberAt(bars.endMs, bars.endMs.length - 1) - firstEndMs) / 60e3) + 1;
  assertCondition(length <= LONGEST_GRID, `${bars.id} spans ${length} minutes`);
  const blank = () => new Float64Array(length).fill(Number.NaN);
  const [close, returns, products, ranges, volume] = [blank(), blank(), blank(), blank(), blank()];
  let previous = -1;
  for (let row = 0; row < bars.endMs.length; row++) {
    const i = Math.round((numberAt(bars.endMs, row) - firstEndMs) / MINUTE_MS);
    assertCondition(i > previous, `${bars.id}: row ${row} is not after the one before it`);
    previous = i;
    close[i] = numberAt(bars.close, row);
    ranges[i] = garmanKlass(bars, row);
    volume[i] = numberAt(bars.volume, row);
    if (i > 0) returns[i] = Math.log(numberAt(close, i) / numberAt(close, i - 1));
    if (i > 1)
      products[i] = (Math.PI / 2) * Math.abs(numberAt(returns, i) * numberAt(returns, i - 1));
  }
  return {
    id: bars.id,
    firstEndMs,
    length,
    close,
    returns,
    ranges,
    volume,
    squared: trackOf(returns.map((each) => each * each)),
    summed: trackOf(returns),
    bipower: trackOf(products),
    garmanKlass: trackOf(ranges),
    volumes: trackOf(volume),
  };
}

/** Wall time at which minute i is complete: the moment a forecast from it may be made. */
export function minuteEndMs(series: MinuteSeries, i: number): number {
  return series.firstEndMs + i * MINUTE_MS;
}

/** The last complete minute at `ms`; −1 before the first. */
export function minuteIndexAt(series: MinuteSeries, ms: number): number {
  const i = Math.floor((ms - series.firstEndMs) / MINUTE_MS);
  return Math.max(-1, Math.min(series.length - 1, i));
}

/**
 * Realised variance per minute of the `horizon` minutes after index i (squared 1-minute returns, models B3);
 * NaN when less than nine tenths of them are recorded.
 */
export function realisedAhead(series: MinuteSeries, i: number, horizon: number): number {
  if (i + horizon >= series.length) return Number.NaN;
  return trailingMean(series.squared, i + horizon, { minutes: horizon, leastShare: 0.9 });
}

/** Log return over the `horizon` minutes after index i; NaN when an end is missing. */
export function returnAhead(series: MinuteSeries, i: number, horizon: number): number {
  return Math.log(numberAt(series.close, i + horizon) / numberAt(series.close, i));
}
