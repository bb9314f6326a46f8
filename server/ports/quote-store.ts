// Port: reading what was said of markets before they closed, with how they settled. Bounded: a long history is cut, and says so.
import type { Environment } from '#lib/domain/settled-quote.ts';

/** One market at one distance to its close. Probabilities of YES, 0 … 1. */
export interface ScoredQuote {
  readonly ticker: string;
  /** Centre of the time-to-close bucket, seconds. */
  readonly bucketSeconds: number;
  /** Unix ms; markets that close together are one outcome. */
  readonly closeAt: number;
  readonly yes: boolean;
  /** Mid of the contract's book. */
  readonly mid: number;
  /** Null where that voice was silent or was not stored. */
  readonly tree: number | null;
  readonly sequence: number | null;
  readonly combined: number;
  readonly calibrated: number;
  readonly blended: number;
}

export interface QuoteWish {
  readonly environment: Environment;
  /** Closes from then on, Unix ms; null = all. */
  readonly from: number | null;
}

export interface QuoteRows {
  readonly rows: readonly ScoredQuote[];
  /** Newest quotes of a bucket that are read at most. */
  readonly limit: number;
  /** True where a bucket holds more. */
  readonly isCut: boolean;
}

export interface QuoteStore {
  /** Rejects when the database does not answer. */
  readQuotes(wish: QuoteWish): Promise<QuoteRows>;
}
