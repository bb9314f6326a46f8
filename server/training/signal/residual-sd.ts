// How wrong a forecast usually is. In: training series and span. Out: sd of ln(variance ahead ÷ forecast) by horizon.
// Measured out of fold with HAR and time of day; what a short window cannot show of its own variance is taken out.

import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import type { AtHorizon } from '#lib/domain/signal-parameters.ts';
import { numberAt } from '#lib/number-at.ts';
import type { MinuteProfile } from '#server/core/2-features/minutes/minute-profile.ts';
import { trigamma } from '#server/core/3-models/trigamma.ts';
import { HAR_TIME_OF_DAY } from '../baselines/designs.ts';
import { trainingRows } from '../baselines/fit-baselines.ts';
import { fitLinear, linearMember } from '../baselines/linear-member.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import type { Span } from '../data/splits.ts';
import { leastVariance } from '../train/fit-trees.ts';
import { purgedFolds } from './purged-folds.ts';

const FOLDS = 4;
/** One row in so many: they overlap. */
const EVERY = 5;
/** From this length on a window shows enough of its own variance. */
const MEASURABLE_MINUTES = 15;
const LEAST_SD = 0.2;

/** n/3 · Σr⁴/(Σr²)² of the window: 1 for steady normal returns, more where its variance is uneven. */
function unevenness(series: RecordedSeries, i: number, minutes: number): number {
  let [squares, fourths] = [0, 0];
  for (let k = i + 1; k <= i + minutes; k++) {
    const square = numberAt(series.returns, k) ** 2;
    if (!Number.isFinite(square)) continue;
    squares += square;
    fourths += square * square;
  }
  return squares > 0 ? ((minutes / 3) * fourths) / (squares * squares) : Number.NaN;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Variance of ln(realised ÷ forecast) out of fold, and how uneven the windows were. */
function residualsAt(
  series: readonly RecordedSeries[],
  span: Span,
  target: { readonly horizonMinutes: number; readonly profile: MinuteProfile },
): { readonly variance: number; readonly uneven: number } {
  const minutes = target.horizonMinutes;
  const [logs, uneven]: [number[], number[]] = [[], []];
  for (const fold of purgedFolds(span, { folds: FOLDS, horizonMinutes: minutes })) {
    const fit = fitLinear(HAR_TIME_OF_DAY, trainingRows(series, fold.train, minutes), target);
    const member = linearMember(HAR_TIME_OF_DAY, new Map([[minutes, fit]]), target.profile);
    trainingRows(series, [fold.held], minutes).forEach((row, k) => {
      if (k % EVERY > 0) return;
      const forecast = member.predict({ ...row, horizonMinutes: minutes });
      if (forecast === null) return;
      logs.push(Math.log(Math.max(row.target, leastVariance(minutes)) / forecast));
      const each = unevenness(row.series, row.index, minutes);
      if (Number.isFinite(each)) uneven.push(each);
    });
  }
  const centre = mean(logs);
  return { variance: mean(logs.map((each) => (each - centre) ** 2)), uneven: mean(uneven) };
}

/**
 * sd by horizon, net of the noise of a window's own realised variance, ψ′(n/2) × unevenness. Under 15 minutes the noise
 * is most of what is seen: its unevenness is then that of 15 minutes, and so is the least sd. Range: 0.2 … 2.
 */
export function fitResidualSd(
  series: readonly RecordedSeries[],
  span: Span,
  profile: MinuteProfile,
): readonly AtHorizon<number>[] {
  const found: AtHorizon<number>[] = [];
  let [least, uneven] = [LEAST_SD, 1];
  for (const minutes of HORIZONS_MINUTES.toReversed()) {
    const residuals = residualsAt(series, span, { horizonMinutes: minutes, profile });
    if (minutes >= MEASURABLE_MINUTES) uneven = Math.max(1, residuals.uneven);
    const net = residuals.variance - uneven * trigamma(minutes / 2);
    const value = Math.max(least, Math.sqrt(Math.max(0, net)));
    if (minutes === MEASURABLE_MINUTES) least = value;
    found.unshift({ minutes, value });
  }
  return found;
}
