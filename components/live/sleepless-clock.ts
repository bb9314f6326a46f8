// A clock that goes on while the machine sleeps. In: the monotonic and the wall clock, ms. Out: ms that only ever grow.

/** Less than this between the two clocks is rounding. */
const ROUNDING_MS = 250;

export interface LocalClocks {
  /** Stands still while the machine sleeps. */
  readonly monoMs: () => number;
  /** Goes on, and may be set to another time. */
  readonly wallMs: () => number;
}

/**
 * Between two readings it goes on by the larger of the two clocks' progress: sleep counts, and a wall clock that was
 * set back takes nothing away. One that was set forward counts as sleep: what is short then ends too early, never late.
 */
export function createSleeplessClock({ monoMs, wallMs }: LocalClocks): () => number {
  let last = { mono: monoMs(), wall: wallMs() };
  let sleptMs = 0;
  return () => {
    const here = { mono: monoMs(), wall: wallMs() };
    const missed = here.wall - last.wall - (here.mono - last.mono);
    // Small differences are kept back until they are more than rounding.
    if (missed > ROUNDING_MS) sleptMs += missed;
    if (Math.abs(missed) > ROUNDING_MS) last = here;
    return here.mono + sleptMs;
  };
}
