// The members without fitted weights: naive, RiskMetrics, EWMA. In: nothing. Out: members.
// Source: models B3.1–2.
import { type MinuteSeries, trailingMean } from '../data/minute-series.ts';
import { numberAt } from '../number-at.ts';
import { levelBase } from '../windows.ts';
import type { VolatilityMember } from './member.ts';

/** Shortest look-back of the naive member: one squared return is no forecast. */
const LEAST_NAIVE_MINUTES = 5;
/** A forecast this far under the base in logs means prices stood still; QLIKE would be without bound. */
const LEAST_BELOW_BASE = -6;
/** Known minutes before an average answers. */
const WARM_UP_MINUTES = 30;

/** Realised variance of the last H minutes (at least 5), floored at base − 6 in logs. */
export const naiveMember: VolatilityMember = {
  id: 'naive',
  predict: ({ series, index, horizonMinutes }) => {
    const minutes = Math.max(LEAST_NAIVE_MINUTES, horizonMinutes);
    const mean = trailingMean(series.squared, index, { minutes });
    const base = levelBase(series, index);
    if (Number.isNaN(mean) || Number.isNaN(base)) return null;
    return Math.max(mean, Math.exp(base + LEAST_BELOW_BASE));
  },
};

/** Exponential average of squared returns per minute, weights normalised at the start; missing minutes add nothing. */
function averageTrack(series: MinuteSeries, keep: number): Float64Array {
  const track = new Float64Array(series.length).fill(Number.NaN);
  let [sum, weight, known] = [0, 0, 0];
  for (let i = 0; i < series.length; i++) {
    const value = numberAt(series.returns, i);
    if (Number.isFinite(value)) {
      sum = keep * sum + value * value;
      weight = keep * weight + 1;
      known++;
    }
    if (known >= WARM_UP_MINUTES && sum > 0) track[i] = sum / weight;
  }
  return track;
}

/** A member whose forecast is an average with one decay for each horizon. */
function averageMember(id: string, keepFor: (horizonMinutes: number) => number): VolatilityMember {
  const tracks = new WeakMap<MinuteSeries, Map<number, Float64Array>>();
  return {
    id,
    predict: ({ series, index, horizonMinutes }) => {
      const keep = keepFor(horizonMinutes);
      const bySeries = tracks.get(series) ?? new Map<number, Float64Array>();
      tracks.set(series, bySeries);
      const track = bySeries.get(keep) ?? averageTrack(series, keep);
      bySeries.set(keep, track);
      const value = numberAt(track, index);
      return value > 0 && !Number.isNaN(levelBase(series, index)) ? value : null;
    },
  };
}

/** λ = .94 per minute [S16]. */
export const riskMetricsMember: VolatilityMember = averageMember('riskmetrics', () => 0.94);

/** Half-life 30 minutes, 60 for the hour. */
export const ewmaMember: VolatilityMember = averageMember(
  'ewma',
  (horizonMinutes) => 0.5 ** (1 / (horizonMinutes >= 60 ? 60 : 30)),
);
