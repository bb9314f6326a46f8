// Histograms of gradients. In: bins, gradients, a span of rows. Out: sums of gradient and hessian per feature and bin.

/** Bins per feature, the missing one included. */
export const SLOTS = 256;

/** Gradient and hessian side by side, bin by bin, feature by feature (of the chosen ones). */
export type Histogram = Float64Array;

/** Rows of one node: `order[from … to − 1]`, their gradients in the same places of `pairs`. */
export interface Span {
  readonly order: Int32Array;
  readonly pairs: Float64Array;
  readonly from: number;
  readonly to: number;
}

export function createHistogram(features: number): Histogram {
  return new Float64Array(features * SLOTS * 2);
}

/** Adds the span's rows to the histograms of four features at once: one read of the gradients serves all four. */
function addFour(
  histogram: Histogram,
  columns: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array],
  span: Span,
): void {
  const { order, pairs, from, to } = span;
  const [one, two, three, four] = columns;
  for (let i = from; i < to; i++) {
    const row = order[i] ?? 0;
    const g = pairs[2 * i] ?? 0;
    const h = pairs[2 * i + 1] ?? 0;
    const a = (one[row] ?? 0) << 1;
    histogram[a] = (histogram[a] ?? 0) + g;
    histogram[a + 1] = (histogram[a + 1] ?? 0) + h;
    const b = ((two[row] ?? 0) << 1) + 512;
    histogram[b] = (histogram[b] ?? 0) + g;
    histogram[b + 1] = (histogram[b + 1] ?? 0) + h;
    const c = ((three[row] ?? 0) << 1) + 1024;
    histogram[c] = (histogram[c] ?? 0) + g;
    histogram[c + 1] = (histogram[c + 1] ?? 0) + h;
    const d = ((four[row] ?? 0) << 1) + 1536;
    histogram[d] = (histogram[d] ?? 0) + g;
    histogram[d + 1] = (histogram[d + 1] ?? 0) + h;
  }
}

function addOne(histogram: Histogram, column: Uint8Array, span: Span): void {
  const { order, pairs, from, to } = span;
  for (let i = from; i < to; i++) {
    const at = (column[order[i] ?? 0] ?? 0) << 1;
    histogram[at] = (histogram[at] ?? 0) + (pairs[2 * i] ?? 0);
    histogram[at + 1] = (histogram[at + 1] ?? 0) + (pairs[2 * i + 1] ?? 0);
  }
}

/** Fills `histogram` from nothing with the span's rows. */
export function sumInto(histogram: Histogram, columns: readonly Uint8Array[], span: Span): void {
  histogram.fill(0);
  for (let at = 0; at < columns.length; ) {
    const part = histogram.subarray(at * SLOTS * 2);
    const [one, two, three, four] = columns.slice(at, at + 4);
    if (one && two && three && four) {
      addFour(part, [one, two, three, four], span);
      at += 4;
    } else {
      if (one) addOne(part, one, span);
      at++;
    }
  }
}

/** Turns a parent's histogram into that of the other child. Exact, because all sums lie on one grid. */
export function subtract(parent: Histogram, child: Histogram): void {
  for (let i = 0; i < parent.length; i++) parent[i] = (parent[i] ?? 0) - (child[i] ?? 0);
}
