// The one list of features: names, order, version, hash. In: nothing. Out: the layouts every row and model is bound to.
// Formulas, units and ranges are in the docstring of each family's file; `·` separates family and horizon.
import type { FeatureLayout } from '#lib/domain/features.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { canonical, sha256 } from '#lib/hash.ts';

/** Raised whenever a name, an order or a formula changes: old models then refuse to load. */
const VERSION = 1;

/** What models may use: dimensionless, so that another venue or regime does not break them (models B5). */
export const MODEL_FEATURES = [
  'rv·5m',
  'rv·15m',
  'rv·60m',
  'ewma·5m',
  'ewma·riskmetrics',
  'ewma·4h',
  'return·15m',
  'fall·15m',
  'day·cos1',
  'day·sin1',
  'day·cos2',
  'day·sin2',
] as const;

/** Recorded and shown, not yet in any model: no training recording carries them. */
const CONTEXT_FEATURES = [
  'rv·10s',
  'rv·60s',
  'jump-share·15m',
  'microprice·offset',
  'imbalance·5',
  'imbalance·10',
  'spread·bp',
  'flow·10s',
  'flow·60s',
  'intensity·10s',
  'intensity·60s',
  'basis·bp',
  'basis-sd·bp',
  'hour·cos1',
  'hour·sin1',
  'hour·cos4',
  'hour·sin4',
] as const;

/** ln of variance per second: what the statistical estimator combines. */
export const LEVEL_FEATURES = [
  'level·ewma5m',
  'level·riskmetrics',
  'level·ewma30m',
  'level·ewma4h',
  'level·rv15m',
  'level·rv60m',
] as const;

function layoutOf(names: readonly string[]): FeatureLayout {
  const hash = sha256Hex(sha256(canonical({ version: VERSION, names })));
  return { names, version: VERSION, hash };
}

/** The layout a model's manifest must name. */
export const MODEL_LAYOUT: FeatureLayout = layoutOf(MODEL_FEATURES);

/** The layout of every row: the model's features first, in the model's order. */
export const FEATURE_LAYOUT: FeatureLayout = layoutOf([
  ...MODEL_FEATURES,
  ...CONTEXT_FEATURES,
  ...LEVEL_FEATURES,
]);
