// The last numbers of a stream, by arrival and by size. In: one number at a time. Out: their count, order and ranks.
import { assertCondition } from '#lib/check.ts';

/** Plain data. `sorted` always holds exactly the numbers of `values`, ascending. */
export interface OrderedRing {
  readonly capacity: number;
  /** Oldest at `next` once full; in order of arrival before. */
  readonly values: number[];
  readonly sorted: number[];
  /** Where the next number goes. */
  next: number;
}

/** An empty ring of at most `capacity` numbers. */
export function createOrderedRing(capacity: number): OrderedRing {
  if (!(Number.isInteger(capacity) && capacity > 0))
    assertCondition(false, `a ring of ${capacity}`);
  return { capacity, values: [], sorted: [], next: 0 };
}

/** First position whose number is not below `value`, by halving. */
function placeOf(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds a number; the oldest leaves a full ring. O(log capacity) to find the place and one move within the ring. */
export function pushOrdered(ring: OrderedRing, value: number): void {
  if (!Number.isFinite(value)) assertCondition(false, `a ring holds finite numbers, got ${value}`);
  const oldest = ring.values[ring.next];
  if (oldest !== undefined) ring.sorted.splice(placeOf(ring.sorted, oldest), 1);
  ring.sorted.splice(placeOf(ring.sorted, value), 0, value);
  ring.values[ring.next] = value;
  ring.next = (ring.next + 1) % ring.capacity;
}
