// P(20 %-trimmed settlement mean > K) by seeded conditional simulation, for series that trim. Reference, not hot path.
// Source: models A2 "Trimmed mean": inside the window the state is every known print, so no closed form.
import { WINDOW_PRINTS } from './settlement-average.ts';

/** Prints dropped at each end. */
const TRIM = WINDOW_PRINTS / 5;

export interface TrimmedInput {
  readonly spotUsd: number;
  readonly strikeUsd: number;
  /** Known prints of the window in USD. */
  readonly known: readonly number[];
  readonly secondsToNext: number;
  readonly variancePerSecond: number;
  readonly paths: number;
  readonly seed: number;
}

/** A small deterministic generator (Mulberry32 steps) of uniforms in (0, 1). */
function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

/** The mean of the middle 36 of 60 values. Sorts `values` in place. */
function trimmedMean(values: Float64Array): number {
  values.sort();
  let sum = 0;
  for (let i = TRIM; i < WINDOW_PRINTS - TRIM; i++) sum += values[i] ?? 0;
  return sum / (WINDOW_PRINTS - 2 * TRIM);
}

/** P(trimmed mean > K) and its standard error; antithetic paths, same answer for the same seed. */
export function trimmedProbability(input: TrimmedInput): {
  readonly probability: number;
  readonly standardError: number;
} {
  const next = uniforms(input.seed);
  const unknown = WINDOW_PRINTS - input.known.length;
  const shocks = new Float64Array(unknown);
  const values = new Float64Array(WINDOW_PRINTS);
  const step = Math.sqrt(input.variancePerSecond);
  let wins = 0;
  for (let path = 0; path < input.paths; path++) {
    if (path % 2 === 0)
      for (let j = 0; j < unknown; j++)
        shocks[j] = Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
    else for (let j = 0; j < unknown; j++) shocks[j] = -(shocks[j] ?? 0);
    values.set(input.known);
    let log = Math.log(input.spotUsd);
    for (let j = 0; j < unknown; j++) {
      const seconds = j === 0 ? input.secondsToNext : 1;
      log += step * Math.sqrt(seconds) * (shocks[j] ?? 0);
      log -= (input.variancePerSecond * seconds) / 2;
      values[input.known.length + j] = Math.exp(log);
    }
    if (trimmedMean(values) > input.strikeUsd) wins++;
  }
  const probability = wins / input.paths;
  return {
    probability,
    standardError: Math.sqrt((probability * (1 - probability)) / input.paths),
  };
}
