// Port: inference. Late, wrong or failed answers are refused by their hashes in the core.
import type { MemberKind, ModelAnswer, ModelRequest } from '#lib/domain/forecast.ts';
import type { Sha256 } from '#lib/domain/ids.ts';

/**
 * What the input is. `flags`: values of the live layout, then as many presence flags. `row`: one value a feature, NaN =
 * missing. `window`: steps × inputs, oldest first, then the statics, all finite.
 */
export type ModelKind = 'flags' | 'row' | 'window';

/** Came with the code, or was brought by the trader. */
export type ModelOrigin = 'shipped' | 'added';

/** Smallest and largest value of a feature in training. */
export interface FeatureRange {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** A model that passed every check of its folder. `Weights` is what the wiring's plain evaluator reads. */
export interface LoadedModel<Weights = unknown> {
  readonly id: string;
  /** SHA-256 of the ONNX file. */
  readonly hash: Sha256;
  readonly origin: ModelOrigin;
  readonly kind: ModelKind;
  /** Whose voice it is in the forecast; null = loaded for comparison only (the linear ablation). */
  readonly memberKind: Exclude<MemberKind, 'baseline'> | null;
  /** Length of the target; null where the model answers for any. */
  readonly horizonMinutes: number | null;
  /** [1, width]. */
  readonly inputShape: readonly number[];
  /** The correction, then one value for each of `parts`. */
  readonly outputCount: number;
  /** What the numbers after the correction are: the training mean and columns of trees, groups of a sequence. */
  readonly parts: readonly string[];
  /** In the order of `layoutNames`. */
  readonly ranges: readonly FeatureRange[];
  /** Features of a row, or of one step and then the statics. */
  readonly layoutNames: readonly string[];
  /** The same numbers for the plain evaluator, which agreed with the file at load; null when the model has none. */
  readonly weights: Weights | null;
}

export interface ModelRunner<Weights = unknown> {
  /** Models that passed every load check (file hash, layout, shapes, golden rows, plain evaluator). */
  models(): readonly LoadedModel<Weights>[];
  /** One question at a time to each model. Never rejects: what fails is a refusal. */
  run(request: ModelRequest): Promise<ModelAnswer>;
}
