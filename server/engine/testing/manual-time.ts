// Time that moves only when a test says so. In: ms to pass. Out: clock and timers that agree.
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';

export interface ManualTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets `ms` pass; due timers run in order, promises settle in between. */
  pass(ms: number): Promise<void>;
  pending(): number;
}

/** Lets every promise that can settle do so. */
export async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 32; turn++) await Promise.resolve();
}

interface Due {
  readonly at: number;
  readonly run: () => void;
  readonly everyMs: number | null;
}

/** Starts at a fixed Friday; the monotonic clock starts at 0. */
export function createManualTime(startMs = 1_795_186_800_000): ManualTime {
  let now = 0;
  let next = 0;
  const due = new Map<number, Due>();
  const add = (entry: Due): (() => void) => {
    next += 1;
    const id = next;
    due.set(id, entry);
    return () => due.delete(id);
  };
  return {
    clock: { wall: () => wallMs(startMs + now), mono: () => monoNs(now * 1e6) },
    timers: {
      after: (ms, run) => add({ at: now + ms, run, everyMs: null }),
      every: (ms, run) => add({ at: now + ms, run, everyMs: ms }),
    },
    pending: () => due.size,
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        await settlePromises();
        const first = [...due].sort((a, b) => a[1].at - b[1].at)[0];
        if (first === undefined || first[1].at > until) break;
        const [id, entry] = first;
        now = Math.max(now, entry.at);
        if (entry.everyMs === null) due.delete(id);
        else due.set(id, { ...entry, at: now + entry.everyMs });
        entry.run();
      }
      now = until;
      await settlePromises();
    },
  };
}
