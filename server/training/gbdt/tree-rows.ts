// Rows for the tree trainer. In: flat arrays. Out: the same, checked.
import { assertCondition } from '#lib/check.ts';

/** What trees are trained on and stopped by: one entry per row, features row by row. */
export interface TreeRows {
  /** How many features a row has. */
  readonly width: number;
  /** rows × width features as float32, as the runtime will see them; NaN is missing. */
  readonly values: Float32Array;
  /** Realised variance (loss `gamma`, > 0) or any finite number (loss `squared`). */
  readonly targets: Float64Array;
  /** The forecast the trees correct: its logarithm (`gamma`) or itself (`squared`); none means 0. */
  readonly offsets?: Float64Array | undefined;
  /** > 0. Overlapping rows should weigh 1 ÷ overlap, so that the least hessian counts windows; none means 1. */
  readonly weights?: Float64Array | undefined;
}

/** Throws `Condition failed` when lengths differ, a number is not finite (NaN features excepted) or a weight is not > 0. */
export function checkRows(rows: TreeRows): void {
  const { width, values, targets, offsets, weights } = rows;
  assertCondition(Number.isInteger(width) && width > 0, 'width must be a whole number > 0');
  assertCondition(targets.length > 0, 'there are no rows');
  assertCondition(values.length === width * targets.length, 'values are not rows × width');
  for (const each of [offsets, weights])
    assertCondition(!each || each.length === targets.length, 'offsets or weights miss rows');
  for (let i = 0; i < values.length; i++)
    assertCondition(Math.abs(values[i] ?? 0) !== Number.POSITIVE_INFINITY, 'a feature is infinite');
  assertCondition(targets.every(Number.isFinite), 'a target is not finite');
  assertCondition(offsets?.every(Number.isFinite) ?? true, 'an offset is not finite');
  assertCondition(
    weights?.every((each) => each > 0 && Number.isFinite(each)) ?? true,
    'weights must be > 0',
  );
}
