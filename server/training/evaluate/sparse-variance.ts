// Variance where no 1-minute bars were recorded. In: the spot tape, settlement means, a time. Out: variance per second.
// Ratio of weighted squared returns to weighted seconds, half-life 2 h, pulled to a long-run level worth 30 minutes.

import { numberAt } from '#lib/number-at.ts';
import type { SettledMarket } from '../data/load-markets.ts';
import { knownCount, type SpotTape } from './spot-tape.ts';

const LOOK_BACK_MS = 8 * 3_600_000;
const HALF_LIFE_MS = 2 * 3_600_000;
/** Nearer prices differ by venue more than by time; further ones hide what happened between. */
const LEAST_STEP_MS = 45_000;
const LONGEST_STEP_MS = 1_200_000;
const PRIOR_SECONDS = 1_800;
/** Variance time between two settlement means 15 minutes apart: 880 s (models A2 (8)). */
const BETWEEN_MEANS_SECONDS = 880;
const QUARTER_HOUR_MS = 900_000;

export interface SparseSources {
  readonly tape: SpotTape;
  /** Settlement mean by close, ms → USD; a mean is known from its close on. */
  readonly settled: ReadonlyMap<number, number>;
  /** Long-run variance per second of the training span. */
  readonly longRunPerSecond: number;
}

/** Settlement means of the markets that have one. */
export function settledMeans(markets: readonly SettledMarket[]): ReadonlyMap<number, number> {
  return new Map(
    markets.flatMap((each) => (each.settleUsd === null ? [] : [[each.closeMs, each.settleUsd]])),
  );
}

interface Sums {
  squares: number;
  seconds: number;
}

function addReturn(sums: Sums, weight: number, move: { value: number; seconds: number }): void {
  sums.squares += weight * move.value * move.value;
  sums.seconds += weight * move.seconds;
}

/** Variance per second as it could be estimated at `ms`; the long-run level alone when nothing was recorded. */
export function sparseVariance(sources: SparseSources, ms: number): number {
  const { tape, settled } = sources;
  const weightOf = (at: number) => 0.5 ** ((ms - at) / HALF_LIFE_MS);
  const sums: Sums = {
    squares: sources.longRunPerSecond * PRIOR_SECONDS,
    seconds: PRIOR_SECONDS,
  };
  let later = knownCount(tape, ms) - 1;
  for (let i = later - 1; i >= 0 && ms - numberAt(tape.madeMs, i) < LOOK_BACK_MS; i--) {
    const stepMs = numberAt(tape.madeMs, later) - numberAt(tape.madeMs, i);
    if (stepMs < LEAST_STEP_MS) continue;
    const value = Math.log(numberAt(tape.priceUsd, later) / numberAt(tape.priceUsd, i));
    if (stepMs <= LONGEST_STEP_MS)
      addReturn(sums, weightOf(numberAt(tape.madeMs, later)), { value, seconds: stepMs / 1000 });
    later = i;
  }
  const last = Math.floor(ms / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
  for (let at = last; ms - at < LOOK_BACK_MS; at -= QUARTER_HOUR_MS) {
    const value = Math.log(
      (settled.get(at) ?? Number.NaN) / (settled.get(at - QUARTER_HOUR_MS) ?? Number.NaN),
    );
    if (Number.isFinite(value))
      addReturn(sums, weightOf(at), { value, seconds: BETWEEN_MEANS_SECONDS });
  }
  return sums.squares / sums.seconds;
}
