// Clock comparison: one venue stamp and our two stamps around it come in, a `clock` status goes out.
import { assertCondition } from '#lib/check.ts';
import type { FeedStatus } from '#lib/domain/feed.ts';

export interface ClockSample {
  /** The venue's stamp, Unix ms. */
  readonly venueMs: number;
  /** How coarse that stamp is: 1000 for an HTTP Date header, 0 for `sending_ts_ms`. */
  readonly resolutionMs: number;
  /** Our wall clock when the exchange began and ended. */
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
}

/**
 * Offset = venue − ours at the middle of the round trip; the error is half of the round trip plus half the stamp's
 * coarseness (F37: the gate compares the offset with its skew limit).
 */
export function measureClock(sample: ClockSample): FeedStatus {
  const roundTripMs = sample.receivedAtMs - sample.sentAtMs;
  assertCondition(Number.isFinite(sample.venueMs), 'a clock sample needs a venue stamp');
  const half = sample.resolutionMs / 2;
  const middle = (sample.sentAtMs + sample.receivedAtMs) / 2;
  return {
    kind: 'clock',
    connection: 'kalshi',
    offsetMs: sample.venueMs + half - middle,
    errorMs: Math.max(0, roundTripMs) / 2 + half,
  };
}
