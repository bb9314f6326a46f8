// The arrays trees grow in. In: rows with gradients, a split. Out: rows parted in place, totals.
import type { Split, Totals } from './find-split.ts';
import type { Histogram, Span } from './histogram.ts';
import { MISSING } from './quantile-bins.ts';

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

/** A node's rows, to be summed. */
export function spanOf(
  space: Workspace,
  node: { readonly from: number; readonly to: number },
): Span {
  return { order: space.order, pairs: space.pairs, from: node.from, to: node.to };
}

/** Gradient and hessian over the first `count` rows. */
export function totalsOf(pairs: Float64Array, count: number): Totals {
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < 2 * count; i += 2) {
    gradient += pairs[i] ?? 0;
    hessian += pairs[i + 1] ?? 0;
  }
  return { gradient, hessian };
}

/** Moves the rows that go left to the front, both halves in their old order. Returns where the right half begins. */
export function partRows(
  space: Workspace,
  node: { readonly from: number; readonly to: number },
  split: Pick<Split, 'bin' | 'missingLeft'> & { readonly column: Uint8Array },
): number {
  const { order, pairs, spareOrder, sparePairs } = space;
  const { bin, column } = split;
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
