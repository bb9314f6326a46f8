// One GRU step in float64. In: a cell, its hidden state and one step of features. Out: the state, moved on in place.
// Cell: r = σ(W_ir x + b_ir + W_hr h + b_hr), z likewise, n = tanh(W_in x + b_in + r (W_hn h + b_hn)), h' = (1 − z) n + z h.
// It is the PyTorch and cuDNN cell; models E1 (linear_before_reset = 1).
import { exponential } from '#lib/exponential.ts';
import type { GruCell } from './gru-model.ts';

/** Rows of one matrix–vector product. */
interface Rows {
  readonly matrix: readonly number[];
  readonly bias: readonly number[];
}

/** into[row] = bias[row] + matrix[row] · vector, four rows at a time. */
function multiplyRows(into: Float64Array, rows: Rows, vector: Float64Array): void {
  const { matrix, bias } = rows;
  const width = vector.length;
  const count = into.length;
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    let first = bias[row] ?? 0;
    let second = bias[row + 1] ?? 0;
    let third = bias[row + 2] ?? 0;
    let fourth = bias[row + 3] ?? 0;
    const start = row * width;
    for (let k = 0; k < width; k++) {
      const value = vector[k] ?? 0;
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
    for (let k = 0; k < width; k++) sum += (matrix[row * width + k] ?? 0) * (vector[k] ?? 0);
    into[row] = sum;
  }
}

/** The hidden state of one cell and its scratch; owned by one evaluator. */
export interface GruState {
  readonly hidden: Float64Array;
  /** The step's features, copied so that the products always read the same kind of array. */
  readonly input: Float64Array;
  readonly fromInput: Float64Array;
  readonly fromHidden: Float64Array;
}

/** A state of zeros: the start of every window. */
export function createGruState(hidden: number, inputs: number): GruState {
  return {
    hidden: new Float64Array(hidden),
    input: new Float64Array(inputs),
    fromInput: new Float64Array(3 * hidden),
    fromHidden: new Float64Array(3 * hidden),
  };
}

const sigmoid = (x: number): number => 1 / (1 + exponential(-x));
/** Within 2e-16 of Math.tanh, with one exponential. */
const tangent = (x: number): number => 2 * sigmoid(2 * x) - 1;

/** Moves `state` on by the step whose features start at `at` in `features`. */
export function stepGruCell(
  cell: GruCell,
  state: GruState,
  step: { readonly features: ArrayLike<number>; readonly at: number },
): void {
  const { hidden, input, fromInput, fromHidden } = state;
  const size = hidden.length;
  for (let i = 0; i < input.length; i++) input[i] = step.features[step.at + i] ?? 0;
  multiplyRows(fromInput, { matrix: cell.inputWeights, bias: cell.inputBias }, input);
  multiplyRows(fromHidden, { matrix: cell.hiddenWeights, bias: cell.hiddenBias }, hidden);
  for (let i = 0; i < size; i++) {
    const reset = sigmoid((fromInput[i] ?? 0) + (fromHidden[i] ?? 0));
    const update = sigmoid((fromInput[size + i] ?? 0) + (fromHidden[size + i] ?? 0));
    const fresh = tangent((fromInput[2 * size + i] ?? 0) + reset * (fromHidden[2 * size + i] ?? 0));
    hidden[i] = fresh + update * ((hidden[i] ?? 0) - fresh);
  }
}
