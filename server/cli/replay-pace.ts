// How fast a replay runs. In: recorded time. Out: a wait, or none. Holes of the recording take no time.
import { isSilence } from '#server/replay/event-clock.ts';

/** At full speed the process still answers its sockets this often, ms. */
const BREATHE_MS = 50;
/** Waits shorter than this are saved up: timers are no finer. */
const LEAST_WAIT_MS = 4;

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** `speed` recorded seconds a second; null = as fast as it goes. `now` is a monotonic clock in ms. */
export function createPace(
  speed: number | null,
  now: () => number,
): (us: number) => Promise<void> | null {
  let startedMs: number | null = null;
  let startUs = 0;
  let lastUs = 0;
  let breathedMs = now();
  return (us) => {
    const nowMs = now();
    if (speed !== null) {
      if (startedMs === null || isSilence(lastUs, us)) {
        startedMs = nowMs;
        startUs = us;
      }
      lastUs = us;
      const dueMs = startedMs + (us - startUs) / 1000 / speed;
      if (dueMs - nowMs >= LEAST_WAIT_MS) {
        breathedMs = dueMs;
        return wait(dueMs - nowMs);
      }
    }
    if (nowMs - breathedMs < BREATHE_MS) return null;
    breathedMs = nowMs;
    return breathe();
  };
}
