// The largest value of the last N pushes, amortised O(1). In: one value per push. Out: the maximum of the window.
// Source: monotone queue: values that a newer, larger one outlives can never be the maximum again.

export interface SlidingMaximum {
  readonly values: Float64Array;
  readonly pushedAt: Float64Array;
  readonly window: number;
  head: number;
  tail: number;
  length: number;
}

/** An empty window of `window` pushes. */
export function createSlidingMaximum(window: number): SlidingMaximum {
  const kept = 2 ** Math.ceil(Math.log2(window + 1));
  return {
    values: new Float64Array(kept),
    pushedAt: new Float64Array(kept),
    window,
    head: 0,
    tail: 0,
    length: 0,
  };
}

/** Pushes one value, a number, and returns the maximum of the window that ends with it. */
export function pushMaximum(queue: SlidingMaximum, value: number): number {
  const mask = queue.values.length - 1;
  while (queue.tail > queue.head && (queue.values[(queue.tail - 1) & mask] ?? 0) <= value)
    queue.tail--;
  queue.values[queue.tail & mask] = value;
  queue.pushedAt[queue.tail & mask] = queue.length;
  queue.tail++;
  queue.length++;
  while ((queue.pushedAt[queue.head & mask] ?? 0) < queue.length - queue.window) queue.head++;
  return queue.values[queue.head & mask] ?? value;
}

/** Forgets what it holds, as at a gap. */
export function clearMaximum(queue: SlidingMaximum): void {
  queue.head = queue.tail;
}
