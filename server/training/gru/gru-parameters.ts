// The GRU's trainable numbers as one flat array. In: sizes, draws. Out: named views and the usual start.
import type { Draw, InputSizes } from './network.ts';

export interface GruSizes extends InputSizes {
  readonly hidden: number;
}

/** Views into one flat array; gate rows in the order r, z, n. */
export interface GruParameters {
  readonly flat: Float64Array;
  /** 3·hidden × inputs. */
  readonly inputWeights: Float64Array;
  /** 3·hidden × hidden. */
  readonly hiddenWeights: Float64Array;
  /** 3·hidden. */
  readonly inputBias: Float64Array;
  /** 3·hidden. */
  readonly hiddenBias: Float64Array;
  /** hidden + statics. */
  readonly head: Float64Array;
  /** 1. */
  readonly bias: Float64Array;
}

/** Zeros, with the views laid out in the order of the interface. */
export function gruParameters(sizes: GruSizes): GruParameters {
  const { hidden, inputs, statics } = sizes;
  const gates = 3 * hidden;
  const lengths = [gates * inputs, gates * hidden, gates, gates, hidden + statics, 1];
  const flat = new Float64Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  const next = (length: number): Float64Array => {
    at += length;
    return flat.subarray(at - length, at);
  };
  return {
    flat,
    inputWeights: next(gates * inputs),
    hiddenWeights: next(gates * hidden),
    inputBias: next(gates),
    hiddenBias: next(gates),
    head: next(hidden + statics),
    bias: next(1),
  };
}

/** Uniform in ±1/√hidden for the cell (PyTorch's default); the head stays zero, so the first forecast is the offset. */
export function drawGruParameters(sizes: GruSizes, rng: Draw): GruParameters {
  const parameters = gruParameters(sizes);
  const reach = 1 / Math.sqrt(sizes.hidden);
  const { inputWeights, hiddenWeights, inputBias, hiddenBias } = parameters;
  for (const block of [inputWeights, hiddenWeights, inputBias, hiddenBias])
    for (let i = 0; i < block.length; i++) block[i] = reach * (2 * rng() - 1);
  return parameters;
}
