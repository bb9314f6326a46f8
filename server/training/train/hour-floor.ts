// Fits the least variance a forecast may name. In: training series. Out: 24 factors and a share of the day's mean (models B5).

import { numberAt } from '#lib/number-at.ts';
import { type HourFloor, hourAt } from '#server/core/2-features/minutes/hour-floor.ts';
import { MINUTE_MS } from '#server/core/2-features/minutes/minute-series.ts';
import { trailingMean } from '#server/core/2-features/minutes/minute-track.ts';
import { type RecordedSeries, realisedAhead } from '../data/recorded-series.ts';
import type { Span } from '../data/splits.ts';
import { rowIndices } from '../training-rows.ts';

const DAY_MINUTES = 1_440;
/** Days of evidence at which half of a factor is believed. */
const PRIOR_DAYS = 5;
const EXCEEDED_BY = 0.99;

interface Row {
  readonly hour: number;
  readonly day: number;
  readonly target: number;
}

function rowsOf(series: RecordedSeries, span: Span, minutes: number): readonly Row[] {
  const choice = {
    spans: [span],
    horizonMinutes: minutes,
    everyMinutes: 5,
  };
  return Array.from(rowIndices(series, choice), (i) => ({
    hour: hourAt(series, i),
    day: trailingMean(series.squared, i, { minutes: DAY_MINUTES }),
    target: realisedAhead(series, i, minutes),
  })).filter((row) => row.day > 0);
}

/** Fits the floor of one horizon. */
export function fitHourFloor(
  series: readonly RecordedSeries[],
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
