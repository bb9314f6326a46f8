// The feature row of this second. In: feature state and market. Out: values in registry order, each present or missing.
import type { FeatureRow } from '#lib/domain/features.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { refreshContracts } from './contracts/refresh-contract.ts';
import type { FeatureState } from './feature-state.ts';
import { viewFeatures } from './feature-view.ts';
import { rowOf } from './layout-of.ts';
import { levelFeatures, modelFeatures } from './model-features.ts';
import type { ObservedMarket } from './observe.ts';
import { CONTEXT, FEATURE_LAYOUT } from './registry.ts';

/** Builds the row for `at`, closing the seconds before it, and renews the row of every followed contract. */
export function marketToFeatures(
  state: FeatureState,
  market: ObservedMarket,
  at: WallMs,
): FeatureRow {
  const view = viewFeatures(state, market, at);
  refreshContracts(state, market, at);
  return rowOf(FEATURE_LAYOUT, at, [
    ...modelFeatures(state.variance, at),
    ...CONTEXT.map((feature) => feature.value(view)),
    ...levelFeatures(state.variance),
  ]);
}
