// What one contract is worth, and every number that made it so.
import type { ConfidencePart, Views } from './explanation.ts';
import type { MarketTicker } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { Probability } from './probability.ts';

/** Settlement window as counted by the index's own stamps. */
export interface SettlementWindow {
  /** Prints of the final minute already received, 0…60. */
  readonly knownCount: number;
  /** Their sum in USD. */
  readonly knownSumUsd: number;
  /** Prints that should have arrived by now and have not: > 0 blocks entries. */
  readonly missingCount: number;
  readonly unknownCount: number;
  readonly secondsToNextPrint: number;
  readonly secondsToClose: number;
}

export interface FairValue {
  readonly ticker: MarketTicker;
  readonly at: WallMs;
  /** Chance that the contract settles YES that we trade on: `views.blended`. */
  readonly probability: Probability;
  /** Its 80 % band from forecast uncertainty, basis, data age and the doubt about the blend. */
  readonly low: Probability;
  readonly high: Probability;
  /** Who says what about this contract. */
  readonly views: Views;
  /** The calibrated model's own 80 % band, before the blend. */
  readonly modelLow: Probability;
  readonly modelHigh: Probability;
  /** 1 − the model's raw band ÷ the same band at twice normal uncertainty, × each doubt about the data; in [0, 1]. */
  readonly confidence: Probability;
  readonly confidenceParts: readonly ConfidencePart[];
  /** Expected settlement mean and its standard deviation, USD. */
  readonly meanUsd: number;
  readonly sdUsd: number;
  readonly effectiveSeconds: number;
  readonly window: SettlementWindow;
  /** Mean the remaining prints must have to flip the outcome, USD; null when no print is left or no single strike. */
  readonly requiredMeanUsd: number | null;
  /** dP per 1 USD of spot and per unit of ln(volatility), for display. */
  readonly deltaPerUsd: number;
  readonly vegaPerLogVol: number;
}
