// The venue's clock from several HTTP Dates. In: dates with our times around them. Out: offset and error, or null.
import type { ClockOffset } from '#server/kill/venue-clock.ts';

export interface DateSample {
  /** The Date header, Unix ms: whole seconds, rounded down. */
  readonly venueMs: number;
  /** Our wall clock when the exchange began and ended. */
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
}

/** Servers take the text of the Date from a cache that turns over a little late. */
const CACHE_MS = 50;

/**
 * Each sample bounds venue − ours: the venue's clock stood in [date, date + 1 s) at some moment between sending and
 * receiving. What all bounds have in common is far narrower once the samples lie on both sides of a turn of the second.
 * Null without a sample, and when they have nothing in common: then a clock was set meanwhile.
 */
export function datesToClock(samples: readonly DateSample[]): ClockOffset | null {
  if (samples.length === 0) return null;
  const least = Math.max(...samples.map((each) => each.venueMs - each.receivedAtMs));
  const most = Math.min(...samples.map((each) => each.venueMs + 1_000 + CACHE_MS - each.sentAtMs));
  if (most < least) return null;
  return { offsetMs: (least + most) / 2, errorMs: (most - least) / 2 };
}
