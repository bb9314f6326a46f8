// Noise of the 1 s mids and what is left of variance without it. In: the mids of each second. Out: ω̂², TSRV, signature.
// Source: models B1. γ₁ = first autocovariance of 1 s returns, noise ω̂² = max(0, −γ₁) (Roll); two scales after
// Zhang–Mykland–Aït-Sahalia: TSRV = (RV_avg − (n̄/n)·RV_all) ÷ (1 − n̄/n), n̄/n = 1/5; the divisor is their small-sample
// correction, without which a noiseless price would read a fifth too calm. Unit: variance of ln price per second.
import {
  createFeatureRing,
  type FeatureRing,
  positiveMean,
  pushSecond,
  windowMean,
} from './feature-ring.ts';
import { type MidReturns, returnOver } from './mid-returns.ts';

/** The coarse step of the signature ratio, in seconds. */
const COARSE_S = 15;
/** n̄/n: a 5 s grid holds a fifth of the 1 s returns. */
const SHARE = 1 / 5;
/** TSRV is a difference and can fall below zero in a short window: it is never less than this part of RV. */
const FLOOR = 0.1;

export interface FineReturns {
  readonly squares: FeatureRing;
  readonly products: FeatureRing;
  /** Squared 15 s returns ÷ 15. */
  readonly coarse: FeatureRing;
}

/** No returns yet. */
export function createFineReturns(): FineReturns {
  return {
    squares: createFeatureRing(),
    products: createFeatureRing(),
    coarse: createFeatureRing(),
  };
}

/** Closes one second whose mid is already in `mids`; returns the squared 1 s return, null for a gap. */
export function sampleFine(state: FineReturns, mids: MidReturns): number | null {
  const move = returnOver(mids, 1);
  const earlier = returnOver(mids, 1, 1);
  const coarse = returnOver(mids, COARSE_S);
  const square = Number.isNaN(move) ? null : move * move;
  pushSecond(state.squares, square);
  pushSecond(state.products, Number.isNaN(move * earlier) ? null : move * earlier);
  pushSecond(state.coarse, Number.isNaN(coarse) ? null : (coarse * coarse) / COARSE_S);
  return square;
}

/** Mean squared 1 s return. */
export function fineVariance(state: FineReturns, seconds: number): number | null {
  return positiveMean(state.squares, seconds);
}

/** TSRV of a window from its mean squares a second over 5 s and over 1 s. */
export function twoScale(gridMean: number | null, fineMean: number | null): number | null {
  if (gridMean === null || fineMean === null) return null;
  return Math.max(FLOOR * gridMean, (gridMean - SHARE * fineMean) / (1 - SHARE));
}

/** ω̂² ÷ RV(1 s): 0 a clean price … ½ nothing but noise. */
export function noiseShare(state: FineReturns, seconds: number): number | null {
  const all = fineVariance(state, seconds);
  const product = windowMean(state.products, seconds);
  return all === null || product === null ? null : Math.max(0, -product) / all;
}

/** RV(1 s) ÷ RV(15 s): 1 without noise; outside 0.8 … 1.5 the 1 s samples are not to be trusted. */
export function signatureRatio(state: FineReturns, seconds: number): number | null {
  const fine = fineVariance(state, seconds);
  const coarse = positiveMean(state.coarse, seconds);
  return fine === null || coarse === null ? null : fine / coarse;
}
