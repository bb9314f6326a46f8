// GARCH(1,1) on 1-minute returns. In: training returns. Out: parameters by maximum likelihood, and the member.
// Source: models B3.3. h(t+1) = v(1 − p) + α r² + (p − α) h(t), with p = α + β and long-run variance v.
import type { MinuteSeries } from '../data/minute-series.ts';
import { numberAt } from '../number-at.ts';
import { levelBase } from '../windows.ts';
import type { VolatilityMember } from './member.ts';
import { nelderMead } from './nelder-mead.ts';

/** Variances per minute. */
export interface GarchParameters {
  readonly longRun: number;
  readonly persistence: number;
  readonly reaction: number;
}

function squash(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** One step of the recursion; a missing return is replaced by its expectation. */
function nextVariance(parameters: GarchParameters, variance: number, value: number): number {
  const { longRun, persistence, reaction } = parameters;
  const squared = Number.isFinite(value) ? value * value : variance;
  return longRun * (1 - persistence) + reaction * squared + (persistence - reaction) * variance;
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
    variance = nextVariance(parameters, variance, value);
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
function varianceTrack(series: MinuteSeries, parameters: GarchParameters): Float64Array {
  const track = new Float64Array(series.length);
  let variance = parameters.longRun;
  for (let i = 0; i < series.length; i++) {
    variance = nextVariance(parameters, variance, numberAt(series.returns, i));
    track[i] = variance;
  }
  return track;
}

/** The member: mean of v + pᵏ(h − v) over the horizon. */
export function garchMember(parameters: GarchParameters): VolatilityMember {
  const tracks = new WeakMap<MinuteSeries, Float64Array>();
  const { longRun, persistence } = parameters;
  return {
    id: 'garch',
    predict: ({ series, index, horizonMinutes }) => {
      if (Number.isNaN(levelBase(series, index))) return null;
      const track = tracks.get(series) ?? varianceTrack(series, parameters);
      tracks.set(series, track);
      const reach = (1 - persistence ** horizonMinutes) / (horizonMinutes * (1 - persistence));
      return longRun + reach * (numberAt(track, index) - longRun);
    },
  };
}
