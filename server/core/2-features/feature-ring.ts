// Running sums over the last seconds, O(1) a second. In: one value or a gap per second. Out: sum and count of a window.
// Source: prefix sums; a window is the difference of two of them. A gap adds nothing, neither value nor count.
import { assertCondition } from '#lib/check.ts';

/** Seconds kept: a little over an hour, a power of two. */
const RING = 4_096;

/** Longest window that can be asked for, in seconds. */
const LONGEST_WINDOW_S = 3_600;

export interface FeatureRing {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  /** Seconds pushed so far. */
  length: number;
}

/** An empty ring. */
export function createFeatureRing(): FeatureRing {
  return { sums: new Float64Array(RING), counts: new Float64Array(RING), length: 0 };
}

/** Appends one second; null is a gap. */
export function pushSecond(ring: FeatureRing, value: number | null): void {
  const last = (ring.length - 1) & (RING - 1);
  const next = ring.length & (RING - 1);
  const sum = ring.length === 0 ? 0 : (ring.sums[last] ?? 0);
  const held = ring.length === 0 ? 0 : (ring.counts[last] ?? 0);
  ring.sums[next] = sum + (value ?? 0);
  ring.counts[next] = held + (value === null ? 0 : 1);
  ring.length++;
}

/** Sum and count of the last `seconds` pushes (fewer when the ring is younger). */
export function lastSeconds(
  ring: FeatureRing,
  seconds: number,
): { readonly sum: number; readonly count: number } {
  assertCondition(seconds > 0 && seconds <= LONGEST_WINDOW_S, `window of ${seconds} s`);
  if (ring.length === 0) return { sum: 0, count: 0 };
  const last = (ring.length - 1) & (RING - 1);
  const reach = Math.min(seconds, ring.length);
  const before = ring.length - 1 - reach;
  const first = before & (RING - 1);
  const sum = (ring.sums[last] ?? 0) - (before < 0 ? 0 : (ring.sums[first] ?? 0));
  const count = (ring.counts[last] ?? 0) - (before < 0 ? 0 : (ring.counts[first] ?? 0));
  return { sum, count };
}
