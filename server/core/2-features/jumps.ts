// Jumps of the price. In: the variance state of each second. Out: MedRV, and the last jump with its size in σ.
// Source: models B2. Lee–Mykland: L = |r| ÷ σ̂, σ̂² = bipower variance of the fifteen minutes before the return; a jump
// when L exceeds the Gumbel limit of a day of 5 s returns at 1 %. MedRV (Andersen–Dobrev–Schaumburg): median of three
// neighbouring |r|, squared, × π ÷ (6 − 4√3 + π): blind to jumps and less troubled by zero returns than bipower.
import {
  createFeatureRing,
  type FeatureRing,
  lastSeconds,
  positiveMean,
  pushSecond,
} from './feature-ring.ts';
import { returnOver } from './mid-returns.ts';
import { GRID_S, type VarianceState } from './realised-variance.ts';

const MEDIAN_SCALE = Math.PI / (6 - 4 * Math.sqrt(3) + Math.PI);
const LOCAL_S = 900;
/** Bipower samples that a local σ needs. */
const LEAST_LOCAL = 120;

/** 5 s returns of a day, and the level of the test for the largest of them. */
const TESTED = 86_400 / GRID_S;
const LEVEL = 0.01;

/** Largest |r|/σ among n normal returns at the test's level: Gumbel centre plus scale × quantile. 5.07 for a day. */
export const JUMP_LIMIT_SIGMA = (() => {
  const root = Math.sqrt(2 * Math.log(TESTED));
  const centre = root - (Math.log(Math.PI) + Math.log(Math.log(TESTED))) / (2 * root);
  return centre - Math.log(-Math.log(1 - LEVEL)) / root;
})();

export interface Jump {
  /** Whole second of Unix time in which it was largest. */
  readonly second: number;
  /** Return over 5 s in local standard deviations, with its sign. */
  readonly sigmas: number;
}

export interface JumpState {
  readonly medians: FeatureRing;
  last: Jump | null;
}

/** No jump seen. */
export function createJumpState(): JumpState {
  return { medians: createFeatureRing(), last: null };
}

/** Closes one second whose returns are already in `variance`. `second` is Unix time. */
export function sampleJump(state: JumpState, variance: VarianceState, second: number): void {
  const move = returnOver(variance.mids, GRID_S);
  const sizes = [move, returnOver(variance.mids, GRID_S, GRID_S)];
  sizes.push(returnOver(variance.mids, GRID_S, 2 * GRID_S));
  const [low, middle, high] = sizes.map(Math.abs).sort((a, b) => a - b);
  const sum = (low ?? Number.NaN) + (high ?? Number.NaN);
  const median = Number.isNaN(sum) ? null : (middle ?? Number.NaN);
  pushSecond(state.medians, median === null ? null : (MEDIAN_SCALE * median * median) / GRID_S);
  const sigma = localSigma(variance);
  if (sigma === null || Number.isNaN(move)) return;
  const sigmas = move / sigma;
  if (Math.abs(sigmas) > JUMP_LIMIT_SIGMA) state.last = laterOf(state.last, { second, sigmas });
}

/** Overlapping returns see one jump five times: the largest view of it is kept. */
function laterOf(held: Jump | null, seen: Jump): Jump {
  const same = held !== null && seen.second - held.second < GRID_S;
  return same && Math.abs(held.sigmas) >= Math.abs(seen.sigmas) ? held : seen;
}

/** Standard deviation of a 5 s return by the bipower of the window that ended before the newest return began. */
function localSigma(variance: VarianceState): number | null {
  const all = lastSeconds(variance.bipower, LOCAL_S + GRID_S);
  const newest = lastSeconds(variance.bipower, GRID_S);
  const count = all.count - newest.count;
  const sum = all.sum - newest.sum;
  return count < LEAST_LOCAL || sum <= 0 ? null : Math.sqrt((GRID_S * sum) / count);
}

/** MedRV per second over the last `seconds`; null before enough of it is covered. */
export function medianVariance(state: JumpState, seconds: number): number | null {
  return positiveMean(state.medians, seconds);
}
