// The linear network against finite differences and against PyTorch (its fixture says how it was made).
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRng } from '#server/simulator/seeded/rng.ts';
import torch from '../gru/fixtures/torch-golden.json' with { type: 'json' };
import { batchGradients, batchLoss, gradientErrors } from '../gru/gradient-check.ts';
import { createDLinearNetwork } from './dlinear-network.ts';

const size = (max: number) => fc.integer({ min: 2, max });

it('gradients agree with finite differences within 1e-6 in every tensor', () => {
  fc.assert(
    fc.property(size(30), size(3), size(4), fc.integer(), (steps, inputs, rows, seed) => {
      const rng = createRng(seed);
      const draw = (length: number) => Float64Array.from({ length }, rng.normal);
      const network = createDLinearNetwork({ steps, inputs, statics: 2 }, rows);
      for (const i of network.parameters.keys()) network.parameters[i] = 0.1 * rng.normal();
      const batch = {
        rows,
        windows: draw(steps * rows * inputs),
        statics: draw(rows * 2),
        logRatios: draw(rows),
      };
      const matrix = steps * inputs;
      const errors = gradientErrors(network, batch, [matrix, matrix, 2, 1]);
      expect(errors.length).toBe(4);
      for (const error of errors) expect(error).toBeLessThan(1e-6);
    }),
    { numRuns: 30, seed: 5 },
  );
});

it('PyTorch’s average pooling gives the same outputs, loss and gradients', () => {
  const { sizes, rows, ...golden } = torch.dlinear;
  const network = createDLinearNetwork(sizes, rows);
  network.parameters.set(golden.parameters);
  const windows = new Float64Array(golden.windows.length);
  golden.windows.forEach((value, i) => {
    const step = Math.floor(i / sizes.inputs) % sizes.steps;
    const row = Math.floor(i / (sizes.inputs * sizes.steps));
    windows[(step * rows + row) * sizes.inputs + (i % sizes.inputs)] = value;
  });
  const batch = {
    rows,
    windows,
    statics: Float64Array.from(golden.statics),
    logRatios: Float64Array.from(golden.logRatios),
  };
  network.forward(batch).forEach((output, row) => {
    expect(output).toBeCloseTo(golden.outputs[row] ?? Number.NaN, 12);
  });
  expect(batchLoss(network, batch)).toBeCloseTo(golden.loss, 12);
  batchGradients(network, batch).forEach((gradient, i) => {
    expect(gradient).toBeCloseTo(golden.gradients[i] ?? Number.NaN, 12);
  });
});
