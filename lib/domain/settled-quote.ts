// One quote before the close and how the market settled: what calibration and the weight of the model are fitted on.
import type { EventTicker, MarketTicker } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { Mode } from './mode.ts';
import type { Probability } from './probability.ts';

/** Where evidence was gathered: what a simulated or a demo market proves holds for no other. */
export const ENVIRONMENTS = ['recorded', 'simulated', 'demo'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** The environment of a mode; replay, paper and live all watch the real market. */
export function environmentOf(mode: Mode): Environment {
  if (mode === 'sim') return 'simulated';
  return mode === 'demo' ? 'demo' : 'recorded';
}

/** Time to close in six buckets: their centres in seconds, longest first. */
export const BUCKET_SECONDS: readonly number[] = [1800, 600, 300, 120, 60, 30];

/** What was said of a market at one distance to its close. Probabilities are of YES. */
export interface QuoteSeen {
  readonly environment: Environment;
  readonly ticker: MarketTicker;
  readonly event: EventTicker;
  /** Centre of the time-to-close bucket, seconds. */
  readonly bucketSeconds: number;
  readonly closeAt: WallMs;
  readonly at: WallMs;
  /** Mid of the contract's book. */
  readonly mid: Probability;
  /** By the trees and by the sequence models alone, uncalibrated; null where silent, absent from older builds. */
  readonly tree?: Probability | null;
  readonly sequence?: Probability | null;
  /** The combined forecast through the pricing model, uncalibrated. */
  readonly model: Probability;
  readonly calibrated: Probability;
  /** What orders were based on. */
  readonly blended: Probability;
  /** True for the strike nearest to ½ among those that close together: the one independent outcome of that close. */
  readonly nearest: boolean;
}

/** The same once the final result is in. Only yes and no are evidence. */
export interface SettledQuote extends QuoteSeen {
  readonly yes: boolean;
  /** The settlement law's distribution function at the settlement mean; null when a print of the window was missed. */
  readonly pit: Probability | null;
  /** (settlement mean − expected) ÷ expected sd; null with `pit`. */
  readonly residual: number | null;
}
