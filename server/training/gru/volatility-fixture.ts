// Made-up rows for tests: an AR(1) log-variance, returns drawn from it. In: seed, count. Out: training data with a known skill.
import { createRng } from '#server/simulator/seeded/rng.ts';
import type { SequenceData } from './sequence-data.ts';

const STEPS = 24;
const AHEAD = 8;
const PERSISTENCE = 0.95;
const SHOCK = 0.35;

/** Two inputs a step (ln r², |r|, both relative to the window's level), one static of pure noise. */
export function volatilityRows(seed: string, count: number): SequenceData {
  const rng = createRng(seed);
  const length = count + STEPS + AHEAD;
  const squares = new Float64Array(length);
  let logVariance = 0;
  for (let i = 0; i < length; i++) {
    logVariance = PERSISTENCE * logVariance + SHOCK * rng.normal();
    squares[i] = Math.exp(logVariance) * rng.normal() ** 2;
  }
  const meanSquare = (from: number, steps: number): number =>
    squares.subarray(from, from + steps).reduce((sum, each) => sum + each, 0) / steps;
  const rows = Array.from({ length: count }, (_, row) => row);
  const offsets = Float64Array.from(rows, (row) => Math.log(meanSquare(row, STEPS)));
  const noise = Float64Array.from(rows, () => rng.normal());
  return {
    steps: STEPS,
    inputNames: ['log-square', 'size'],
    staticNames: ['noise'],
    atMs: Float64Array.from(rows, (row) => 60_000 * row),
    offsets,
    targets: Float64Array.from(rows, (row) => meanSquare(row + STEPS, AHEAD)),
    windowOf: (row) => {
      const level = offsets[row] ?? 0;
      const window = new Float64Array(2 * STEPS);
      for (let step = 0; step < STEPS; step++) {
        const ratio = (squares[row + step] ?? 0) / Math.exp(level);
        window[2 * step] = Math.log(ratio + 1e-3);
        window[2 * step + 1] = Math.sqrt(ratio);
      }
      return window;
    },
    staticsOf: (row) => noise.subarray(row, row + 1),
  };
}

/** The same rows with the labels (realised ÷ offset) dealt out anew: nothing is left to learn. */
export function withShuffledLabels(data: SequenceData, seed: string): SequenceData {
  const rng = createRng(seed);
  const ratios = Array.from(
    data.targets,
    (target, row) => target / Math.exp(data.offsets[row] ?? 0),
  );
  for (let i = ratios.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    const kept = ratios[i] ?? 1;
    ratios[i] = ratios[j] ?? 1;
    ratios[j] = kept;
  }
  return {
    ...data,
    targets: Float64Array.from(ratios, (ratio, row) => ratio * Math.exp(data.offsets[row] ?? 0)),
  };
}
