// The members without fitted weights: naive, RiskMetrics, EWMA. In: nothing. Out: members.
// Source: models B3.1–2.

import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import { minuteValue } from '#server/core/2-features/minutes/minute-series.ts';
import { trailingMean } from '#server/core/2-features/minutes/minute-track.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import type { VolatilityMember } from './member.ts';

/** Shortest look-back of the naive member: one squared return is no forecast. */
const LEAST_NAIVE_MINUTES = 5;
/** A forecast this far under the base in logs means prices stood still; QLIKE would be without bound. */
const LEAST_BELOW_BASE = -6;

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

/** A member whose forecast is an average the series carries. */
function averageMember(
  id: string,
  columnFor: (series: RecordedSeries, horizonMinutes: number) => Float64Array,
): VolatilityMember {
  return {
    id,
    predict: ({ series, index, horizonMinutes }) => {
      const value = minuteValue(series, columnFor(series, horizonMinutes), index);
      return value > 0 && !Number.isNaN(levelBase(series, index)) ? value : null;
    },
  };
}

/** λ = .94 per minute [S16]. */
export const riskMetricsMember: VolatilityMember = averageMember(
  'riskmetrics',
  (series) => series.riskmetrics,
);

/** Half-life 30 minutes, 60 for the hour. */
export const ewmaMember: VolatilityMember = averageMember('ewma', (series, horizonMinutes) =>
  horizonMinutes >= 60 ? series.ewma60m : series.ewma30m,
);
