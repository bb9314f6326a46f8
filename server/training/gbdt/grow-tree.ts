// One regression tree, grown level by level. In: bins, gradients, rules. Out: its nodes, and which rows each leaf got.
import { ensure } from '#lib/check.ts';
import type { SplitRules, Totals } from './find-split.ts';
import { type Bounds, type Candidate, findSplit, leafValue, type Split } from './find-split.ts';
import { createHistogram, type Histogram, type Span, subtract, sumInto } from './histogram.ts';
import { type Binned, MISSING } from './quantile-bins.ts';

export interface GrowRules extends SplitRules {
  /** Most splits from root to leaf. */
  readonly depth: number;
  readonly learningRate: number;
}

/** A node in the order it was made; children stand side by side. */
export interface GrownNode {
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
export interface LeafSpan {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

export interface GrownTree {
  readonly nodes: readonly GrownNode[];
  readonly leaves: readonly LeafSpan[];
}

/** Arrays kept from tree to tree: nothing is allocated per node but histograms, and those are reused too. */
export interface Workspace {
  /** Row numbers, parted by node while the tree grows. */
  readonly order: Int32Array;
  /** Gradient and hessian of those rows, moved along with them. */
  readonly pairs: Float64Array;
  readonly spareOrder: Int32Array;
  readonly sparePairs: Float64Array;
  readonly idle: Histogram[];
}

export function createWorkspace(rows: number): Workspace {
  return {
    order: new Int32Array(rows),
    pairs: new Float64Array(2 * rows),
    spareOrder: new Int32Array(rows),
    sparePairs: new Float64Array(2 * rows),
    idle: [],
  };
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

function totalsOf(pairs: Float64Array, count: number): Totals {
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < 2 * count; i += 2) {
    gradient += pairs[i] ?? 0;
    hessian += pairs[i + 1] ?? 0;
  }
  return { gradient, hessian };
}

/** Moves the rows that go left to the front, both halves in their old order. Returns where the right half begins. */
function part(
  space: Workspace,
  node: Pick<OpenNode, 'from' | 'to'>,
  split: Split,
  column: Uint8Array,
) {
  const { order, pairs, spareOrder, sparePairs } = space;
  const { bin } = split;
  const missing = split.missingLeft ? 1 : 0;
  let to = node.from;
  let kept = 0;
  for (let i = node.from; i < node.to; i++) {
    const row = order[i] ?? 0;
    const g = pairs[2 * i] ?? 0;
    const h = pairs[2 * i + 1] ?? 0;
    const at = column[row] ?? 0;
    const isLeft = at === MISSING ? missing : at <= bin ? 1 : 0;
    order[to] = row;
    pairs[2 * to] = g;
    pairs[2 * to + 1] = h;
    spareOrder[kept] = row;
    sparePairs[2 * kept] = g;
    sparePairs[2 * kept + 1] = h;
    to += isLeft;
    kept += 1 - isLeft;
  }
  order.set(spareOrder.subarray(0, kept), to);
  pairs.set(sparePairs.subarray(0, 2 * kept), 2 * to);
  return to;
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

function spanOf(space: Workspace, node: Pick<OpenNode, 'from' | 'to'>): Span {
  return { order: space.order, pairs: space.pairs, from: node.from, to: node.to };
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
  const middle = part(space, open, split, column);
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
