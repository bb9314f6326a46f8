// One GRU step in float64. In: a cell, its hidden state and one step of features. Out: the state, moved on in place.
// Cell: r = σ(W_ir x + b_ir + W_hr h + b_hr), z likewise, n = tanh(W_in x + b_in + r (W_hn h + b_hn)), h' = (1 − z) n + z h.
// It is the PyTorch and cuDNN cell; models E1 (linear_before_reset = 1).
import type { GruCell } from './gru-model.ts';

/** Rows of one matrix–vector product. */
interface Rows {
  readonly matrix: readonly number[];
  readonly bias: readonly number[];
  readonly width: number;
}

/** into[row] = bias[row] + matrix[row] · vector[at …], four rows at a time. */
function multiplyRows(into: Float64Array, rows: Rows, from: { of: ArrayLike<number>; at: number }) {
  const { matrix, bias, width } = rows;
  const { of: vector, at } = from;
  const count = into.length;
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    let first = bias[row] ?? 0;
    let second = bias[row + 1] ?? 0;
    let third = bias[row + 2] ?? 0;
    let fourth = bias[row + 3] ?? 0;
    const start = row * width;
    for (let k = 0; k < width; k++) {
      const value = vector[at + k] ?? 0;
      first += (matrix[start + k] ?? 0) * value;
      second += (matrix[start + width + k] ?? 0) * value;
      third += (matrix[start + 2 * width + k] ?? 0) * value;
      fourth += (matrix[start + 3 * width + k] ?? 0) * value;
    }
    into[row] = first;
    into[row + 1] = second;
    into[row + 2] = third;
    into[row + 3] = fourth;
  }
  for (; row < count; row++) {
    let sum = bias[row] ?? 0;
    for (let k = 0; k < width; k++) sum += (matrix[row * width + k] ?? 0) * (vector[at + k] ?? 0);
    into[row] = sum;
  }
}

/** The hidden state of one cell and its scratch; owned by one evaluator. */
export interface GruState {
  readonly hidden: Float64Array;
  readonly fromInput: Float64Array;
  readonly fromHidden: Float64Array;
}

/** A state of zeros: the start of every window. */
export function createGruState(hidden: number): GruState {
  return {
    hidden: new Float64Array(hidden),
    fromInput: new Float64Array(3 * hidden),
    fromHidden: new Float64Array(3 * hidden),
  };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Moves `state` on by the step of `width` features that starts at `at` in `features`. */
export function stepGruCell(
  cell: GruCell,
  state: GruState,
  step: { readonly features: ArrayLike<number>; readonly at: number; readonly width: number },
): void {
  const { hidden, fromInput, fromHidden } = state;
  const size = hidden.length;
  multiplyRows(
    fromInput,
    { matrix: cell.inputWeights, bias: cell.inputBias, width: step.width },
    { of: step.features, at: step.at },
  );
  multiplyRows(
    fromHidden,
    { matrix: cell.hiddenWeights, bias: cell.hiddenBias, width: size },
    { of: hidden, at: 0 },
  );
  for (let i = 0; i < size; i++) {
    const reset = sigmoid((fromInput[i] ?? 0) + (fromHidden[i] ?? 0));
    const update = sigmoid((fromInput[size + i] ?? 0) + (fromHidden[size + i] ?? 0));
    const fresh = Math.tanh(
      (fromInput[2 * size + i] ?? 0) + reset * (fromHidden[2 * size + i] ?? 0),
    );
    hidden[i] = fresh + update * ((hidden[i] ?? 0) - fresh);
  }
}
