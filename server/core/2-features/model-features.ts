// The features models are trained on and served with: the same function in both places, so they cannot drift apart.
// In: variance state and wall time. Out: values in MODEL_FEATURES order; null = missing.
// ln variance ratios to the 30 min EWMA (about −3 … 3), scaled return (−5 … 5) and its fall, waves of the day (−1 … 1).
import {
  ewmaVariance,
  realisedVariance,
  scaledReturn,
  type VarianceState,
} from './realised-variance.ts';
import { dayWave } from './time-of-day.ts';

/** ln(value ÷ reference); null when either is missing. */
export function logRatio(value: number | null, reference: number | null): number | null {
  return value === null || reference === null ? null : Math.log(value / reference);
}

/** One row in MODEL_FEATURES order. `at` is wall time in ms. */
export function modelFeatures(state: VarianceState, at: number): readonly (number | null)[] {
  const reference = ewmaVariance(state, 'ewma30m');
  const drift = scaledReturn(state, 900);
  return [
    logRatio(realisedVariance(state, 300), reference),
    logRatio(realisedVariance(state, 900), reference),
    logRatio(realisedVariance(state, 3_600), reference),
    logRatio(ewmaVariance(state, 'ewma5m'), reference),
    logRatio(ewmaVariance(state, 'ewmaRisk'), reference),
    logRatio(ewmaVariance(state, 'ewma4h'), reference),
    drift,
    drift === null ? null : Math.min(0, drift),
    ...dayWave(at, 1),
    ...dayWave(at, 2),
  ];
}

function logOf(value: number | null): number | null {
  return value === null ? null : Math.log(value);
}

/** ln variance per second in LEVEL_FEATURES order. */
export function levelFeatures(state: VarianceState): readonly (number | null)[] {
  return [
    logOf(ewmaVariance(state, 'ewma5m')),
    logOf(ewmaVariance(state, 'ewmaRisk')),
    logOf(ewmaVariance(state, 'ewma30m')),
    logOf(ewmaVariance(state, 'ewma4h')),
    logOf(realisedVariance(state, 900)),
    logOf(realisedVariance(state, 3_600)),
  ];
}
