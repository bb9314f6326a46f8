// Exact TreeSHAP. In: a tree ensemble and one row. Out: what each feature added to the prediction, and the expectation.
// Source: the game of Lundberg et al. 2018 ("Consistent individualized feature attribution for tree ensembles"), summed leaf
// by leaf with generating polynomials as in Yu et al. 2022 ("Linear TreeShap").
import { assertCondition } from '#lib/check.ts';
import { DEEPEST, type TreeModel } from './tree-model.ts';

/** The different features met on the way to a node, in the order they were met. */
export interface Way {
  readonly feature: Int32Array;
  /** Share of the training cover that goes on when the feature is unknown: the product over its splits. */
  readonly zero: Float64Array;
  /** 1 when the row itself goes on at all splits of the feature, else 0. */
  readonly one: Uint8Array;
  /** Coefficients by subset size, see shareLeaf. */
  readonly sums: Float64Array;
}

interface Walk {
  readonly model: TreeModel;
  readonly row: Float32Array;
  readonly way: Way;
  readonly parts: Float64Array;
}

/** Room for the longest way of the model. */
export function createWay({ depth }: TreeModel): Way {
  return {
    feature: new Int32Array(depth + 1),
    zero: new Float64Array(depth + 1),
    one: new Uint8Array(depth + 1),
    sums: new Float64Array(depth + 2),
  };
}

const LINE = DEEPEST + 1;

/** Shapley's weight of a subset of s among n features, one left out: s! (n − s − 1)! ÷ n!, at [n · LINE + s]. */
const SHAPLEY = new Float64Array(LINE * LINE);
for (let n = 1; n < LINE; n++) {
  let weight = 1 / n;
  for (let s = 0; s < n; s++) {
    SHAPLEY[n * LINE + s] = weight;
    weight *= (s + 1) / (n - s - 1);
  }
}

/**
 * Multiplies (t + z) over the features the row goes on with. The coefficient of t^s then sums, over all subsets of s of
 * them, the shares of those outside the subset. Returns how many they are; the value's factor from the others in `left`.
 */
function multiplyOut(way: Way, size: number): { readonly met: number; readonly left: number } {
  const { zero, one, sums } = way;
  let met = 0;
  let left = 1;
  sums[0] = 1;
  for (let i = 0; i < size; i++) {
    const z = zero[i] ?? 1;
    if (one[i] === 0) {
      left *= z;
      continue;
    }
    sums[met + 1] = sums[met] ?? 0;
    for (let s = met; s > 0; s--) sums[s] = z * (sums[s] ?? 0) + (sums[s - 1] ?? 0);
    sums[0] = z * (sums[0] ?? 0);
    met++;
  }
  return { met, left };
}

/**
 * Shares a leaf's value among the `size` features on its way, added to `parts` at each of them. A feature on which the row fails takes part only by being
 * known, and each such one gets the same; for a feature on which it goes on, (t + z) is divided out again.
 */
export function shareLeaf(
  { way, parts }: Pick<Walk, 'way' | 'parts'>,
  size: number,
  value: number,
): void {
  const { feature, zero, one, sums } = way;
  const { met, left } = multiplyOut(way, size);
  const scale = value * left;
  const weights = size * LINE;
  let failed = 0;
  if (met < size)
    for (let s = 0; s <= met; s++) failed -= (sums[s] ?? 0) * (SHAPLEY[weights + s] ?? 0);
  for (let i = 0; i < size; i++) {
    const at = feature[i] ?? 0;
    let share = failed;
    if (one[i] === 1) {
      const z = zero[i] ?? 1;
      let carried = 0;
      let total = 0;
      for (let s = met; s > 0; s--) {
        carried = (sums[s] ?? 0) - z * carried;
        total += carried * (SHAPLEY[weights + s - 1] ?? 0);
      }
      share = (1 - z) * total;
    }
    parts[at] = (parts[at] ?? 0) + scale * share;
  }
}

/** Goes down both sides of every split; `size` features have been met so far. */
function visit(walk: Walk, node: number, size: number): void {
  const { model, way } = walk;
  const asked = model.feature[node] ?? -1;
  if (asked < 0) {
    shareLeaf(walk, size, model.value[node] ?? 0);
    return;
  }
  const { feature, zero, one } = way;
  let at = 0;
  while (at < size && feature[at] !== asked) at++;
  const isNew = at === size;
  const z = isNew ? 1 : (zero[at] ?? 1);
  const wentOn = isNew ? 1 : (one[at] ?? 0);
  const x = walk.row[asked] ?? Number.NaN;
  const isLeft =
    x <= (model.threshold[node] ?? 0) || (Number.isNaN(x) && model.missingLeft[node] === 1);
  const left = model.left[node] ?? 0;
  const perCover = z / (model.cover[node] ?? 1);
  const nextSize = isNew ? size + 1 : size;
  feature[at] = asked;
  zero[at] = perCover * (model.cover[left] ?? 0);
  one[at] = isLeft ? wentOn : 0;
  visit(walk, left, nextSize);
  feature[at] = asked;
  zero[at] = perCover * (model.cover[left + 1] ?? 0);
  one[at] = isLeft ? 0 : wentOn;
  visit(walk, left + 1, nextSize);
  zero[at] = z;
  one[at] = wentOn;
}

/**
 * Contribution of each feature to the prediction for one row, in the units of the leaves; the last entry is the model's
 * expectation, and all entries sum to the prediction (to about 1e-13).
 *
 * Path-dependent SHAP: the Shapley values of the game in which unknown features follow the training cover at each split,
 * so they are relative to the training mix. "Exact" names the algorithm: it sums over all subsets, none are drawn.
 * Time per tree is O(leaves × depth²). Throws `Condition failed` on a row of another width.
 */
export function explainTrees(model: TreeModel, row: Float32Array): Float64Array {
  assertCondition(row.length === model.width, 'the row has another width than the model');
  const parts = new Float64Array(model.width + 1);
  const walk: Walk = { model, row, way: createWay(model), parts };
  for (let tree = 0; tree < model.roots.length; tree++) visit(walk, model.roots[tree] ?? 0, 0);
  parts[model.width] = model.expectation;
  return parts;
}
