// Spread and depth slope against what this market usually has. In: the held book of each second. Out: ln ratios.
// Source: models B6 (depth slope and spread as log-ratio to their own 24 h mean). The mean is exponential with a mean age
// of 24 h and knows how much it has seen, so it is the mean "as long as known" at first. About −2 … 3.
import {
  addObservation,
  createDecayedMean,
  DAY_HALF_LIFE_S,
  type DecayedMean,
  decayedMean,
} from './decayed-mean.ts';
import { heldSlope, heldSpreadBp, type SpotLevels } from './spot-levels.ts';

/** Seconds before anything is called usual. */
const LEAST_S = 300;

export interface Liquidity {
  readonly spread: DecayedMean;
  readonly bids: DecayedMean;
  readonly asks: DecayedMean;
}

/** Nothing is usual yet. */
export function createLiquidity(): Liquidity {
  return {
    spread: createDecayedMean(DAY_HALF_LIFE_S),
    bids: createDecayedMean(DAY_HALF_LIFE_S),
    asks: createDecayedMean(DAY_HALF_LIFE_S),
  };
}

/** One second with a trusted book. */
export function sampleLiquidity(state: Liquidity, held: SpotLevels): void {
  add(state.spread, heldSpreadBp(held));
  add(state.bids, heldSlope(held, 'bids'));
  add(state.asks, heldSlope(held, 'asks'));
}

function add(mean: DecayedMean, value: number | null): void {
  if (value !== null) addObservation(mean, value);
}

function relative(mean: DecayedMean, value: number | null): number | null {
  const usual = decayedMean(mean, LEAST_S * 0.9);
  return usual === null || value === null || value <= 0 ? null : Math.log(value / usual);
}

/** ln of the spread now over its usual size. */
export function spreadRatio(state: Liquidity, held: SpotLevels): number | null {
  return relative(state.spread, heldSpreadBp(held));
}

/** ln of one side's depth slope now over its usual one. */
export function slopeRatio(
  state: Liquidity,
  held: SpotLevels,
  side: 'bids' | 'asks',
): number | null {
  return relative(state[side], heldSlope(held, side));
}
