// The linear sequence network: trend and remainder, one matrix each. In: batches. Out: corrections, exact gradients.
// Trend = centred moving average over 25 steps, ends repeated; remainder = window − trend (DLinear, models C3).
import type { Batch, InputSizes, Network } from '../gru/network.ts';

/** Steps in the moving average. */
const SPAN = 25;

/** Views into one flat array, all zero at the start: the first forecast is the offset. */
interface DLinearParameters {
  readonly flat: Float64Array;
  /** steps × inputs. */
  readonly trend: Float64Array;
  /** steps × inputs. */
  readonly remainder: Float64Array;
  readonly statics: Float64Array;
  readonly bias: Float64Array;
}

function parametersOf(sizes: InputSizes): DLinearParameters {
  const matrix = sizes.steps * sizes.inputs;
  const flat = new Float64Array(2 * matrix + sizes.statics + 1);
  return {
    flat,
    trend: flat.subarray(0, matrix),
    remainder: flat.subarray(matrix, 2 * matrix),
    statics: flat.subarray(2 * matrix, 2 * matrix + sizes.statics),
    bias: flat.subarray(2 * matrix + sizes.statics),
  };
}

/** averaging[to × steps + from]: the share of step `from` in the trend at step `to`. */
function averagingMatrix(steps: number): Float64Array {
  const matrix = new Float64Array(steps * steps);
  const half = (SPAN - 1) / 2;
  for (let to = 0; to < steps; to++)
    for (let k = to - half; k <= to + half; k++) {
      const at = to * steps + Math.min(steps - 1, Math.max(0, k));
      matrix[at] = (matrix[at] ?? 0) + 1 / SPAN;
    }
  return matrix;
}

/** A network whose output is linear in the window; `folded` is the one matrix that both fold into. */
export function createDLinearNetwork(
  sizes: InputSizes,
  batchRows: number,
): Network & { readonly weights: DLinearParameters; readonly folded: () => Float64Array } {
  const weights = parametersOf(sizes);
  const gradients = parametersOf(sizes);
  const averaging = averagingMatrix(sizes.steps);
  const outputs = new Float64Array(batchRows);
  const folded = (): Float64Array => fold(weights, averaging, sizes);
  return {
    sizes,
    weights,
    parameters: weights.flat,
    gradients: gradients.flat,
    folded,
    forward: (batch) => {
      forward(batch, { sizes, weights, matrix: folded() }, outputs);
      return outputs;
    },
    backward: (batch, pulls) => {
      const pulled = backward(batch, { sizes, gradients }, pulls);
      unfold(gradients, averaging, pulled);
    },
  };
}

/** w = remainder + Aᵀ (trend − remainder). */
function fold(weights: DLinearParameters, averaging: Float64Array, sizes: InputSizes) {
  const { steps, inputs } = sizes;
  const matrix = weights.remainder.slice();
  for (let to = 0; to < steps; to++)
    for (let from = 0; from < steps; from++) {
      const share = averaging[to * steps + from] ?? 0;
      if (share === 0) continue;
      for (let i = 0; i < inputs; i++) {
        const at = to * inputs + i;
        const lead = (weights.trend[at] ?? 0) - (weights.remainder[at] ?? 0);
        matrix[from * inputs + i] = (matrix[from * inputs + i] ?? 0) + share * lead;
      }
    }
  return matrix;
}

function forward(
  batch: Batch,
  model: {
    readonly sizes: InputSizes;
    readonly weights: DLinearParameters;
    readonly matrix: Float64Array;
  },
  outputs: Float64Array,
): void {
  const { steps, inputs, statics } = model.sizes;
  const { rows } = batch;
  for (let row = 0; row < rows; row++) {
    let sum = model.weights.bias[0] ?? 0;
    for (let step = 0; step < steps; step++) {
      const from = (step * rows + row) * inputs;
      for (let i = 0; i < inputs; i++)
        sum += (model.matrix[step * inputs + i] ?? 0) * (batch.windows[from + i] ?? 0);
    }
    for (let i = 0; i < statics; i++)
      sum += (model.weights.statics[i] ?? 0) * (batch.statics[row * statics + i] ?? 0);
    outputs[row] = sum;
  }
}

/** Gradients of statics and bias; returns Σ pull · window, the gradient of the folded matrix. */
function backward(
  batch: Batch,
  model: { readonly sizes: InputSizes; readonly gradients: DLinearParameters },
  pulls: Float64Array,
): Float64Array {
  const { steps, inputs, statics } = model.sizes;
  const { gradients } = model;
  const { rows } = batch;
  gradients.flat.fill(0);
  const pulled = new Float64Array(steps * inputs);
  for (let row = 0; row < rows; row++) {
    const pull = pulls[row] ?? 0;
    gradients.bias[0] = (gradients.bias[0] ?? 0) + pull;
    for (let i = 0; i < statics; i++)
      gradients.statics[i] =
        (gradients.statics[i] ?? 0) + pull * (batch.statics[row * statics + i] ?? 0);
    for (let step = 0; step < steps; step++) {
      const from = (step * rows + row) * inputs;
      for (let i = 0; i < inputs; i++) {
        const at = step * inputs + i;
        pulled[at] = (pulled[at] ?? 0) + pull * (batch.windows[from + i] ?? 0);
      }
    }
  }
  return pulled;
}

/** trend gradient = A · pulled; remainder gradient = pulled − A · pulled. */
function unfold(gradients: DLinearParameters, averaging: Float64Array, pulled: Float64Array): void {
  const steps = Math.round(Math.sqrt(averaging.length));
  const inputs = pulled.length / steps;
  for (let to = 0; to < steps; to++)
    for (let i = 0; i < inputs; i++) {
      let sum = 0;
      for (let from = 0; from < steps; from++)
        sum += (averaging[to * steps + from] ?? 0) * (pulled[from * inputs + i] ?? 0);
      const at = to * inputs + i;
      gradients.trend[at] = sum;
      gradients.remainder[at] = (pulled[at] ?? 0) - sum;
    }
}
