// The last minute in 1 s mids. In: one mid or a gap a second, the volume of that second. Out: a bar of the minute that ends now.
// Mids, not trades: bounce would add to every variance (models B1).
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import { numberAt } from '#lib/number-at.ts';

/** The close of the minute before and 60 s. */
const KEPT = 61;
/** A bar is made of at least so many known seconds of 60. */
const LEAST_KNOWN = 45;

export interface SecondRing {
  /** USD; NaN is a gap. */
  readonly mids: Float64Array;
  /** BTC; NaN is a gap. */
  readonly volumes: Float64Array;
  /** Seconds pushed so far. */
  length: number;
}

/** Nothing known. */
export function createSecondRing(): SecondRing {
  return {
    mids: new Float64Array(KEPT).fill(Number.NaN),
    volumes: new Float64Array(KEPT).fill(Number.NaN),
    length: 0,
  };
}

/** One second; null is a gap. */
export function pushMid(ring: SecondRing, midUsd: number | null, volumeBtc: number | null): void {
  ring.mids[ring.length % KEPT] = midUsd ?? Number.NaN;
  ring.volumes[ring.length % KEPT] = volumeBtc ?? Number.NaN;
  ring.length++;
}

/** `seconds` in a row without a mid. */
export function pushGap(ring: SecondRing, seconds: number): void {
  for (let each = 0; each < Math.min(seconds, KEPT); each++) pushMid(ring, null, null);
}

/**
 * The bar of the 60 s that end with the newest mid; null when that mid or more than 15 of the 60 are missing.
 * It opens with the mid 60 s ago (else the first known since); volume is scaled up to a whole minute.
 */
export function lastMinuteBar(ring: SecondRing): Omit<MinuteBar, 'endMs'> | null {
  const close = numberAt(ring.mids, (ring.length + KEPT - 1) % KEPT);
  let [open, high, low] = [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let [known, volume, traded] = [0, 0, 0];
  for (let back = 0; back < KEPT; back++) {
    const place = (ring.length + back) % KEPT;
    const mid = numberAt(ring.mids, place);
    if (Number.isNaN(open)) open = mid;
    if (mid > high) high = mid;
    if (mid < low) low = mid;
    if (back === 0) continue;
    if (!Number.isNaN(mid)) known++;
    const each = numberAt(ring.volumes, place);
    if (Number.isNaN(each)) continue;
    volume += each;
    traded++;
  }
  if (Number.isNaN(close) || known < LEAST_KNOWN) return null;
  return { open, high, low, close, volume: traded > 0 ? (volume * 60) / traded : Number.NaN };
}
