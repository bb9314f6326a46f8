// The GRU against finite differences and against PyTorch (fixtures/torch-golden.json says how that was made).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { createAdamW } from './adam-w.ts';
import torch from './fixtures/torch-golden.json' with { type: 'json' };
import { batchGradients, batchLoss, gradientErrors } from './gradient-check.ts';
import { createGruNetwork } from './gru-network.ts';
import { gruParameters } from './gru-parameters.ts';
import type { LabelledBatch } from './sequence-data.ts';

const size = (max: number) => fc.integer({ min: 1, max });
const sizesOf = fc.record({ steps: size(5), inputs: size(4), statics: size(3), hidden: size(6) });

function expectClose(found: Float64Array, expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  const worst = found.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? Number.NaN))),
    0,
  );
  expect(worst).toBeLessThan(tolerance);
}

/** PyTorch keeps rows first; our batches keep steps first. */
function goldenBatch(): LabelledBatch {
  const { rows, sizes } = torch.gru;
  const windows = new Float64Array(torch.gru.windows.length);
  torch.gru.windows.forEach((value, i) => {
    const input = i % sizes.inputs;
    const step = Math.floor(i / sizes.inputs) % sizes.steps;
    const row = Math.floor(i / (sizes.inputs * sizes.steps));
    windows[(step * rows + row) * sizes.inputs + input] = value;
  });
  return {
    rows,
    windows,
    statics: Float64Array.from(torch.gru.statics),
    logRatios: Float64Array.from(torch.gru.logRatios),
  };
}

function goldenNetwork() {
  // Room for two rows more than the batch has: what is left over must not matter.
  const room = torch.gru.rows + 2;
  const network = createGruNetwork(torch.gru.sizes, room, createRng('golden').uniform);
  network.parameters.set(torch.gru.parameters);
  return network;
}

describe('gradients', () => {
  it('agree with finite differences within 1e-6 in every tensor of random small networks', () => {
    fc.assert(
      fc.property(sizesOf, size(6), fc.integer(), (sizes, rows, seed) => {
        const rng = createRng(seed);
        const network = createGruNetwork(sizes, rows, rng.uniform);
        for (const [i, value] of network.parameters.entries())
          network.parameters[i] = value + 0.3 * rng.normal();
        const draw = (length: number) => Float64Array.from({ length }, rng.normal);
        const batch = {
          rows,
          windows: draw(sizes.steps * rows * sizes.inputs),
          statics: draw(rows * sizes.statics),
          logRatios: draw(rows),
        };
        const { flat: _, ...blocks } = gruParameters(sizes);
        const lengths = Object.values(blocks).map((block) => block.length);
        const errors = gradientErrors(network, batch, lengths);
        expect(errors.length).toBe(6);
        for (const error of errors) expect(error).toBeLessThan(1e-6);
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});

describe('PyTorch', () => {
  it('gives the same outputs, loss and gradients for the same weights', () => {
    const network = goldenNetwork();
    const batch = goldenBatch();
    expectClose(network.forward(batch).subarray(0, batch.rows), torch.gru.outputs, 1e-13);
    expect(batchLoss(network, batch)).toBeCloseTo(torch.gru.loss, 12);
    expectClose(batchGradients(network, batch), torch.gru.gradients, 1e-12);
  });

  it('walks the same way under AdamW with the gradient clipped', () => {
    const network = goldenNetwork();
    const batch = goldenBatch();
    const takeStep = createAdamW(network.parameters, {
      learningRate: 2e-3,
      weightDecay: 1e-2,
      clipNorm: 1,
    });
    for (const loss of torch.gru.losses) {
      expect(batchLoss(network, batch)).toBeCloseTo(loss, 11);
      takeStep(batchGradients(network, batch), 1);
    }
    expectClose(network.parameters, torch.gru.after, 1e-11);
  });
});

it('starts as the level offset: every correction is exactly zero', () => {
  const network = createGruNetwork(torch.gru.sizes, torch.gru.rows, createRng('start').uniform);
  expect([...network.forward(goldenBatch())].every((value) => value === 0)).toBe(true);
});
