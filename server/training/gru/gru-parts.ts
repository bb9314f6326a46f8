// What forward and backward of the GRU share. In: sizes, batch rows, draws. Out: weights, gradients, trace and scratch.
import {
  drawGruParameters,
  type GruParameters,
  type GruSizes,
  gruParameters,
} from './gru-parameters.ts';
import type { Draw } from './network.ts';

/** What forward keeps for backward: one block of rows × hidden per step (`states` has one more, the zero start). */
interface Trace {
  readonly states: Float64Array;
  readonly reset: Float64Array;
  readonly update: Float64Array;
  readonly fresh: Float64Array;
  /** W_hn h + b_hn, before the reset product. */
  readonly recalled: Float64Array;
}

/** Scratch of one step, rows × 3·hidden each. */
interface Scratch {
  readonly fromInput: Float64Array;
  readonly fromHidden: Float64Array;
  readonly stateGradient: Float64Array;
  readonly transposedHidden: Float64Array;
  readonly outputs: Float64Array;
}

export interface GruParts {
  readonly sizes: GruSizes;
  readonly weights: GruParameters;
  readonly gradients: GruParameters;
  readonly trace: Trace;
  readonly scratch: Scratch;
}

/** Parts for batches of up to `batchRows` rows, the weights drawn by `drawGruParameters`. */
export function createGruParts(sizes: GruSizes, batchRows: number, rng: Draw): GruParts {
  const block = batchRows * sizes.hidden;
  return {
    sizes,
    weights: drawGruParameters(sizes, rng),
    gradients: gruParameters(sizes),
    trace: {
      states: new Float64Array((sizes.steps + 1) * block),
      reset: new Float64Array(sizes.steps * block),
      update: new Float64Array(sizes.steps * block),
      fresh: new Float64Array(sizes.steps * block),
      recalled: new Float64Array(sizes.steps * block),
    },
    scratch: {
      fromInput: new Float64Array(3 * block),
      fromHidden: new Float64Array(3 * block),
      stateGradient: new Float64Array(block),
      transposedHidden: new Float64Array(3 * sizes.hidden * sizes.hidden),
      outputs: new Float64Array(batchRows),
    },
  };
}
