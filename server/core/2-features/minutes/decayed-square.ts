// Exponential averages of squared 1-minute returns. In: a return or NaN a minute. Out: variance per minute.
// Source: models B3.1–2 (RiskMetrics λ = .94; half-lives 30 and 60 min), Σ λᵏ r² ÷ Σ λᵏ; a missing minute adds nothing.

/** λ of each average per minute. */
export const DECAYS = {
  riskmetrics: 0.94,
  ewma30m: 0.5 ** (1 / 30),
  ewma60m: 0.5 ** (1 / 60),
} as const;

/** Known minutes before an average answers. */
const WARM_UP_MINUTES = 30;

export interface DecayedSquare {
  readonly keep: number;
  sum: number;
  weight: number;
  known: number;
}

/** An average that knows nothing. `keep` is λ. */
export function createDecayedSquare(keep: number): DecayedSquare {
  return { keep, sum: 0, weight: 0, known: 0 };
}

/** Adds one minute and says the average; NaN while warming up and where nothing ever moved. Range: > 0. */
export function decayedSquareAfter(state: DecayedSquare, value: number): number {
  if (Number.isFinite(value)) {
    state.sum = state.keep * state.sum + value * value;
    state.weight = state.keep * state.weight + 1;
    state.known++;
  }
  return state.known >= WARM_UP_MINUTES && state.sum > 0 ? state.sum / state.weight : Number.NaN;
}
