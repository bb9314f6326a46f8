// Options of the tree trainer. In: the caller's choice. Out: the same, checked.
import { assertCondition } from '#lib/check.ts';
import type { TreeLoss } from './tree-loss.ts';
import type { TreeRows } from './tree-rows.ts';

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

/** Throws `Condition failed` naming the option that is out of its range; `bins` is checked where bins are cut. */
export function checkOptions(options: TreeOptions): void {
  const { trees, depth, learningRate, rowShare, featureShare, minHessian, ridge } = options;
  assertCondition(Number.isInteger(trees) && trees >= 0, 'trees must be a whole number ≥ 0');
  assertCondition(Number.isInteger(depth) && depth >= 1 && depth <= 10, 'depth must be 1 … 10');
  assertCondition(learningRate > 0 && learningRate <= 1, 'learningRate must be in (0, 1]');
  assertCondition(rowShare > 0 && rowShare <= 1, 'rowShare must be in (0, 1]');
  assertCondition(featureShare > 0 && featureShare <= 1, 'featureShare must be in (0, 1]');
  assertCondition(minHessian >= 0 && ridge >= 0 && options.minGain >= 0, 'a rule is negative');
  assertCondition(options.base === null || Number.isFinite(options.base), 'base is not finite');
}
