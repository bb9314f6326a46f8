// Gradient boosting. In: rows, options, a source of chance. Out: a tree ensemble, stopped where held-out loss was least.
// Source: Friedman 2001; second-order leaves and histograms as in Chen & Guestrin 2016; parameters from models C2.
import type { TreeModel } from '#server/core/3-models/tree-model.ts';
import { type GrownTree, type GrowRules, growTree } from './grow-tree.ts';
import { grownTreesToModel } from './grown-trees-to-model.ts';
import { type Binned, binRows, findCuts, MISSING } from './quantile-bins.ts';
import { addStep, bestConstant, type Fit, fillGradients, meanLoss, startFit } from './tree-loss.ts';
import { checkOptions, type TreeOptions } from './tree-options.ts';
import { checkRows, type TreeRows } from './tree-rows.ts';
import { createWorkspace } from './workspace.ts';

/**
 * Draws a share of 0 … size − 1 without replacement (Knuth's selection sampling): the drawn, rising, in front of `order`,
 * the others behind them. Returns how many are in front; a share of 1 draws nothing.
 */
function draw(order: Int32Array, share: number, rng: () => number): number {
  const size = order.length;
  const wanted = Math.max(1, Math.round(size * share));
  let front = 0;
  let back = wanted;
  for (let each = 0; each < size; each++) {
    const isIn = wanted === size || (size - each) * rng() < wanted - front;
    if (isIn) order[front++] = each;
    else order[back++] = each;
  }
  return wanted;
}

/** Adds a tree's steps to rows it was not grown on: they walk down by their bins. */
function addTree(
  fit: Fit,
  tree: GrownTree,
  rows: { readonly binned: Binned; readonly order: Int32Array; readonly from: number },
): void {
  const { binned, order } = rows;
  for (let i = rows.from; i < order.length; i++) {
    const row = order[i] ?? 0;
    let node = tree.nodes[0];
    while (node && node.feature >= 0) {
      const bin = binned.columns[node.feature]?.[row] ?? MISSING;
      const isLeft = bin === MISSING ? node.missingLeft : bin <= node.bin;
      node = tree.nodes[isLeft ? node.left : node.left + 1];
    }
    addStep(fit, node?.value ?? 0, { order, from: i, to: i + 1 });
  }
}

/** Rows in their natural order. */
function naturalOrder(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

/** Held-out rows with their running fit, and the best round so far. */
interface Watch {
  readonly fit: Fit;
  readonly binned: Binned;
  readonly order: Int32Array;
  readonly patience: number;
  loss: number;
  best: number;
  bestRounds: number;
}

function startWatch(
  options: TreeOptions,
  cuts: readonly Float32Array[],
  base: number,
): Watch | null {
  if (!options.stop) return null;
  const { rows, patience } = options.stop;
  checkRows(rows);
  const fit = startFit(rows, options.loss);
  const order = naturalOrder(rows.targets.length);
  addStep(fit, base, { order, from: 0, to: order.length });
  const loss = meanLoss(fit);
  return { fit, order, patience, binned: binRows(rows, cuts), loss, best: loss, bestRounds: 0 };
}

/** Takes a new tree into account. True when the loss has not fallen for `patience` rounds. */
function isExhausted(watch: Watch, tree: GrownTree, rounds: number): boolean {
  addTree(watch.fit, tree, { binned: watch.binned, order: watch.order, from: 0 });
  watch.loss = meanLoss(watch.fit);
  if (watch.loss < watch.best) {
    watch.best = watch.loss;
    watch.bestRounds = rounds;
  }
  return rounds - watch.bestRounds >= watch.patience;
}

/**
 * Trains a tree ensemble by second-order boosting on quantile histograms.
 *
 * Deterministic in rows, options and the draws of `rng` (uniform in [0, 1)); drawn from only where a share is below 1.
 * With whole rows their order does not matter, see fillGradients. With `stop`, the round with the least held-out loss
 * is kept, which may be none. Throws `Condition failed` on bad rows or options.
 */
export function trainTrees(rows: TreeRows, options: TreeOptions, rng: () => number): TreeModel {
  checkRows(rows);
  checkOptions(options);
  const cuts = findCuts(rows, options.bins);
  const binned = binRows(rows, cuts);
  const fit = startFit(rows, options.loss);
  const base = options.base === null ? bestConstant(fit) : Math.fround(options.base);
  const space = createWorkspace(binned.count);
  addStep(fit, base, { order: naturalOrder(binned.count), from: 0, to: binned.count });
  const watch = startWatch(options, cuts, base);
  const rules: GrowRules = options;
  const pool = new Int32Array(rows.width);
  const grown: GrownTree[] = [];
  while (grown.length < options.trees) {
    const features = [...pool.subarray(0, draw(pool, options.featureShare, rng))];
    const count = draw(space.order, options.rowShare, rng);
    fillGradients(fit, space.pairs, { order: space.order, count });
    const tree = growTree(space, { binned, count, features }, rules);
    for (const leaf of tree.leaves) addStep(fit, leaf.value, { order: space.order, ...leaf });
    addTree(fit, tree, { binned, order: space.order, from: count });
    grown.push(tree);
    const isDone = watch !== null && isExhausted(watch, tree, grown.length);
    options.onRound?.({ round: grown.length, validationLoss: watch?.loss ?? null });
    if (isDone) break;
  }
  const kept = watch ? grown.slice(0, watch.bestRounds) : grown;
  return grownTreesToModel(kept, { width: rows.width, base, cuts });
}
