// Variance of log returns from 1 s mids. In: one mid or a gap per second. Out: variances per second by horizon.
// Source: models B1 (five 5 s grids averaged), B2 (bipower, jump share), B3.2 (EWMA, RiskMetrics λ = .94 a minute).
// Unit: variance of ln price per second. Range: > 0, typically 1e-9 … 1e-6. Missing until half a window (at most two
// minutes) is covered by samples; seconds while the book is stale are gaps and never become returns.
import {
  addObservation,
  createDecayedMean,
  type DecayedMean,
  decayedMean,
} from './decayed-mean.ts';
import {
  createFeatureRing,
  type FeatureRing,
  lastSeconds,
  positiveMean,
  pushSecond,
} from './feature-ring.ts';
import { createMidReturns, type MidReturns, pushMid, returnOver } from './mid-returns.ts';

/** Step of the sampling grid in seconds. */
export const GRID_S = 5;
/** λ = .94 a minute halves in ln ½ ÷ ln .94 = 11.2 minutes. */
const RISKMETRICS_HALF_LIFE_S = (60 * Math.log(0.5)) / Math.log(0.94);
/** An EWMA speaks after a minute of samples; the four-hour one after half an hour. */
const LEAST_EWMA_S = 60;
const LEAST_LONG_EWMA_S = 1_800;

export type EwmaName = 'ewma5m' | 'ewmaRisk' | 'ewma30m' | 'ewma4h';

export interface VarianceState {
  readonly mids: MidReturns;
  readonly squares: FeatureRing;
  readonly bipower: FeatureRing;
  /** Sum of grid returns ÷ 5, i.e. the log return of the window. */
  readonly returns: FeatureRing;
  readonly ewma5m: DecayedMean;
  readonly ewmaRisk: DecayedMean;
  readonly ewma30m: DecayedMean;
  readonly ewma4h: DecayedMean;
}

/** No samples yet. */
export function createVarianceState(): VarianceState {
  return {
    mids: createMidReturns(),
    squares: createFeatureRing(),
    bipower: createFeatureRing(),
    returns: createFeatureRing(),
    ewma5m: createDecayedMean(300),
    ewmaRisk: createDecayedMean(RISKMETRICS_HALF_LIFE_S),
    ewma30m: createDecayedMean(1_800),
    ewma4h: createDecayedMean(14_400),
  };
}

/** One second: the mid in USD, or null while it is not to be trusted. */
export function sampleMid(state: VarianceState, midUsd: number | null): void {
  pushMid(state.mids, midUsd);
  const move = returnOver(state.mids, GRID_S);
  const earlier = returnOver(state.mids, GRID_S, GRID_S);
  if (Number.isNaN(move)) {
    pushSecond(state.squares, null);
    pushSecond(state.bipower, null);
    pushSecond(state.returns, null);
    return;
  }
  const square = (move * move) / GRID_S;
  pushSecond(state.squares, square);
  pushSecond(state.returns, move / GRID_S);
  pushSecond(
    state.bipower,
    Number.isNaN(earlier) ? null : ((Math.PI / 2) * Math.abs(move * earlier)) / GRID_S,
  );
  addObservation(state.ewma5m, square);
  addObservation(state.ewmaRisk, square);
  addObservation(state.ewma30m, square);
  addObservation(state.ewma4h, square);
}

/** Realised variance per second over the last `seconds`. */
export function realisedVariance(state: VarianceState, seconds: number): number | null {
  return positiveMean(state.squares, seconds);
}

/** Share of variance that came in jumps, 0 … 1: what bipower variance, blind to single jumps, does not see. */
export function jumpShare(state: VarianceState, seconds: number): number | null {
  const all = realisedVariance(state, seconds);
  const smooth = positiveMean(state.bipower, seconds);
  return all === null || smooth === null ? null : Math.max(0, 1 - smooth / all);
}

/** Log return of the window over its own standard deviation; the sign of recent drift (leverage), about −3 … 3. */
export function scaledReturn(state: VarianceState, seconds: number): number | null {
  const variance = realisedVariance(state, seconds);
  const { sum, count } = lastSeconds(state.returns, seconds);
  return variance === null || count === 0 ? null : sum / Math.sqrt(variance * count);
}

/** The EWMA variances per second; null before enough samples, and for a market that never moved (> 0 always). */
export function ewmaVariance(state: VarianceState, which: EwmaName): number | null {
  const least = which === 'ewma4h' ? LEAST_LONG_EWMA_S : LEAST_EWMA_S;
  const mean = decayedMean(state[which], least * 0.9);
  return mean === null || mean <= 0 ? null : mean;
}
