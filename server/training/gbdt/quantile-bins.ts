// Quantile bins. In: rows and the most bins wanted. Out: cut points per feature, and each row's bin per feature.
import { assertCondition } from '#lib/check.ts';
import type { TreeRows } from './tree-rows.ts';

/** The bin of a missing value; values take the bins below it. */
export const MISSING = 255;

export interface Binned {
  readonly count: number;
  /** Bin of every row, one array per feature. */
  readonly columns: readonly Uint8Array[];
  /** Rising float32 cuts per feature: bin b holds the values in (cuts[b − 1], cuts[b]]. */
  readonly cuts: readonly Float32Array[];
}

/** Present values of one feature, rising. */
function sortedColumn(rows: TreeRows, feature: number): Float32Array {
  const column = new Float32Array(rows.targets.length);
  let count = 0;
  for (let at = feature; at < rows.values.length; at += rows.width) {
    const value = rows.values[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    column[count++] = value;
  }
  return column.subarray(0, count).sort();
}

/** A float32 cut with low ≤ cut < high, in the middle when there is room. */
function between(low: number, high: number): number {
  const middle = Math.fround(low + (high - low) / 2);
  return middle < high ? middle : low;
}

function cutColumn(sorted: Float32Array, mostBins: number): Float32Array {
  const cuts: number[] = [];
  const size = sorted.length;
  let distinct = 0;
  for (let i = 0; i < size; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  const bins = Math.min(mostBins, distinct);
  const takeAll = bins === distinct;
  let wanted = 1;
  for (let i = 1; i < size; i++) {
    const low = sorted[i - 1] ?? 0;
    const high = sorted[i] ?? 0;
    if (low === high) continue;
    if (!takeAll && i < (wanted * size) / bins) continue;
    cuts.push(between(low, high));
    while (wanted <= (i * bins) / size) wanted++;
  }
  return Float32Array.from(cuts);
}

/**
 * Cuts that part each feature's present values into at most `mostBins` (2 … 255) bins of like count; every distinct
 * value has its own bin when there are few. Cuts lie midway between neighbours and do not depend on the order of rows.
 */
export function findCuts(rows: TreeRows, mostBins: number): readonly Float32Array[] {
  assertCondition(
    Number.isInteger(mostBins) && mostBins >= 2 && mostBins <= MISSING,
    'bins must be 2 … 255',
  );
  return Array.from({ length: rows.width }, (_, feature) =>
    cutColumn(sortedColumn(rows, feature), mostBins),
  );
}

/** Index of the first cut that is ≥ value. */
function binOf(cuts: Float32Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (cuts[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Every row's bin under the given cuts. */
export function binRows(rows: TreeRows, cuts: readonly Float32Array[]): Binned {
  assertCondition(cuts.length === rows.width, 'cuts and rows differ in width');
  const count = rows.targets.length;
  const columns = cuts.map((ofFeature, feature) => {
    const column = new Uint8Array(count);
    for (let row = 0, at = feature; row < count; row++, at += rows.width) {
      const value = rows.values[at] ?? Number.NaN;
      column[row] = Number.isNaN(value) ? MISSING : binOf(ofFeature, value);
    }
    return column;
  });
  return { count, columns, cuts };
}
