// The columns of one minute, in the order of MINUTE_FEATURES. In: a series, a minute, a target. Out: float32, missing is NaN.
// All are dimensionless (models B5, lesson 1); each family has its own file. Nothing after the minute is read.
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

/** The whole row: what lies behind, the clock of the target's window, the age of the last jump. */
export function withTarget(
  series: MinuteSeries,
  i: number,
  made: { readonly behind: readonly number[]; readonly target: MinuteTarget },
): Float32Array {
  const { horizonMinutes, profile } = made.target;
  const endMs = minuteEndMs(series, i);
  const values = [
    ...made.behind,
    ...dayTerms(endMs + (horizonMinutes * MINUTE_MS) / 2),
    ...minuteFactors(profile, endMs, horizonMinutes),
    jumpAgeFeature(minuteValue(series, series.jumpAge, i)),
  ];
  // One bit pattern for every NaN: rows are hashed, and a processor has many.
  const columns = new Float32Array(values.length);
  for (let k = 0; k < values.length; k++) {
    const value = values[k] ?? Number.NaN;
    columns[k] = Number.isNaN(value) ? Number.NaN : value;
  }
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
