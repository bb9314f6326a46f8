// Times of the tree model on made-up rows. In: a clock and how much work. Out: one line per measured thing.

import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import { explainTrees } from '#server/core/3-models/tree-shap.ts';
import { madeUpRows, PLAIN } from './made-up-rows.ts';
import { trainTrees } from './train-trees.ts';

interface TreeTiming {
  readonly name: string;
  /** Wall time of one unit of work. */
  readonly ms: number;
}

interface BenchParts {
  /** A monotonic clock. */
  readonly nowMs: () => number;
  /** Uniform in [0, 1), seeded. */
  readonly rng: () => number;
  readonly print: (line: string) => void;
}

/** Trains, predicts and explains at the sizes the issue names (`scale` 1) or a fraction of the rows, and prints the times. */
export function benchTrees(parts: BenchParts, scale: number): readonly TreeTiming[] {
  const { nowMs, rng, print } = parts;
  const timings: TreeTiming[] = [];
  const note = (name: string, ms: number): void => {
    timings.push({ name, ms });
    print(`${name}: ${ms < 1 ? `${(1_000 * ms).toFixed(1)} µs` : `${ms.toFixed(0)} ms`}`);
  };
  const rows = madeUpRows({ count: Math.round(500_000 * scale), width: 40, missingShare: 0 }, rng);
  let from = nowMs();
  trainTrees(rows, PLAIN, rng);
  note(`train ${rows.targets.length} × 40, 300 trees of depth 6`, nowMs() - from);

  const few = madeUpRows({ count: 20_000, width: 30, missingShare: 0 }, rng);
  const small = trainTrees(few, { ...PLAIN, trees: 200, depth: 3 }, rng);
  const row = (i: number) => few.values.subarray((i % 20_000) * 30, (i % 20_000) * 30 + 30);
  const calls = 5_000;
  let sum = 0;
  for (const isWarm of [false, true]) {
    from = nowMs();
    for (let i = 0; i < calls; i++) sum += predictTrees(small, row(i));
    if (isWarm) note('predict one row, 200 trees of depth 3', (nowMs() - from) / calls);
    from = nowMs();
    for (let i = 0; i < calls; i++) sum += explainTrees(small, row(i))[30] ?? 0;
    if (isWarm) note('explain one row, 200 trees of depth 3', (nowMs() - from) / calls);
  }
  if (!Number.isFinite(sum)) throw new Error('Invariant: a prediction is not finite');
  return timings;
}
