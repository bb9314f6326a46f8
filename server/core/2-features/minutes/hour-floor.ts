// The least variance a forecast may name, by hour of day. In: a fitted floor, a series and a minute. Out: ln of variance.
// After an hour of standing prices every short window reads zero; the day before and the hour still say what is normal
// (models B5, lesson 5). Unit: ln of variance per minute.
import { sessionMs } from './day-clock.ts';
import { type MinuteSeries, minuteEndMs } from './minute-series.ts';
import { trailingMean } from './minute-track.ts';

export interface HourFloor {
  /** Mean variance of each hour of the session clock ÷ of the day before it, shrunk to 1. */
  readonly hours: readonly number[];
  /** The share of (day's mean × hour factor) that 99 of 100 training targets exceed. */
  readonly share: number;
}

const DAY = { minutes: 1_440 };

/** Hour of day at which minute i ends on the session clock (day-clock.ts), 0 … 23. */
export function hourAt(series: MinuteSeries, i: number): number {
  return Math.floor(sessionMs(minuteEndMs(series, i)) / 3_600_000) % 24;
}

/** ln(share × mean of the day before × hour's factor) at minute i; NaN where the day before is not known. */
export function floorAt(floor: HourFloor, series: MinuteSeries, i: number): number {
  const day = trailingMean(series.squared, i, DAY);
  const least = floor.share * day * (floor.hours[hourAt(series, i)] ?? 1);
  return least > 0 ? Math.log(least) : Number.NaN;
}
