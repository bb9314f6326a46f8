// Why a contract is worth what we say: who says what, what moved it, what would flip the verdict. Shown and stored.
import type { Probability } from './probability.ts';

/** One cause and what it does to the price of YES. */
export interface PriceContribution {
  /** The feature or group, e.g. "realised variance 5 min"; "the rest" closes the sum. */
  readonly name: string;
  /** Added to ln(variance) of the combined forecast. */
  readonly logVariance: number;
  /** The same in cents of fair value of YES, at this strike and time. */
  readonly cents: number;
}

/** One factor of the confidence, 0 … 1; the confidence is their product. */
export interface ConfidencePart {
  readonly label: string;
  readonly value: number;
}

/** P(YES) by speaker; null where that speaker is silent. */
export interface Views {
  readonly tree: Probability | null;
  readonly sequence: Probability | null;
  /** The combination of members through the pricing model, uncalibrated. */
  readonly combined: Probability;
  readonly calibrated: Probability;
  /** Mid of the contract's book; null when a side is missing. */
  readonly market: Probability | null;
  /** What we trade on: the market moved towards the calibrated model by `weight`. */
  readonly blended: Probability;
  /** Weight of our own model against the market in logits, 0 … 1, fitted on settled markets. */
  readonly weight: number;
  /** Settled markets behind that weight. */
  readonly evidenceMarkets: number;
}

/** One decision, explained. */
export interface Explanation {
  readonly views: Views;
  readonly confidence: Probability;
  readonly confidenceParts: readonly ConfidencePart[];
  /** Largest effect first, "the rest" last. */
  readonly contributions: readonly PriceContribution[];
  /** The least change that would turn the verdict, e.g. "enters if the ask falls to 43 ¢ (now 46 ¢)". */
  readonly counterfactual: string;
}
