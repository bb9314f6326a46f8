// How far the index is from the spot mid. In: one pair per accepted index print. Out: basis mean and sd in USD.
// Source: kraken-api §7 ("short EWMA from the venue's own stream"); half-life 60 prints, about a minute.
import {
  addObservation,
  createDecayedMean,
  type DecayedMean,
  decayedMean,
  decayedSd,
} from './decayed-mean.ts';

const HALF_LIFE_PRINTS = 60;
const LEAST_PRINTS = 20;

export interface BasisState {
  readonly mean: DecayedMean;
  at: number | null;
}

/** index − spot mid: EWMA mean and standard deviation, and our wall time of the last pair. */
export interface Basis {
  readonly meanUsd: number;
  readonly sdUsd: number;
  readonly at: number;
}

/** No pairs yet. */
export function createBasisState(): BasisState {
  return { mean: createDecayedMean(HALF_LIFE_PRINTS), at: null };
}

/** Adds one pair taken at the same moment. */
export function addBasisPair(
  state: BasisState,
  pair: { readonly indexUsd: number; readonly midUsd: number; readonly at: number },
): void {
  addObservation(state.mean, pair.indexUsd - pair.midUsd);
  state.at = pair.at;
}

/** The basis; null before about twenty pairs. */
export function currentBasis(state: BasisState): Basis | null {
  const meanUsd = decayedMean(state.mean, LEAST_PRINTS * 0.9);
  const sdUsd = decayedSd(state.mean, LEAST_PRINTS * 0.9);
  if (meanUsd === null || sdUsd === null || state.at === null) return null;
  return { meanUsd, sdUsd, at: state.at };
}
