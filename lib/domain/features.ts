// A feature vector: values in registry order, NaN never; missing stays missing through its own flag.
import type { Sha256 } from './ids.ts';
import type { WallMs } from './instant.ts';

/** One line of the registry: what a number of a row is, as data for screens and documents. */
export interface FeatureEntry {
  readonly name: string;
  readonly family: string;
  /** Dimensionless kinds such as "ln ratio", "share" or "σ". */
  readonly unit: string;
  /** Where values of a healthy market lie; outside it is worth a look, not an error. */
  readonly range: readonly [low: number, high: number];
  readonly formula: string;
  readonly source: string;
}

/** Names, in order, with the hash that binds a model to exactly this list and version. */
export interface FeatureLayout {
  readonly names: readonly string[];
  readonly version: number;
  readonly hash: Sha256;
}

/** One row for a model. `present[i] = 0` means values[i] is a placeholder 0 and must not be used. */
export interface FeatureRow {
  readonly at: WallMs;
  readonly layout: FeatureLayout;
  readonly values: Float64Array;
  readonly present: Uint8Array;
}
