// Recorded bars on the minute grid of the core. In: bars as recorded. Out: a series that holds them all, and its targets.
// The series, its features and its sums are the core's; only what lies ahead of a minute is named here.
import { assertCondition } from '#lib/check.ts';
import { numberAt } from '#lib/number-at.ts';
import { UNFITTED_MINUTES } from '#server/core/2-features/minutes/minute-parameters.ts';
import {
  appendMinute,
  createMinuteSeries,
  MINUTE_MS,
  type MinuteSeries,
  measured,
  minuteValue,
} from '#server/core/2-features/minutes/minute-series.ts';
import { trailingMean } from '#server/core/2-features/minutes/minute-track.ts';

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

/** A whole recording: nothing ever leaves it, so its columns can be read from index 0. */
export interface RecordedSeries extends MinuteSeries {
  readonly id: string;
}

const LONGEST_GRID = 4_000_000;

/** Lays bars on the grid. Throws when they are not 1-minute bars in order. */
export function toMinuteSeries(bars: MinuteBars): RecordedSeries {
  assertCondition(bars.stepSeconds === 60, `${bars.id} has bars of ${bars.stepSeconds} s`);
  assertCondition(bars.endMs.length > 0, `${bars.id} is empty`);
  const firstEndMs = numberAt(bars.endMs, 0);
  const capacity = (numberAt(bars.endMs, bars.endMs.length - 1) - firstEndMs) / MINUTE_MS + 1;
  assertCondition(capacity <= LONGEST_GRID, `${bars.id} spans ${capacity} minutes`);
  const series = createMinuteSeries({ capacity, garch: UNFITTED_MINUTES.garch });
  bars.endMs.forEach((endMs, row) => {
    const bar = {
      open: numberAt(bars.open, row),
      high: numberAt(bars.high, row),
      low: numberAt(bars.low, row),
      close: numberAt(bars.close, row),
      volume: numberAt(bars.volume, row),
    };
    appendMinute(series, endMs, measured(bar));
  });
  return Object.assign(series, { id: bars.id });
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
  return trailingMean(series.squared, i + horizon, { minutes: horizon, leastShare: 0.9 });
}

/** Log return over the `horizon` minutes after index i; NaN when an end is missing. */
export function returnAhead(series: MinuteSeries, i: number, horizon: number): number {
  const close = (at: number) => minuteValue(series, series.close, at);
  return Math.log(close(i + horizon) / close(i));
}
