// The linear sequence model: one weight per step and input. In: model, window, statics. Out: correction of ln(variance).
// The ablation beside the GRU (models C3): trend and remainder of a moving average, each with its own matrix, are linear in
// the window, so both matrices fold into one.
import { assertSequenceInput, clipCorrection, type SequenceShape } from './sequence-model.ts';

export interface DLinearModel extends SequenceShape {
  readonly kind: 'dlinear';
  /** steps × inputs: the folded matrix of trend and remainder. */
  readonly weights: readonly number[];
  /** One per static. */
  readonly staticWeights: readonly number[];
  readonly bias: number;
}

/** The correction before clipping; the input must have been checked. */
export function rawDLinear(
  model: DLinearModel,
  window: ArrayLike<number>,
  statics: ArrayLike<number>,
): number {
  let sum = model.bias;
  for (let i = 0; i < window.length; i++) sum += (model.weights[i] ?? 0) * (window[i] ?? 0);
  for (let i = 0; i < statics.length; i++) sum += (model.staticWeights[i] ?? 0) * (statics[i] ?? 0);
  return sum;
}

/**
 * Correction of ln(variance per second) for one window (steps × inputs, oldest first), within [lowest, highest].
 * Throws `Condition failed: …` naming the feature and step when a value is not finite or a width does not fit.
 */
export function runDLinear(
  model: DLinearModel,
  window: ArrayLike<number>,
  statics: ArrayLike<number>,
): number {
  assertSequenceInput(model, { window, statics });
  return clipCorrection(model, rawDLinear(model, window, statics));
}
