// The best comparison of the venue's clock with ours. In: samples with their error. Out: offset and error, or null.
import type { FeedStatus } from '#lib/domain/feed.ts';
import type { Clock } from '#server/ports/clock.ts';

export interface ClockOffset {
  /** The venue's clock − ours, ms. */
  readonly offsetMs: number;
  /** How far the truth may lie from it, either way, ms. */
  readonly errorMs: number;
}

export type VenueClock = () => ClockOffset | null;

export interface ClockMemory {
  /** Looks at every status; keeps what compares Kalshi's clock better than what is held. */
  note(status: FeedStatus): void;
  readonly venueClock: VenueClock;
}

/** Quartz drifts by well under 1 ms in this time. */
const KEPT_MS = 60_000;
/** Our wall clock moved by more than this against the monotonic one: what was compared before is void (F96). */
const STEP_MS = 20;

/** Nothing compared yet. */
export function createClockMemory(clock: Clock): ClockMemory {
  let held: { offset: ClockOffset; monoMs: number; lead: number } | null = null;
  const monoMs = (): number => clock.mono() / 1e6;
  const lead = (): number => clock.wall() - monoMs();

  return {
    note(status) {
      if (status.kind !== 'clock' || status.connection !== 'kalshi') return;
      const { offsetMs, errorMs } = status;
      const isOld = held === null || monoMs() - held.monoMs > KEPT_MS;
      const hasStepped = held !== null && Math.abs(lead() - held.lead) > STEP_MS;
      if (!isOld && !hasStepped && held !== null && errorMs > held.offset.errorMs) return;
      held = { offset: { offsetMs, errorMs }, monoMs: monoMs(), lead: lead() };
    },
    venueClock() {
      if (held === null || Math.abs(lead() - held.lead) > STEP_MS) return null;
      return held.offset;
    },
  };
}
