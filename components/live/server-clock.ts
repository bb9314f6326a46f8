// The engine's time as the browser knows it. In: stamps of received messages. Out: "now" on the engine's clock.

/** One stamp with both local clocks when it was said: the wall clock counts sleep, the monotonic one ignores steps. */
interface ClockSample {
  readonly at: number;
  readonly wallMs: number;
  readonly monoMs: number;
}

/** How long a sample may serve before a newer one must have confirmed it. */
const WINDOW_MS = 15_000;

export interface ServerClock {
  observe(sample: ClockSample): void;
  /** Engine time in ms, or null before the first message. Errs to "later": an age is never shown too young. */
  now(local: Omit<ClockSample, 'at'>): number | null;
  /** Milliseconds since anything at all was said, or null before the first message. */
  silentMs(local: Omit<ClockSample, 'at'>): number | null;
  /** A replay runs its clock at `speed`; changing it, or a new engine boot, forgets the past. */
  restart(speed: number): void;
}

function elapsedMs(from: ClockSample, local: Omit<ClockSample, 'at'>): number {
  return Math.max(local.monoMs - from.monoMs, local.wallMs - from.wallMs, 0);
}

/**
 * Keeps the least delayed sample of this window and of the one before: delay can only make a stamp look old, so the
 * latest projection is the best one. A clock that stepped back is followed once both windows have passed.
 */
export function createServerClock(): ServerClock {
  let speed = 1;
  let current: ClockSample | null = null;
  let previous: ClockSample | null = null;
  let windowStart: ClockSample | null = null;
  let latest: ClockSample | null = null;

  const project = (sample: ClockSample, local: Omit<ClockSample, 'at'>) =>
    sample.at + speed * elapsedMs(sample, local);

  return {
    observe(sample) {
      // What was kept long before something else was said tells nothing about now.
      if (latest !== null && latest.monoMs - sample.monoMs > WINDOW_MS) return;
      if (latest === null || sample.monoMs >= latest.monoMs) latest = sample;
      if (windowStart === null || elapsedMs(windowStart, sample) > WINDOW_MS) {
        previous = current;
        current = null;
        windowStart = sample;
      }
      if (current === null || sample.at > project(current, sample)) current = sample;
    },
    now(local) {
      if (current === null) return null;
      const fromCurrent = project(current, local);
      return previous === null ? fromCurrent : Math.max(fromCurrent, project(previous, local));
    },
    silentMs: (local) => (latest === null ? null : elapsedMs(latest, local)),
    restart(nextSpeed) {
      speed = nextSpeed;
      current = null;
      previous = null;
      windowStart = null;
    },
  };
}
