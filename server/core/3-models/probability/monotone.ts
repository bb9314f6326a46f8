// The nearest curve that never rises. In: values and weights in order of strike. Out: the same, violators pooled.
// Source: pool adjacent violators (PAV): the weighted least-squares projection on non-increasing sequences.

/** Replaces `values` by their projection, in place. Weights > 0; O(n). A curve that never rises stays as it is, bit for bit. */
export function makeNonIncreasing(values: Float64Array, weights?: Float64Array): void {
  let pools = 0;
  const mean = new Float64Array(values.length);
  const weight = new Float64Array(values.length);
  const count = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    mean[pools] = values[i] ?? 0;
    weight[pools] = weights?.[i] ?? 1;
    count[pools] = 1;
    pools++;
    while (pools > 1 && (mean[pools - 1] ?? 0) > (mean[pools - 2] ?? 0)) {
      const [left, right] = [weight[pools - 2] ?? 0, weight[pools - 1] ?? 0];
      const pooled = left * (mean[pools - 2] ?? 0) + right * (mean[pools - 1] ?? 0);
      mean[pools - 2] = pooled / (left + right);
      weight[pools - 2] = left + right;
      count[pools - 2] = (count[pools - 2] ?? 0) + (count[pools - 1] ?? 0);
      pools--;
    }
  }
  if (pools === values.length) return;
  let at = 0;
  for (let pool = 0; pool < pools; pool++)
    for (let k = 0; k < (count[pool] ?? 0); k++) values[at++] = mean[pool] ?? 0;
}

/** True when no value is above the one before it: the usual case, without an allocation. */
export function isNonIncreasing(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[i - 1] ?? 0)) return false;
  return true;
}
