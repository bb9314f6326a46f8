// The GRU with its linear head as a trainable network. In: sizes, batch rows, draws. Out: the network and its weights.
import { gruBackward } from './gru-backward.ts';
import { gruForward } from './gru-forward.ts';
import type { GruParameters, GruSizes } from './gru-parameters.ts';
import { createGruParts } from './gru-parts.ts';
import type { Draw, Network } from './network.ts';

/** A network for batches of up to `batchRows` rows, started by `drawGruParameters`. */
export function createGruNetwork(
  sizes: GruSizes,
  batchRows: number,
  rng: Draw,
): Network & { readonly weights: GruParameters } {
  const parts = createGruParts(sizes, batchRows, rng);
  return {
    sizes,
    weights: parts.weights,
    parameters: parts.weights.flat,
    gradients: parts.gradients.flat,
    forward: (batch) => gruForward(parts, batch),
    backward: (batch, outputGradients) => gruBackward(parts, batch, outputGradients),
  };
}
