// How fast the tree trainer is. In: sizes. Out: seconds, and the ratio to plainly summing every row at every level.
import { cpuUsage } from 'node:process';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { madeUpRows, PLAIN } from '#server/training/gbdt/made-up-rows.ts';
import { trainTrees } from '#server/training/gbdt/train-trees.ts';

const ROWS = 500_000;
const WIDTH = 40;
const TREES = 300;
const DEPTH = 6;

export interface TrainCost {
  readonly what: string;
  readonly cpuSeconds: number;
  /** Over the textbook way: each of the levels sums gradient and hessian of every row and feature, nothing else. */
  readonly againstPlainSums: number;
}

function cpuSecondsOf(work: () => void): number {
  const before = cpuUsage();
  work();
  const { user } = cpuUsage(before);
  return user / 1e6;
}

/** One level the textbook way: every row's gradient and hessian into the bin of each feature. */
function plainLevel(bins: readonly Uint8Array[], pairs: Float64Array, sums: Float64Array): void {
  bins.forEach((column, feature) => {
    const from = feature * 512;
    for (let row = 0; row < column.length; row++) {
      const at = from + ((column[row] ?? 0) << 1);
      sums[at] = (sums[at] ?? 0) + (pairs[2 * row] ?? 0);
      sums[at + 1] = (sums[at + 1] ?? 0) + (pairs[2 * row + 1] ?? 0);
    }
  });
}

function plainLevelSeconds(): number {
  const rng = createRng('plain sums');
  const bins = Array.from({ length: WIDTH }, () =>
    Uint8Array.from({ length: ROWS }, () => rng.below(255)),
  );
  const pairs = Float64Array.from({ length: 2 * ROWS }, () => rng.uniform());
  const sums = new Float64Array(WIDTH * 512);
  plainLevel(bins, pairs, sums);
  const levels = 6;
  const whole = cpuSecondsOf(() => {
    for (let level = 0; level < levels; level++) plainLevel(bins, pairs, sums);
  });
  return whole / levels;
}

/** Trains once: 500 000 rows × 40 features × 300 trees of depth 6, on one core. */
export function trainCost(): TrainCost {
  const rng = createRng('train');
  const rows = madeUpRows({ count: ROWS, width: WIDTH, missingShare: 0 }, rng.uniform);
  const level = plainLevelSeconds();
  const cpuSeconds = cpuSecondsOf(() => {
    trainTrees(rows, { ...PLAIN, trees: TREES, depth: DEPTH }, rng.uniform);
  });
  return {
    what: `${ROWS / 1000}k rows × ${WIDTH} features × ${TREES} trees of depth ${DEPTH}`,
    cpuSeconds,
    againstPlainSums: cpuSeconds / (level * TREES * DEPTH),
  };
}
