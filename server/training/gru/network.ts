// What the training loop asks of a network. In: batches. Out: raw corrections and gradients of every parameter.

/** Rows of a batch, already on the network's scale. */
export interface Batch {
  readonly rows: number;
  /** steps × rows × inputs: step-major, so that one step of all rows is one contiguous block. */
  readonly windows: Float64Array;
  /** rows × statics. */
  readonly statics: Float64Array;
}

/** Sizes of a network's input. */
export interface InputSizes {
  readonly steps: number;
  readonly inputs: number;
  readonly statics: number;
}

/** A differentiable map from windows to one raw correction per row. */
export interface Network {
  readonly sizes: InputSizes;
  /** All trainable numbers, flat; the optimiser changes them in place. */
  readonly parameters: Float64Array;
  /** Same layout; overwritten by `backward`. */
  readonly gradients: Float64Array;
  /** Raw corrections; valid until the next call. */
  forward(batch: Batch): Float64Array;
  /** Gradients of Σ outputGradients[row] · output[row]; `forward` of the same batch came just before. */
  backward(batch: Batch, outputGradients: Float64Array): void;
}

/** Where chance comes from: uniform in [0, 1), seeded. */
export type Draw = () => number;
