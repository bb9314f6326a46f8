// Finite differences of a network's mean loss, for tests. In: network, batch. Out: relative error of each parameter block.
import { clampedQlike, clampedQlikeSlope } from './clamped-qlike.ts';
import type { Network } from './network.ts';
import type { LabelledBatch } from './sequence-data.ts';

const STEP = 1e-5;

/** Mean clamped QLIKE of one batch. */
export function batchLoss(network: Network, batch: LabelledBatch): number {
  const outputs = network.forward(batch);
  let sum = 0;
  for (let row = 0; row < batch.rows; row++)
    sum += clampedQlike(batch.logRatios[row] ?? 0, outputs[row] ?? 0);
  return sum / batch.rows;
}

/** Gradients of `batchLoss` by backward propagation; a view that the next call overwrites. */
export function batchGradients(network: Network, batch: LabelledBatch): Float64Array {
  const outputs = network.forward(batch);
  const slopes = Float64Array.from(
    batch.logRatios,
    (logRatio, row) => clampedQlikeSlope(logRatio, outputs[row] ?? 0) / batch.rows,
  );
  network.backward(batch, slopes);
  return network.gradients;
}

/** ‖backward − central difference‖ ÷ ‖central difference‖ of each block of `lengths`, in order; ‖backward‖ where no loss changes. */
export function gradientErrors(
  network: Network,
  batch: LabelledBatch,
  lengths: readonly number[],
): readonly number[] {
  const exact = batchGradients(network, batch).slice();
  const { parameters } = network;
  let at = 0;
  return lengths.map((length) => {
    let missed = 0;
    let whole = 0;
    for (const end = at + length; at < end; at++) {
      const value = parameters[at] ?? 0;
      parameters[at] = value + STEP;
      const above = batchLoss(network, batch);
      parameters[at] = value - STEP;
      const below = batchLoss(network, batch);
      parameters[at] = value;
      const difference = (above - below) / (2 * STEP);
      missed += (difference - (exact[at] ?? 0)) ** 2;
      whole += difference ** 2;
    }
    return whole === 0 ? Math.sqrt(missed) : Math.sqrt(missed / whole);
  });
}
