// What settled markets have taught so far. In: what was shipped, what was stored. Out: the state the next files move.
// note-quotes.ts fills `noted`, settle-quotes.ts turns it into pairs, refit.ts into new terms.
import type { WallMs } from '#lib/domain/instant.ts';
import {
  BUCKET_SECONDS,
  type Environment,
  type QuoteSeen,
  type SettledQuote,
} from '#lib/domain/settled-quote.ts';
import type { BlendBucket, SignalParameters } from '#lib/domain/signal-parameters.ts';
import { shippedBuckets } from './buckets.ts';

/** Pairs kept a bucket: at three a close at most, two weeks and more. */
export const MOST_PAIRS = 2_000;

/** A quote that waits for its result, with the settlement law it was priced by. */
export interface NotedQuote extends QuoteSeen {
  readonly meanUsd: number;
  readonly sdUsd: number;
  readonly nu: number;
}

/** One close that is being watched. */
export interface NotedClose {
  /** Whether each bucket's moment has been noted. */
  readonly done: boolean[];
  readonly quotes: NotedQuote[];
}

/** Plain data; the same events give the same evidence (I22). */
export interface EvidenceState {
  readonly environment: Environment;
  /** What each fit starts from: shipped with the models, or nothing learnt. */
  readonly prior: readonly BlendBucket[];
  /** The fits in force, one a bucket. */
  readonly buckets: BlendBucket[];
  readonly noted: Map<WallMs, NotedClose>;
  /** Settled pairs by bucket, oldest first. */
  readonly pairs: SettledQuote[][];
  /** Indices of buckets with pairs that their fit has not seen. */
  readonly due: Set<number>;
}

/** Evidence at boot: what was shipped for this environment, and nothing of our own. */
export function createEvidence(
  environment: Environment,
  blends: SignalParameters['blends'],
): EvidenceState {
  const prior = shippedBuckets(blends, environment);
  return {
    environment,
    prior,
    buckets: [...prior],
    noted: new Map(),
    pairs: BUCKET_SECONDS.map(() => []),
    due: new Set(),
  };
}

/** Adds one pair to its bucket and drops the oldest of a full one. A pair of another environment is refused. */
export function addPair(state: EvidenceState, pair: SettledQuote): void {
  const index = BUCKET_SECONDS.indexOf(pair.bucketSeconds);
  const pairs = state.pairs[index];
  if (pair.environment !== state.environment || pairs === undefined) return;
  pairs.push(pair);
  if (pairs.length > MOST_PAIRS) pairs.shift();
  state.due.add(index);
}

/** Takes over what the last run stored, oldest first; the fits follow one a second. */
export function restoreEvidence(state: EvidenceState, stored: readonly SettledQuote[]): void {
  for (const pair of stored) addPair(state, pair);
}
