// One life of the engine's process: its clocks, timers and callbacks end with it. In: virtual time. Out: ports that die.
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The wall clock of the machine: true time plus what it is off by. Outlives processes. */
export interface MachineClock {
  offMs: number;
}

export interface ProcessLife {
  readonly clock: Clock;
  readonly timers: Timers;
  isAlive(): boolean;
  /** `kill -9`: nothing of this life runs from here on. */
  end(): void;
  /** `run`, if there is still somebody to run it. */
  guard<Args extends readonly unknown[]>(run: (...args: Args) => void): (...args: Args) => void;
}

/** The machine has been up for this long when the process starts: room for the minute it knows of. */
export const UPTIME_MS = 100_000;

/** A process that starts now. */
export function beginLife(time: VirtualTime, machine: MachineClock): ProcessLife {
  const startMs = time.nowMs();
  let alive = true;
  const guard: ProcessLife['guard'] =
    (run) =>
    (...args) => {
      if (alive) run(...args);
    };
  const every = (ms: number, run: () => void): (() => void) => {
    let cancel = (): void => undefined;
    const again = (): void => {
      cancel = time.after(ms, () => {
        if (!alive) return;
        again();
        run();
      });
    };
    again();
    return () => cancel();
  };
  return {
    clock: {
      wall: () => wallMs(time.nowMs() + machine.offMs),
      mono: () => monoNs((time.nowMs() - startMs + UPTIME_MS) * 1e6),
    },
    timers: { after: (ms, run) => time.after(ms, guard(run)), every },
    isAlive: () => alive,
    end() {
      alive = false;
    },
    guard,
  };
}
