// Keeps killing until the exchange shows nothing of ours: the first outcome is the answer, the rest goes on behind it.
import type { Timers } from '#server/ports/timers.ts';
import { killAtVenue, type VenueKillOutcome, type VenueKillTools } from './venue-kill.ts';

const RETRY_MS = [500, 1_000, 2_000, 5_000] as const;

export interface KillCause {
  readonly by: string;
  readonly reason: string;
}

export interface VenueKiller {
  /** Resolves with the first outcome. While one kill is under way a second press is told the same. Never rejects. */
  kill(cause: KillCause): Promise<VenueKillOutcome>;
  /** True while an unconfirmed kill is still being tried (F74). */
  isTrying(): boolean;
}

/** Nothing killed yet. */
export function createVenueKiller(tools: VenueKillTools, timers: Timers): VenueKiller {
  let running: Promise<VenueKillOutcome> | null = null;
  let waiting: (() => void) | null = null;

  const start = (cause: KillCause, failures: number): Promise<VenueKillOutcome> => {
    waiting?.();
    waiting = null;
    running ??= killAtVenue(tools, cause).then((outcome) => {
      running = null;
      if (!outcome.flat)
        waiting = timers.after(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 5_000, () => {
          waiting = null;
          void start(cause, failures + 1);
        });
      return outcome;
    });
    return running;
  };

  return {
    kill: (cause) => start(cause, 0),
    isTrying: () => running !== null || waiting !== null,
  };
}
