// The volatility forecast and what a model runner is asked and answers.
import type { BtcUsd } from './btc.ts';
import type { Sha256 } from './ids.ts';
import type { WallMs } from './instant.ts';

/** One inference request; `inputHash` binds the late answer to the question. */
export interface ModelRequest {
  readonly requestedAt: WallMs;
  readonly modelId: string;
  readonly modelHash: Sha256;
  readonly shape: readonly number[];
  readonly input: Float32Array;
  readonly inputHash: Sha256;
}

/** The runner's reply, or why there is none. */
export type ModelAnswer =
  | {
      readonly kind: 'answered';
      readonly modelId: string;
      readonly modelHash: Sha256;
      readonly inputHash: Sha256;
      readonly output: readonly number[];
      readonly tookMs: number;
    }
  | {
      readonly kind: 'refused';
      readonly modelId: string;
      readonly inputHash: Sha256;
      readonly reason: string;
    };

/** What a member is: a regression or average, a tree, a sequence model, one the trader brought. */
export type MemberKind = 'baseline' | 'tree' | 'sequence' | 'added';

/** One member of the forecast: who says what, so that every number has a named cause. */
export interface ForecastMember {
  readonly id: string;
  readonly kind: MemberKind;
  /** ln of variance per second, for an average minute of the hour. */
  readonly logVariance: number;
  /** Share in the combination, 0 … 1; 0 = only shown beside it. */
  readonly weight: number;
  readonly source: 'onnx' | 'statistical';
}

/** Why a model gave nothing: its input was not of its world, its answer was bad, or it was not asked any more. */
export type RefusalCause = 'input' | 'answer' | 'left-out';

/** A model that gave no usable answer, and why. */
export interface Refusal {
  readonly id: string;
  readonly cause: RefusalCause;
  readonly reason: string;
}

/** What one cause adds to ln(variance) of the combination; the parts and the base add up to it. */
export interface Contribution {
  readonly name: string;
  readonly logVariance: number;
}

/** The forecast over the next `minutes`; variances are for an average minute of the hour (models B4). */
export interface HorizonForecast {
  readonly minutes: number;
  /** Combined variance of the log return per second. */
  readonly variancePerSecond: number;
  /** Standard deviation of ln(variance): how wrong this horizon usually is. */
  readonly logVarianceSd: number;
  /** Degrees of freedom of the settlement residual, ≥ 3, and the factor on its standard deviation. */
  readonly tailNu: number;
  readonly tailScale: number;
  /** ln of variance per second every member corrects. */
  readonly base: number;
  readonly members: readonly ForecastMember[];
  /** Largest first; sums to ln(variancePerSecond) − base. */
  readonly contributions: readonly Contribution[];
}

/** The variance of BTC log returns over the next minutes, with its uncertainty and its causes. */
export interface Forecast {
  readonly at: WallMs;
  /** Ascending by minutes, at least one. */
  readonly horizons: readonly HorizonForecast[];
  /** Who answers, e.g. "har-tod+har-x+gbdt+gru"; a fallback names itself. */
  readonly modelId: string;
  /** Hash over the answering models' files; null while none of them is learned. */
  readonly modelHash: Sha256 | null;
  readonly inputHash: Sha256;
  /** Set when a fallback answers instead of the wanted model; shown to the operator. */
  readonly fallback: string | null;
  /** Models that gave no usable answer this time, each with its reason. */
  readonly refused: readonly Refusal[];
}

/** Best estimate of the index now, and how far it may be off. */
export interface IndexEstimate {
  readonly at: WallMs;
  readonly value: BtcUsd;
  /** Standard deviation of (estimate − BRTI) in USD: 0 on a fresh print. */
  readonly basisSdUsd: number;
  readonly source: 'brti' | 'kraken-plus-basis' | 'spot-proxy';
}
