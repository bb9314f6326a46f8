// The local rate limiter: a charge comes in, permission goes out once the tokens are there, or a refusal.

import type { WriteUse } from '#lib/domain/limit-use.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { RateBucket } from '#server/ports/venue-orders.ts';
import type { BucketLimits } from './token-bucket.ts';
import {
  type Budget,
  bucketsAt,
  CANCEL_RESERVE,
  type Charge,
  drain,
  openBudget,
  spend,
  spentOf,
} from './token-bucket.ts';
import { createWritePeaks, notePeak, peakOf } from './write-peaks.ts';

export interface RateGate {
  /** True once the tokens are taken; false when that would take longer than `maxWaitMs`. */
  enter(charge: Charge, maxWaitMs: number): Promise<boolean>;
  /** The venue answered 429: our idea of the bucket was too high. */
  limited(charge: Charge): void;
  /** The account's own limits, once known. */
  resize(read: BucketLimits, write: BucketLimits): void;
  /** Every bucket as it stands now. */
  buckets(): readonly RateBucket[];
  /** How much of the fullest-used Write bucket was spent at once lately. */
  writeUse(): WriteUse;
}

/** The Basic tier, the smallest the venue grants (kalshi-api §1.4). */
const BASIC_READ: BucketLimits = { capacity: 200, refillPerSecond: 200 };
const BASIC_WRITE: BucketLimits = { capacity: 100, refillPerSecond: 100 };

/** Starts with the Basic tier until `resize`. */
export function createRateGate(clock: Clock, timers: Timers): RateGate {
  const nowMs = () => clock.mono() / 1e6;
  let budget: Budget = openBudget(BASIC_READ, BASIC_WRITE, nowMs());
  const peaks = createWritePeaks();
  const note = (charge: Charge): void => {
    if (charge.bucket === 'write') notePeak(peaks, spentOf(budget, charge, nowMs()), nowMs());
  };

  async function enter(charge: Charge, maxWaitMs: number): Promise<boolean> {
    const deadlineMs = nowMs() + maxWaitMs;
    for (;;) {
      const spent = spend(budget, charge, nowMs());
      budget = spent.budget;
      if (spent.granted) {
        note(charge);
        return true;
      }
      if (nowMs() + spent.waitMs > deadlineMs) return false;
      await new Promise<void>((resolve) => timers.after(spent.waitMs, resolve));
    }
  }

  return {
    enter,
    limited: (charge) => {
      budget = drain(budget, charge, nowMs());
      note(charge);
    },
    resize: (read, write) => {
      budget = openBudget(read, write, nowMs());
    },
    buckets: () =>
      [...bucketsAt(budget, nowMs())].map(([name, { tokens, capacity, refillPerSecond }]) => ({
        ...{ name, tokens, capacity, refillPerSecond },
      })),
    writeUse: () => {
      const { capacity } = budget.write;
      const spent = Math.ceil(peakOf(peaks, nowMs()));
      return { spent, forOrders: Math.floor(capacity * (1 - CANCEL_RESERVE)), capacity };
    },
  };
}
