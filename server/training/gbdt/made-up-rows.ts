// Made-up rows with a known shape, for tests and benches of the tree trainer. In: sizes, chance. Out: rows; plain options.
import type { TreeOptions } from './tree-options.ts';
import type { TreeRows } from './tree-rows.ts';

/** Rows whose target bends with four features (a·b, a wave in c, a step in d) plus noise; the other features mean nothing. */
export function madeUpRows(
  shape: { readonly count: number; readonly width: number; readonly missingShare: number },
  rng: () => number,
): TreeRows {
  const { count, width, missingShare } = shape;
  const values = new Float32Array(count * width);
  for (let i = 0; i < values.length; i++) values[i] = 2 * (rng() + rng() + rng() - 1.5);
  const targets = new Float64Array(count);
  for (let row = 0, at = 0; row < count; row++, at += width) {
    const wave = Math.sin(2 * (values[at + 2] ?? 0));
    const step = (values[at + 3] ?? 0) > 0.4 ? 0.5 : 0;
    targets[row] = (values[at] ?? 0) * (values[at + 1] ?? 0) + wave + step + rng() - 0.5;
  }
  if (missingShare > 0)
    for (let i = 0; i < values.length; i++) if (rng() < missingShare) values[i] = Number.NaN;
  return { width, values, targets };
}

/** Least squares without any drawing, stopping or constraint. */
export const PLAIN: TreeOptions = {
  loss: 'squared',
  trees: 300,
  depth: 6,
  learningRate: 0.1,
  minHessian: 20,
  ridge: 1,
  minGain: 0,
  rowShare: 1,
  featureShare: 1,
  bins: 255,
  monotone: [],
  base: null,
  stop: null,
};
