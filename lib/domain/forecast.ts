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

/** One member of the forecast: who says what, so that every number has a named cause. */
export interface ForecastMember {
  readonly id: string;
  /** ln of variance per second. */
  readonly logVariance: number;
  readonly source: 'onnx' | 'statistical';
}

/** The variance of BTC log returns per second over the next minutes, with its uncertainty. */
export interface Forecast {
  readonly at: WallMs;
  /** Variance of the log return per second (σ²_annual / 31 536 000). */
  readonly variancePerSecond: number;
  /** Standard deviation of ln(variance): how wrong the forecast usually is. */
  readonly logVarianceSd: number;
  /** Degrees of freedom of the Student-t settlement residual; ≥ 3. */
  readonly tailNu: number;
  readonly members: readonly ForecastMember[];
  readonly modelId: string;
  readonly modelHash: Sha256 | null;
  readonly inputHash: Sha256;
  /** Set when a fallback answers instead of the wanted model; shown to the operator. */
  readonly fallback: string | null;
}

/** Best estimate of the index now, and how far it may be off. */
export interface IndexEstimate {
  readonly at: WallMs;
  readonly value: BtcUsd;
  /** Standard deviation of (estimate − BRTI) in USD: 0 on a fresh print. */
  readonly basisSdUsd: number;
  readonly source: 'brti' | 'kraken-plus-basis' | 'spot-proxy';
}
