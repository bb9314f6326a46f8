// The mood of the market: all makers lean to one side together, for minutes at a time. In: time. Out: a lean in deviations.
// It makes the simulated market wrong now and then for longer than a person needs to answer; real makers are not so kind.
import type { Rng } from '../seeded/rng.ts';

/** Deviation of the lean and its mean life: about 14 cents at the money, for a few minutes. */
const DEVIATION = 0.35;
const MEAN_SECONDS = 300;

export interface CommonLean {
  /** The lean at `nowMs`, deviations of the settlement mean; call with times that never step back. */
  at(nowMs: number): number;
  /** Holds the lean at `deviations`, or lets it wander again with null. It wanders on underneath meanwhile. */
  hold(deviations: number | null): void;
}

/** An Ornstein–Uhlenbeck lean that starts anywhere in its law. */
export function createCommonLean(rng: Rng): CommonLean {
  let lean = DEVIATION * rng.normal();
  let second: number | null = null;
  let held: number | null = null;
  const keep = Math.exp(-1 / MEAN_SECONDS);
  return {
    at(nowMs) {
      const now = Math.floor(nowMs / 1000);
      second ??= now;
      for (; second < now; second++)
        lean = lean * keep + DEVIATION * Math.sqrt(1 - keep ** 2) * rng.normal();
      return held ?? lean;
    },
    hold(deviations) {
      held = deviations;
    },
  };
}
