// One regression tree, grown level by level. In: bins, gradients, rules. Out: its nodes, and which rows each leaf got.
import { ensure } from '#lib/check.ts';
import type { SplitRules, Totals } from './find-split.ts';
import { type Bounds, type Candidate, findSplit, leafValue, type Split } from './find-split.ts';
import { createHistogram, type Histogram, subtract, sumInto } from './histogram.ts';
import type { Binned } from './quantile-bins.ts';
import { partRows, spanOf, totalsOf, type Workspace } from './workspace.ts';

export interface GrowRules extends SplitRules {
  /** Most splits from root to leaf. */
  readonly depth: number;
  readonly learningRate: number;
}

/** A node in the order it was made; children stand side by side. */
interface GrownNode {
  /** −1 at a leaf. */
  feature: number;
  bin: number;
  missingLeft: boolean;
  left: number;
  /** A leaf's step, float32, learning rate included; 0 inside. */
  value: number;
  readonly cover: number;
}

/** Where rows of one leaf lie in the workspace's order. */
interface LeafSpan {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

export interface GrownTree {
  readonly nodes: readonly GrownNode[];
  readonly leaves: readonly LeafSpan[];
}

/** A node that may still be split. */
interface OpenNode {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly totals: Totals;
  readonly bounds: Bounds;
  /** Null when nothing below it can be split. */
  readonly histogram: Histogram | null;
}

interface Growth {
  readonly space: Workspace;
  readonly binned: Binned;
  readonly candidates: readonly Candidate[];
  readonly columns: readonly Uint8Array[];
  readonly rules: GrowRules;
  readonly nodes: GrownNode[];
  readonly leaves: LeafSpan[];
}

function closeNode(growth: Growth, open: OpenNode): void {
  const node = ensure(growth.nodes[open.index], 'an open node is in the list');
  const { ridge, learningRate } = growth.rules;
  node.value = Math.fround(learningRate * leafValue(open.totals, ridge, open.bounds));
  growth.leaves.push({ value: node.value, from: open.from, to: open.to });
  if (open.histogram) growth.space.idle.push(open.histogram);
}

/** Bounds of both children: a monotone feature must keep them on their sides of the middle. */
function childBounds(growth: Growth, open: OpenNode, split: Split): readonly [Bounds, Bounds] {
  const { monotone, ridge } = growth.rules;
  const direction = monotone[split.feature] ?? 0;
  const { bounds } = open;
  if (direction === 0) return [bounds, bounds];
  const middle = (leafValue(split.left, ridge, bounds) + leafValue(split.right, ridge, bounds)) / 2;
  const below = { low: bounds.low, high: middle };
  const above = { low: middle, high: bounds.high };
  return direction > 0 ? [below, above] : [above, below];
}

type Child = Omit<OpenNode, 'histogram'>;

/** Histograms of two children: the smaller is summed, the larger is the parent's less that. */
function withHistograms(
  growth: Growth,
  parent: Histogram,
  children: readonly [Child, Child],
): readonly OpenNode[] {
  const { space, columns, rules } = growth;
  const isUseful = children.some((each) => each.totals.hessian >= 2 * rules.minHessian);
  if (!isUseful) {
    space.idle.push(parent);
    return children.map((each) => ({ ...each, histogram: null }));
  }
  const [left, right] = children;
  const isLeftSmall = left.to - left.from <= right.to - right.from;
  const small = space.idle.pop() ?? createHistogram(columns.length);
  sumInto(small, columns, spanOf(space, isLeftSmall ? left : right));
  subtract(parent, small);
  return [
    { ...left, histogram: isLeftSmall ? small : parent },
    { ...right, histogram: isLeftSmall ? parent : small },
  ];
}

/** Splits a node or closes it as a leaf. Returns the nodes of the next level. */
function advance(growth: Growth, open: OpenNode, level: number): readonly OpenNode[] {
  const { space, binned, candidates, rules, nodes } = growth;
  const { histogram } = open;
  const split =
    level < rules.depth && histogram ? findSplit({ ...open, histogram }, candidates, rules) : null;
  if (!split || !histogram) {
    closeNode(growth, open);
    return [];
  }
  const column = ensure(binned.columns[split.feature], 'a split names a feature of the rows');
  const middle = partRows(space, open, { ...split, column });
  const left = nodes.length;
  const { feature, bin, missingLeft } = split;
  Object.assign(ensure(nodes[open.index], 'an open node'), { feature, bin, missingLeft, left });
  for (const { hessian } of [split.left, split.right])
    nodes.push({ feature: -1, bin: 0, missingLeft: false, left: 0, value: 0, cover: hessian });
  const [below, above] = childBounds(growth, open, split);
  const children: readonly [Child, Child] = [
    { index: left, from: open.from, to: middle, totals: split.left, bounds: below },
    { index: left + 1, from: middle, to: open.to, totals: split.right, bounds: above },
  ];
  if (level + 1 < rules.depth) return withHistograms(growth, histogram, children);
  space.idle.push(histogram);
  return children.map((each) => ({ ...each, histogram: null }));
}

/**
 * Grows one tree on the first `count` rows of the workspace, whose gradients are filled in. The workspace's order is
 * parted by leaf afterwards. Deterministic; the order of rows changes nothing but the order inside the leaves.
 */
export function growTree(
  space: Workspace,
  rows: {
    readonly binned: Binned;
    readonly count: number;
    readonly features: readonly number[];
  },
  rules: GrowRules,
): GrownTree {
  const { binned, count, features } = rows;
  const candidates = features.map((feature) => ({
    feature,
    cuts: binned.cuts[feature]?.length ?? 0,
  }));
  const columns = features.map((each) => ensure(binned.columns[each], 'a chosen feature'));
  const growth: Growth = { space, binned, candidates, columns, rules, nodes: [], leaves: [] };
  const totals = totalsOf(space.pairs, count);
  const cover = totals.hessian;
  growth.nodes.push({ feature: -1, bin: 0, missingLeft: false, left: 0, value: 0, cover });
  const histogram = space.idle.pop() ?? createHistogram(columns.length);
  sumInto(histogram, columns, spanOf(space, { from: 0, to: count }));
  const bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  let level: readonly OpenNode[] = [{ index: 0, from: 0, to: count, totals, bounds, histogram }];
  for (let depth = 0; level.length > 0; depth++)
    level = level.flatMap((open) => advance(growth, open, depth));
  return { nodes: growth.nodes, leaves: growth.leaves };
}
