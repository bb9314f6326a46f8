// The real timers. In: milliseconds and a function. Out: a function that cancels.
import type { Timers } from '#server/ports/timers.ts';

/** Node's timers; cancelling twice, or after the run, does nothing. */
export function createSystemTimers(): Timers {
  return {
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    every: (ms, run) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
  };
}
