// The least variance a forecast may name, by hour of day. In: training series. Out: 24 factors and a share of the day's mean.
// After an hour of standing prices every short window reads zero; the day before and the hour still say what is normal (models B5).
import {
  MINUTE_MS,
  type MinuteSeries,
  minuteEndMs,
  realisedAhead,
  trailingMean,
} from '../data/minute-series.ts';
import type { Span } from '../data/splits.ts';
import { flatProfile } from '../day-clock.ts';
import { numberAt } from '../number-at.ts';
import { rowIndices } from '../windows.ts';

export interface HourFloor {
  /** Mean variance of each UTC hour ÷ of the day before it, shrunk to 1. */
  readonly hours: readonly number[];
  /** The share of (day's mean × hour factor) that 99 of 100 training targets exceed. */
  readonly share: number;
}

const DAY_MINUTES = 1_440;
/** Days of evidence at which half of a factor is believed. */
const PRIOR_DAYS = 5;
const EXCEEDED_BY = 0.99;

function hourAt(series: MinuteSeries, i: number): number {
  return Math.floor(minuteEndMs(series, i) / (60 * MINUTE_MS)) % 24;
}

interface Row {
  readonly hour: number;
  readonly day: number;
  readonly target: number;
}

function rowsOf(series: MinuteSeries, span: Span, minutes: number): readonly Row[] {
  const choice = {
    spans: [span],
    horizonMinutes: minutes,
    everyMinutes: 5,
    profile: flatProfile(),
  };
  return Array.from(rowIndices(series, choice), (i) => ({
    hour: hourAt(series, i),
    day: trailingMean(series.squared, i, { minutes: DAY_MINUTES }),
    target: realisedAhead(series, i, minutes),
  })).filter((row) => row.day > 0);
}

/** Fits the floor of one horizon. */
export function fitHourFloor(
  series: readonly MinuteSeries[],
  span: Span,
  minutes: number,
): HourFloor {
  const rows = series.flatMap((each) => rowsOf(each, span, minutes));
  const days = (span.toMs - span.fromMs) / (DAY_MINUTES * MINUTE_MS);
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const own = rows.filter((row) => row.hour === hour);
    if (own.length === 0) return 1;
    const mean = own.reduce((sum, row) => sum + row.target / row.day, 0) / own.length;
    return Math.exp((Math.log(Math.max(0.05, mean)) * days) / (days + PRIOR_DAYS));
  });
  const shares = Float64Array.from(
    rows,
    (row) => row.target / (row.day * (hours[row.hour] ?? 1)),
  ).sort();
  const share = numberAt(shares, Math.floor((1 - EXCEEDED_BY) * shares.length));
  return { hours, share: Number.isFinite(share) ? share : 0 };
}

/** ln of the floor, variance per minute, at minute i; NaN where the day before is not known. */
export function floorAt(floor: HourFloor, series: MinuteSeries, i: number): number {
  const day = trailingMean(series.squared, i, { minutes: DAY_MINUTES });
  const least = floor.share * day * (floor.hours[hourAt(series, i)] ?? 1);
  return least > 0 ? Math.log(least) : Number.NaN;
}
