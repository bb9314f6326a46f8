// What an evaluation hands back: numbers with intervals, what was fitted on what, and warnings. Plain JSON.

import type { BlendBucket } from '#lib/domain/signal-parameters.ts';
import type { BaselineParameters } from '../baselines/fit-baselines.ts';
import type { BucketScore } from './score-probability.ts';
import type { HorizonScore } from './score-volatility.ts';

/** Where fitted numbers came from. */
export type FitOrigin = 'folder' | 'shipped' | 'none';

export interface SeriesReport {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** How the members were fitted: before the scored span, or refitted as time passed. */
  readonly fitted: 'once' | 'walk-forward';
  readonly horizons: readonly HorizonScore[];
}

export interface ProbabilityReport {
  readonly fitOrigin: FitOrigin;
  /** Markets close before this were fitted on, ms. */
  readonly fittedBeforeMs: number;
  readonly fits: readonly BlendBucket[];
  readonly buckets: readonly BucketScore[];
  /** Quotes left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

export interface PeriodReport {
  readonly name: string;
  readonly series: readonly SeriesReport[];
  readonly probability: ProbabilityReport | null;
}

export interface EvaluationReport {
  readonly seed: number;
  readonly volatilityFit: Omit<BaselineParameters, 'linear' | 'profile'> & {
    readonly origin: FitOrigin;
  };
  /** What stands for the variance that nobody can see, by horizon. */
  readonly proxies: readonly string[];
  readonly periods: readonly PeriodReport[];
  readonly warnings: readonly string[];
  /** Openings of the development test period in this run. */
  readonly log: readonly string[];
}
