// A tree ensemble's prediction. In: the model and one row. Out: base plus the sum of the reached leaves.
import { assertCondition } from '#lib/check.ts';
import type { TreeModel } from './tree-model.ts';

/**
 * The prediction for one row of float32 features (NaN = missing), in the units of the leaves.
 *
 * Same rule as ONNX TreeEnsembleRegressor with BRANCH_LEQ: value ≤ threshold goes left, NaN to the side the node names.
 * The sum is kept in float64, the runtime's in float32: they agree to about 1e-6 for predictions of order one.
 * Throws `Condition failed` on a row of another width.
 */
export function predictTrees(model: TreeModel, row: Float32Array): number {
  assertCondition(row.length === model.width, 'the row has another width than the model');
  const { roots, feature, threshold, missingLeft, left, value } = model;
  let sum = model.base;
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree] ?? 0;
    let asked = feature[node] ?? -1;
    while (asked >= 0) {
      const x = row[asked] ?? Number.NaN;
      const goesLeft = x <= (threshold[node] ?? 0) || (Number.isNaN(x) && missingLeft[node] === 1);
      node = (left[node] ?? 0) + (goesLeft ? 0 : 1);
      asked = feature[node] ?? -1;
    }
    sum += value[node] ?? 0;
  }
  return sum;
}
