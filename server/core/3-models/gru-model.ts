// A trained GRU ensemble as plain numbers. In: the trainer's export or its JSON. Out: the type every evaluator reads.
import type { SequenceShape } from './sequence-model.ts';

/** One recurrent cell: gate rows in the order reset, update, new (r, z, n), each `hidden` rows. */
export interface GruCell {
  /** 3·hidden × inputs, row by row. */
  readonly inputWeights: readonly number[];
  /** 3·hidden × hidden, row by row. */
  readonly hiddenWeights: readonly number[];
  /** 3·hidden. */
  readonly inputBias: readonly number[];
  /** 3·hidden; its third part stays inside the reset product (linear_before_reset = 1). */
  readonly hiddenBias: readonly number[];
}

/** Several cells side by side, one per seed, under one linear head: correction = head · [h₁ … h_S, statics] + bias. */
export interface GruModel extends SequenceShape {
  readonly kind: 'gru';
  readonly hidden: number;
  readonly cells: readonly GruCell[];
  /** cells × hidden, then one weight per static; the mean over seeds is already in it. */
  readonly head: readonly number[];
  readonly bias: number;
}
