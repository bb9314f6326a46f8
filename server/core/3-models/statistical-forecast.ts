// The statistical volatility estimate: EWMA and realised horizons combined in logs. In: a feature row. Out: ln variance.
// Source: HAR in logs around a level (models B3.4, B5 lesson 1: relative terms only), minute-of-hour profile of B4.
// The last fallback: it needs a minute of seconds, no bars and no model. Weights and residual sd were fitted under QLIKE on
// the train split of the recorded spot bars.
import type { FeatureRow } from '#lib/domain/features.ts';
import type { HorizonForecast } from '#lib/domain/forecast.ts';
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import { type IntradayProfile, meanFactor } from './intraday-profile.ts';

/** The level every other term is relative to. */
const REFERENCE = 'level·ewma30m';

interface Term {
  readonly name: string;
  readonly weight: number;
  /** How far back the term looks, in ms: the profile is taken out over this span. */
  readonly lookBackMs: number;
}

/** ln h = level + INTERCEPT + Σ weight × (term − level); a missing term adds nothing. */
const STATISTICAL_TERMS: readonly Term[] = [
  { name: 'level·ewma5m', weight: 0.25, lookBackMs: 866_000 },
  { name: 'level·riskmetrics', weight: 0.09, lookBackMs: 1_939_000 },
  { name: 'level·rv60m', weight: 0.15, lookBackMs: 3_600_000 },
  { name: 'level·ewma4h', weight: 0.26, lookBackMs: 14_400_000 },
];

/** What the mean of realised variance exceeds the log combination by. */
const STATISTICAL_INTERCEPT = 0.16;

/** Default tail of the settlement residual (models A3). */
const TAIL_NU = 5;

/** sd of ln(realised ÷ forecast) net of the sampling noise of realised variance, by horizon in seconds. */
const LOG_VARIANCE_SD: readonly (readonly [number, number])[] = [
  [300, 0.71],
  [900, 0.63],
  [3_600, 0.6],
];

/** sd of ln variance for a horizon, interpolated in ln(horizon) and held flat outside 5 … 60 min. */
function logVarianceSd(horizonSeconds: number): number {
  let [earlier, earlierSd] = LOG_VARIANCE_SD[0] ?? [1, 1];
  for (const [seconds, sd] of LOG_VARIANCE_SD) {
    if (horizonSeconds <= seconds) {
      if (seconds === earlier) return sd;
      const share = Math.log(horizonSeconds / earlier) / Math.log(seconds / earlier);
      return earlierSd + Math.max(0, share) * (sd - earlierSd);
    }
    earlier = seconds;
    earlierSd = sd;
  }
  return earlierSd;
}

/** The value of one named feature; null when the layout lacks it or it is missing. */
function featureOf(row: FeatureRow, name: string): number | null {
  const index = row.layout.names.indexOf(name);
  if (index < 0 || row.present[index] !== 1) return null;
  const value = row.values[index];
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** Term minus level, with the minute profile of both look-backs taken out; null when missing. */
function relativeTerm(row: FeatureRow, term: Term, profile: IntradayProfile): number | null {
  const level = featureOf(row, REFERENCE);
  const value = featureOf(row, term.name);
  if (level === null || value === null) return null;
  return value - Math.log(meanFactor(row.at - term.lookBackMs, row.at, profile)) - level;
}

/**
 * ln of variance per second for an average minute of the coming hour; null before a minute of trusted samples.
 * The minute profile is not in it: pricing adds it for the exact interval (models B4).
 */
function statisticalLogVariance(row: FeatureRow, profile: IntradayProfile): number | null {
  const level = featureOf(row, REFERENCE);
  if (level === null) return null;
  let sum = level + STATISTICAL_INTERCEPT;
  for (const term of STATISTICAL_TERMS)
    sum += term.weight * (relativeTerm(row, term, profile) ?? 0);
  return sum;
}

/** The estimate at every horizon, all the same variance with its own doubt; null while there is none. */
export function statisticalHorizons(
  row: FeatureRow,
  profile: IntradayProfile,
): readonly HorizonForecast[] | null {
  const log = statisticalLogVariance(row, profile);
  if (log === null) return null;
  return HORIZONS_MINUTES.map((minutes) => ({
    minutes,
    variancePerSecond: Math.exp(log),
    logVarianceSd: logVarianceSd(60 * minutes),
    tailNu: TAIL_NU,
    tailScale: 1,
    base: log,
    members: [
      { id: 'statistical', kind: 'baseline', logVariance: log, weight: 1, source: 'statistical' },
    ],
    contributions: [],
  }));
}
