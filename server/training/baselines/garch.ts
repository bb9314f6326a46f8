// GARCH(1,1) on 1-minute returns. In: training returns. Out: parameters by maximum likelihood, and the member.
// Source: models B3.3; the recursion is the core's.

import { numberAt } from '#lib/number-at.ts';
import {
  type GarchParameters,
  nextGarchVariance,
} from '#server/core/2-features/minutes/garch-variance.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import { garchMean } from '#server/core/3-models/members/garch.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import type { VolatilityMember } from './member.ts';
import { nelderMead } from './nelder-mead.ts';

function squash(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Mean Gaussian negative log-likelihood of the returns. */
function negativeLogLikelihood(returns: ArrayLike<number>, parameters: GarchParameters): number {
  let variance = parameters.longRun;
  let [sum, count] = [0, 0];
  for (let i = 0; i < returns.length; i++) {
    const value = numberAt(returns, i);
    if (Number.isFinite(value)) {
      sum += 0.5 * (Math.log(variance) + (value * value) / variance);
      count++;
    }
    variance = nextGarchVariance(parameters, variance, value);
  }
  return sum / count;
}

/** Fits by maximum likelihood; the unknowns are ln v, logit p and logit(α/p), so every point is admissible. */
export function fitGarch(returns: ArrayLike<number>): GarchParameters {
  let [sum, count] = [0, 0];
  for (let i = 0; i < returns.length; i++) {
    const value = numberAt(returns, i);
    if (!Number.isFinite(value)) continue;
    sum += value * value;
    count++;
  }
  const decode = (at: readonly number[]): GarchParameters => {
    const persistence = Math.min(0.99999, squash(at[1] ?? 0));
    return {
      longRun: (sum / count) * Math.exp(at[0] ?? 0),
      persistence,
      reaction: persistence * squash(at[2] ?? 0),
    };
  };
  return decode(
    nelderMead((at) => negativeLogLikelihood(returns, decode(at)), [0, 4, -2.5], {
      step: 0.5,
      tolerance: 1e-9,
      rounds: 400,
    }),
  );
}

/** Variance forecast of the next minute, by index. */
function varianceTrack(series: RecordedSeries, parameters: GarchParameters): Float64Array {
  const track = new Float64Array(series.length);
  let variance = parameters.longRun;
  for (let i = 0; i < series.length; i++) {
    variance = nextGarchVariance(parameters, variance, numberAt(series.returns, i));
    track[i] = variance;
  }
  return track;
}

/** The member: mean of v + pᵏ(h − v) over the horizon. */
export function garchMember(parameters: GarchParameters): VolatilityMember {
  const tracks = new WeakMap<RecordedSeries, Float64Array>();
  return {
    id: 'garch',
    predict: ({ series, index, horizonMinutes }) => {
      if (Number.isNaN(levelBase(series, index))) return null;
      const track = tracks.get(series) ?? varianceTrack(series, parameters);
      tracks.set(series, track);
      return garchMean(parameters, numberAt(track, index), horizonMinutes);
    },
  };
}
