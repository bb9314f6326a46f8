// Gradient boosting. In: rows, options, a source of chance. Out: a tree ensemble, stopped where held-out loss was least.
// Source: Friedman 2001; second-order leaves and histograms as in Chen & Guestrin 2016; parameters from models C2.
import { assertCondition } from '#lib/check.ts';
import type { TreeModel } from '#server/core/3-models/tree-model.ts';
import { createWorkspace, type GrownTree, type GrowRules, growTree } from './grow-tree.ts';
import { grownTreesToModel } from './grown-trees-to-model.ts';
import { type Binned, binRows, findCuts, MISSING } from './quantile-bins.ts';
import type { TreeLoss } from './tree-loss.ts';
import { addStep, bestConstant, type Fit, fillGradients, meanLoss, startFit } from './tree-loss.ts';
import { checkRows, type TreeRows } from './tree-rows.ts';

/** How one round went. */
export interface TreeRound {
  readonly round: number;
  /** Mean loss on the validation rows after this round; null without such rows. */
  readonly validationLoss: number | null;
}

export interface TreeOptions {
  readonly loss: TreeLoss;
  /** Most rounds; early stopping may keep fewer. */
  readonly trees: number;
  /** Splits from root to leaf, 1 … 10. */
  readonly depth: number;
  readonly learningRate: number;
  /** Least sum of hessians in a child: about the least number of windows, when weights are 1 ÷ overlap. */
  readonly minHessian: number;
  /** L2 pull of the leaves to zero, in hessian units. */
  readonly ridge: number;
  /** Least drop of the loss for a split, in units of the summed loss. */
  readonly minGain: number;
  /** Share of rows and of features drawn for each tree, (0, 1]. */
  readonly rowShare: number;
  readonly featureShare: number;
  /** Most bins per feature, 2 … 255. */
  readonly bins: number;
  /** Per feature +1, −1 or 0; features beyond the list are free. */
  readonly monotone: readonly (-1 | 0 | 1)[];
  /** Start of every prediction; null fits the constant with the least loss. */
  readonly base: number | null;
  /** Held-out rows, purged of overlap with the training rows by the caller, and rounds without progress to wait. */
  readonly stop: { readonly rows: TreeRows; readonly patience: number } | null;
  readonly onRound?: (round: TreeRound) => void;
}

function checkOptions(options: TreeOptions): void {
  const { trees, depth, learningRate, rowShare, featureShare, minHessian, ridge } = options;
  assertCondition(Number.isInteger(trees) && trees >= 0, 'trees must be a whole number ≥ 0');
  assertCondition(Number.isInteger(depth) && depth >= 1 && depth <= 10, 'depth must be 1 … 10');
  assertCondition(learningRate > 0 && learningRate <= 1, 'learningRate must be in (0, 1]');
  assertCondition(rowShare > 0 && rowShare <= 1, 'rowShare must be in (0, 1]');
  assertCondition(featureShare > 0 && featureShare <= 1, 'featureShare must be in (0, 1]');
  assertCondition(minHessian >= 0 && ridge >= 0 && options.minGain >= 0, 'a rule is negative');
  assertCondition(options.base === null || Number.isFinite(options.base), 'base is not finite');
}

/** Draws `wanted` of `count` things without replacement, rising (Knuth's selection sampling). */
function draw(count: number, wanted: number, rng: () => number): number[] {
  const chosen: number[] = [];
  for (let i = 0; i < count; i++) if ((count - i) * rng() < wanted - chosen.length) chosen.push(i);
  return chosen;
}

/** Puts this tree's rows in front of `order` and the others behind them. Returns how many are in front. */
function drawRows(order: Int32Array, share: number, rng: () => number): number {
  const count = order.length;
  const wanted = Math.max(1, Math.round(count * share));
  let front = 0;
  let back = wanted;
  for (let row = 0; row < count; row++) {
    const isIn = wanted === count || (count - row) * rng() < wanted - front;
    if (isIn) order[front++] = row;
    else order[back++] = row;
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
  return { fit, order, patience, binned: binRows(rows, cuts), best: meanLoss(fit), bestRounds: 0 };
}

/** Takes a new tree into account. True when the loss has not fallen for `patience` rounds. */
function isExhausted(watch: Watch, tree: GrownTree, rounds: number): boolean {
  addTree(watch.fit, tree, { binned: watch.binned, order: watch.order, from: 0 });
  const loss = meanLoss(watch.fit);
  if (loss < watch.best) {
    watch.best = loss;
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
  const wanted = Math.max(1, Math.round(rows.width * options.featureShare));
  const grown: GrownTree[] = [];
  while (grown.length < options.trees) {
    const features = draw(rows.width, wanted, rng);
    const count = drawRows(space.order, options.rowShare, rng);
    fillGradients(fit, space.pairs, { order: space.order, count });
    const tree = growTree(space, { binned, count, features }, rules);
    for (const leaf of tree.leaves) addStep(fit, leaf.value, { order: space.order, ...leaf });
    addTree(fit, tree, { binned, order: space.order, from: count });
    grown.push(tree);
    const isDone = watch !== null && isExhausted(watch, tree, grown.length);
    const validationLoss = watch ? meanLoss(watch.fit) : null;
    options.onRound?.({ round: grown.length, validationLoss });
    if (isDone) break;
  }
  const kept = watch ? grown.slice(0, watch.bestRounds) : grown;
  return grownTreesToModel(kept, { width: rows.width, base, cuts });
}
