// Running sums over the last seconds, O(1) a second. In: one value or a gap per second. Out: sum and count of a window.
// Source: prefix sums; a window is the difference of two of them. A gap adds nothing, neither value nor count.
import { assertCondition } from '#lib/check.ts';

/** Longest window of a ring unless another is asked for, in seconds. */
const ONE_HOUR_S = 3_600;

/** A window speaks once half of it, at most two minutes of it, is covered by samples; never before five. */
const ENOUGH_S = 120;
const LEAST_S = 5;

export interface FeatureRing {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
  /** Longest window that can be asked for, in seconds. */
  readonly longest: number;
  /** Seconds pushed so far. */
  length: number;
}

/** An empty ring for windows of up to `longest` seconds; it keeps the next power of two above that. */
export function createFeatureRing(longest: number = ONE_HOUR_S): FeatureRing {
  const kept = 2 ** Math.ceil(Math.log2(longest + 1));
  return { sums: new Float64Array(kept), counts: new Float64Array(kept), longest, length: 0 };
}

/** Appends one second; null is a gap. */
export function pushSecond(ring: FeatureRing, value: number | null): void {
  const mask = ring.sums.length - 1;
  const last = (ring.length - 1) & mask;
  const next = ring.length & mask;
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
  if (!(seconds > 0 && seconds <= ring.longest)) assertCondition(false, `window of ${seconds} s`);
  if (ring.length === 0) return { sum: 0, count: 0 };
  const mask = ring.sums.length - 1;
  const last = (ring.length - 1) & mask;
  const reach = Math.min(seconds, ring.length);
  const before = ring.length - 1 - reach;
  const first = before & mask;
  const sum = (ring.sums[last] ?? 0) - (before < 0 ? 0 : (ring.sums[first] ?? 0));
  const count = (ring.counts[last] ?? 0) - (before < 0 ? 0 : (ring.counts[first] ?? 0));
  return { sum, count };
}

/** Mean of the samples of a window, any sign; null before enough of it is covered. */
export function windowMean(ring: FeatureRing, seconds: number): number | null {
  const { sum, count } = lastSeconds(ring, seconds);
  const least = Math.min(seconds / 2, ENOUGH_S);
  return count < Math.max(LEAST_S, least) ? null : sum / count;
}

/** The same for what cannot be zero in a market that moves, such as a variance: null instead of a mean ≤ 0. */
export function positiveMean(ring: FeatureRing, seconds: number): number | null {
  const mean = windowMean(ring, seconds);
  return mean === null || mean <= 0 ? null : mean;
}
