// Exact TreeSHAP. In: a tree ensemble and one row. Out: what each feature added to the prediction, and the expectation.
// Source: Lundberg et al. 2018, "Consistent individualized feature attribution for tree ensembles", algorithm 2.
import { assertCondition } from '#lib/check.ts';
import type { TreeModel } from './tree-model.ts';

/**
 * The features met on the way to a node, one line of `stride` entries per level; entry 0 stands for no feature.
 * `weight[i]` is the total permutation weight of the subsets that hold i of the features met.
 */
interface Way {
  readonly stride: number;
  readonly feature: Int32Array;
  /** Share of the training cover that goes on when the feature is unknown. */
  readonly zero: Float64Array;
  /** 1 when the row itself goes on, else 0. */
  readonly one: Float64Array;
  readonly weight: Float64Array;
  /** Index of the last entry of each level's line. */
  readonly last: Int32Array;
}

interface Walk {
  readonly model: TreeModel;
  readonly row: Float32Array;
  readonly way: Way;
  readonly sums: Float64Array;
}

interface Step {
  readonly feature: number;
  readonly zero: number;
  readonly one: number;
}

function createWay(depth: number): Way {
  const stride = depth + 2;
  const size = stride * (depth + 2);
  return {
    stride,
    feature: new Int32Array(size),
    zero: new Float64Array(size),
    one: new Float64Array(size),
    weight: new Float64Array(size),
    last: new Int32Array(depth + 2),
  };
}

/** One line of the way: its first entry, and the index of its last one. */
interface Line {
  readonly from: number;
  readonly end: number;
}

/** 1 ÷ n: the walk multiplies instead. */
const INVERSE = Float64Array.from({ length: 64 }, (_, n) => 1 / n);

/** Takes the feature at entry `index` out of the line again: the inverse of `goDown`. */
function unwind(way: Way, line: Line, index: number) {
  const { from, end } = line;
  const { feature, zero, one, weight } = way;
  const z = zero[from + index] ?? 1;
  const isHot = one[from + index] === 1;
  let carried = weight[from + end] ?? 0;
  for (let i = end - 1; i >= 0; i--) {
    const now = weight[from + i] ?? 0;
    const before = isHot ? (carried * (end + 1)) / (i + 1) : (now * (end + 1)) / (z * (end - i));
    weight[from + i] = before;
    carried = now - (before * z * (end - i)) / (end + 1);
  }
  for (let i = from + index; i < from + end; i++) {
    feature[i] = feature[i + 1] ?? 0;
    zero[i] = zero[i + 1] ?? 1;
    one[i] = one[i + 1] ?? 0;
  }
}

/** Total weight of the subsets without the feature at `index`, where the row goes on with it. */
function weightWithout(way: Way, line: Line, z: number) {
  const { from, end } = line;
  const { weight } = way;
  let carried = weight[from + end] ?? 0;
  let total = 0;
  for (let i = end - 1; i >= 0; i--) {
    const before = carried * (INVERSE[i + 1] ?? 0);
    total += before;
    carried = (weight[from + i] ?? 0) - before * z * (end - i);
  }
  return total * (end + 1);
}

/** Shares a leaf's value among the features on its way. All features the row fails on get the same, so that is summed once. */
function shareLeaf(walk: Walk, level: number, value: number): void {
  const { way, sums } = walk;
  const from = level * way.stride;
  const end = way.last[level] ?? 0;
  const line = { from, end };
  let failed = 0;
  for (let i = end - 1; i >= 0; i--)
    failed += (way.weight[from + i] ?? 0) * (INVERSE[end - i] ?? 0);
  failed *= -(end + 1) * value;
  for (let i = 1; i <= end; i++) {
    const feature = way.feature[from + i] ?? 0;
    const z = way.zero[from + i] ?? 1;
    const part = way.one[from + i] === 1 ? weightWithout(way, line, z) * (1 - z) * value : failed;
    sums[feature] = (sums[feature] ?? 0) + part;
  }
}

/** Writes the line one level below: the given line and one feature more, which every subset may now hold or not. */
function goDown(way: Way, line: Line, step: Step): void {
  const { feature, zero, one, weight } = way;
  const { from, end } = line;
  const to = from + way.stride;
  const part = INVERSE[end + 2] ?? 0;
  const off = step.zero * part;
  const on = step.one * part;
  let lower = 0;
  for (let i = 0; i <= end; i++) {
    const now = weight[from + i] ?? 0;
    feature[to + i] = feature[from + i] ?? 0;
    zero[to + i] = zero[from + i] ?? 1;
    one[to + i] = one[from + i] ?? 0;
    weight[to + i] = off * now * (end + 1 - i) + on * lower * i;
    lower = now;
  }
  feature[to + end + 1] = step.feature;
  zero[to + end + 1] = step.zero;
  one[to + end + 1] = step.one;
  weight[to + end + 1] = on * lower * (end + 1);
}

function visit(walk: Walk, node: number, level: number): void {
  const { model, way } = walk;
  const feature = model.feature[node] ?? -1;
  if (feature < 0) {
    shareLeaf(walk, level, model.value[node] ?? 0);
    return;
  }
  const x = walk.row[feature] ?? Number.NaN;
  const isLeft =
    x <= (model.threshold[node] ?? 0) || (Number.isNaN(x) && model.missingLeft[node] === 1);
  const from = level * way.stride;
  let known = way.last[level] ?? 0;
  while (known > 0 && way.feature[from + known] !== feature) known--;
  const zero = known > 0 ? (way.zero[from + known] ?? 1) : 1;
  const one = known > 0 ? (way.one[from + known] ?? 0) : 1;
  let end = way.last[level] ?? 0;
  if (known > 0) unwind(way, { from, end: end-- }, known);
  const left = model.left[node] ?? 0;
  const cover = model.cover[node] ?? 1;
  for (let side = 0; side < 2; side++) {
    const child = left + side;
    const share = (model.cover[child] ?? 0) / cover;
    const goesOn = (side === 0) === isLeft ? one : 0;
    goDown(way, { from, end }, { feature, zero: zero * share, one: goesOn });
    way.last[level + 1] = end + 1;
    visit(walk, child, level + 1);
  }
}

/**
 * Contribution of each feature to the prediction for one row, in the units of the leaves; the last entry is the model's
 * expectation, and all entries sum to the prediction (to about 1e-13).
 *
 * Path-dependent SHAP: the Shapley values of the game in which unknown features follow the training cover at each split,
 * so they are relative to the training mix. "Exact" names the algorithm: it sums over all subsets, none are drawn.
 * Time per tree is O(leaves × depth²).
 */
export function explainTrees(model: TreeModel, row: Float32Array): Float64Array {
  assertCondition(row.length === model.width, 'the row has another width than the model');
  const sums = new Float64Array(model.width + 1);
  const way = createWay(model.depth);
  const walk: Walk = { model, row, way, sums };
  way.feature[0] = -1;
  way.zero[0] = 1;
  way.one[0] = 1;
  way.weight[0] = 1;
  for (let tree = 0; tree < model.roots.length; tree++) visit(walk, model.roots[tree] ?? 0, 0);
  sums[model.width] = model.expectation;
  return sums;
}
