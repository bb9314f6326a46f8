// The feature row of this second. In: feature state and market. Out: values in registry order, each present or missing.
import { assertInvariant } from '#lib/check.ts';
import type { FeatureRow } from '#lib/domain/features.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { depthImbalance, micropriceOffset, spreadBp } from './book-shape.ts';
import { closeSeconds, type FeatureState, trustedMid } from './feature-state.ts';
import { currentBasis } from './index-basis.ts';
import { levelFeatures, logRatio, modelFeatures } from './model-features.ts';
import type { ObservedMarket } from './observe.ts';
import { ewmaVariance, jumpShare, realisedVariance } from './realised-variance.ts';
import { FEATURE_LAYOUT } from './registry.ts';
import { hourWave } from './time-of-day.ts';
import { signedFlow, tradeIntensity } from './trade-flow.ts';

/** Builds the row for `at`, closing the seconds before it. A value that is not finite is missing, never passed on. */
export function marketToFeatures(
  state: FeatureState,
  market: ObservedMarket,
  at: WallMs,
): FeatureRow {
  closeSeconds(state, at);
  const row = [
    ...modelFeatures(state.variance, at),
    ...contextFeatures(state, market, at),
    ...levelFeatures(state.variance),
  ];
  const size = FEATURE_LAYOUT.names.length;
  assertInvariant(row.length === size, `a row has ${row.length} features, the layout ${size}`);
  const values = new Float64Array(size);
  const present = new Uint8Array(size);
  row.forEach((value, i) => {
    if (value === null || !Number.isFinite(value)) return;
    values[i] = value;
    present[i] = 1;
  });
  return { at, layout: FEATURE_LAYOUT, values, present };
}

/** In CONTEXT_FEATURES order. */
function contextFeatures(
  state: FeatureState,
  market: ObservedMarket,
  at: number,
): readonly (number | null)[] {
  const reference = ewmaVariance(state.variance, 'ewma30m');
  const mid = trustedMid(state, at);
  const spot = mid === null ? null : market.spot;
  const basis = currentBasis(state.basis);
  const perBp = (usd: number) => (mid === null ? null : (usd / mid) * 10_000);
  return [
    logRatio(realisedVariance(state.variance, 10), reference),
    logRatio(realisedVariance(state.variance, 60), reference),
    jumpShare(state.variance, 900),
    spot && micropriceOffset(spot),
    spot && depthImbalance(spot, 5),
    spot && depthImbalance(spot, 10),
    spot && spreadBp(spot),
    signedFlow(state.flow, 10),
    signedFlow(state.flow, 60),
    tradeIntensity(state.flow, 10),
    tradeIntensity(state.flow, 60),
    basis && perBp(basis.meanUsd),
    basis && perBp(basis.sdUsd),
    ...hourWave(at, 1),
    ...hourWave(at, 4),
  ];
}
