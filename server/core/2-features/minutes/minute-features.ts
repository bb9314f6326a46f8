// The columns of one minute, in the order of MINUTE_FEATURES. In: a series, a minute, a target. Out: float32, missing is NaN.
// All are dimensionless (models B5, lesson 1); each family has its own file. Nothing after the minute is read.
import { assertInvariant } from '#lib/check.ts';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { bipowerShares } from './bipower-share.ts';
import { dayTerms } from './day-clock.ts';
import { jumpAgeFeature } from './jump-age.ts';
import { levelBase } from './level-base.ts';
import { type MinuteProfile, minuteFactors } from './minute-profile.ts';
import { MINUTE_MS, type MinuteSeries, minuteEndMs, minuteValue } from './minute-series.ts';
import { scaledReturns } from './scaled-returns.ts';
import { varianceRatios } from './variance-ratios.ts';
import { volumeRatios } from './volume-ratios.ts';

/** What a row is made for: the target's length and the profile its minute factor comes from. */
export interface MinuteTarget {
  readonly horizonMinutes: number;
  readonly profile: MinuteProfile;
}

/** The columns that look back only; the same for every target. */
export function lookBackFeatures(series: MinuteSeries, i: number): readonly number[] {
  const base = levelBase(series, i);
  return [
    ...varianceRatios(series.squared, i, base),
    ...varianceRatios(series.garmanKlass, i, base),
    ...bipowerShares(series, i),
    ...volumeRatios(series, i),
    ...scaledReturns(series, i),
  ];
}

/** One bit pattern for every NaN: rows are hashed, and a processor has many. */
function oneNaN(value: number): number {
  return Number.isNaN(value) ? Number.NaN : value;
}

/** Writes `values` from `at` on; returns the place behind them. */
function write(columns: Float32Array, at: number, values: readonly number[]): number {
  for (let k = 0; k < values.length; k++) columns[at + k] = oneNaN(values[k] ?? Number.NaN);
  return at + values.length;
}

/** The whole row: what lies behind, the clock of the target's window, the age of the last jump. */
export function withTarget(
  series: MinuteSeries,
  i: number,
  made: { readonly behind: readonly number[]; readonly target: MinuteTarget },
): Float32Array {
  const { horizonMinutes, profile } = made.target;
  const endMs = minuteEndMs(series, i);
  const columns = new Float32Array(MINUTE_FEATURES.length);
  let size = write(columns, 0, made.behind);
  size = write(columns, size, dayTerms(endMs + (horizonMinutes * MINUTE_MS) / 2));
  size = write(columns, size, minuteFactors(profile, endMs, horizonMinutes));
  columns[size] = oneNaN(jumpAgeFeature(minuteValue(series, series.jumpAge, i)));
  assertInvariant(size + 1 === columns.length, 'a row has a value for each of its names');
  return columns;
}

/** The row of minute i for one target. */
export function minuteFeatures(
  series: MinuteSeries,
  i: number,
  target: MinuteTarget,
): Float32Array {
  return withTarget(series, i, { behind: lookBackFeatures(series, i), target });
}
