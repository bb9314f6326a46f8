// The GRU backward through time. In: parts with the trace of the same batch, output gradients. Out: all gradients.
// Checked against finite differences and PyTorch in gru-network.test.ts.
import type { GruParts } from './gru-parts.ts';
import { addTimesTransposed, addTransposedTimes } from './matrix-product.ts';
import type { Batch } from './network.ts';

/** Overwrites the gradients with those of Σ outputGradients[row] · output[row]. */
export function gruBackward(parts: GruParts, batch: Batch, outputGradients: Float64Array): void {
  const { sizes, gradients, trace, scratch } = parts;
  const { rows } = batch;
  const { hidden, inputs } = sizes;
  gradients.flat.fill(0);
  transposeInto(scratch.transposedHidden, parts.weights.hiddenWeights, hidden);
  headBackward(parts, batch, outputGradients);
  for (let step = sizes.steps - 1; step >= 0; step--) {
    gatesBackward(parts, rows, step);
    addTransposedTimes({
      into: gradients.inputWeights,
      intoAt: 0,
      left: scratch.fromInput,
      leftAt: 0,
      right: batch.windows,
      rightAt: step * rows * inputs,
      rows: 3 * hidden,
      columns: inputs,
      depth: rows,
    });
    if (step === 0) break;
    addTransposedTimes({
      into: gradients.hiddenWeights,
      intoAt: 0,
      left: scratch.fromHidden,
      leftAt: 0,
      right: trace.states,
      rightAt: step * rows * hidden,
      rows: 3 * hidden,
      columns: hidden,
      depth: rows,
    });
    addTimesTransposed({
      into: scratch.stateGradient,
      intoAt: 0,
      left: scratch.fromHidden,
      leftAt: 0,
      right: scratch.transposedHidden,
      rightAt: 0,
      rows,
      columns: hidden,
      depth: 3 * hidden,
    });
  }
}

/** [3·hidden × hidden] → [hidden × 3·hidden]. */
function transposeInto(into: Float64Array, from: Float64Array, hidden: number): void {
  const gates = 3 * hidden;
  for (let gate = 0; gate < gates; gate++)
    for (let i = 0; i < hidden; i++) into[i * gates + gate] = from[gate * hidden + i] ?? 0;
}

/** Head gradients, and the gradient of the last state into `stateGradient`. */
function headBackward(parts: GruParts, batch: Batch, outputGradients: Float64Array): void {
  const { sizes, weights, gradients, trace, scratch } = parts;
  const { hidden, statics } = sizes;
  const { head, bias } = gradients;
  const last = sizes.steps * batch.rows * hidden;
  for (let row = 0; row < batch.rows; row++) {
    const pull = outputGradients[row] ?? 0;
    bias[0] = (bias[0] ?? 0) + pull;
    for (let i = 0; i < hidden; i++) {
      head[i] = (head[i] ?? 0) + pull * (trace.states[last + row * hidden + i] ?? 0);
      scratch.stateGradient[row * hidden + i] = pull * (weights.head[i] ?? 0);
    }
    for (let i = 0; i < statics; i++)
      head[hidden + i] = (head[hidden + i] ?? 0) + pull * (batch.statics[row * statics + i] ?? 0);
  }
}

/** Gate gradients of one step into the scratch (input side and hidden side), biases, and the direct path of the state. */
function gatesBackward(parts: GruParts, rows: number, step: number): void {
  const { fromInput, fromHidden, stateGradient } = parts.scratch;
  const { states, reset, update, fresh, recalled } = parts.trace;
  const { hidden } = parts.sizes;
  const base = step * rows * hidden;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < hidden; i++) {
      const cell = row * hidden + i;
      const at = base + cell;
      const pull = stateGradient[cell] ?? 0;
      const r = reset[at] ?? 0;
      const z = update[at] ?? 0;
      const n = fresh[at] ?? 0;
      const q = recalled[at] ?? 0;
      const atFresh = pull * (1 - z) * (1 - n * n);
      const atUpdate = pull * ((states[at] ?? 0) - n) * z * (1 - z);
      const atReset = atFresh * q * r * (1 - r);
      const gate = row * 3 * hidden + i;
      fromInput[gate] = atReset;
      fromInput[gate + hidden] = atUpdate;
      fromInput[gate + 2 * hidden] = atFresh;
      fromHidden[gate] = atReset;
      fromHidden[gate + hidden] = atUpdate;
      fromHidden[gate + 2 * hidden] = atFresh * r;
      stateGradient[cell] = pull * z;
    }
  }
  addColumns(parts.gradients.inputBias, fromInput, rows);
  addColumns(parts.gradients.hiddenBias, fromHidden, rows);
}

/** into[column] += Σ over rows of from[row, column]. */
function addColumns(into: Float64Array, from: Float64Array, rows: number): void {
  const width = into.length;
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < width; i++) into[i] = (into[i] ?? 0) + (from[row * width + i] ?? 0);
}
