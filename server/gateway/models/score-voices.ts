// Brier scores of every voice against the market's own mid. In: settled quotes. Out: scores by bucket. Pure.
// Markets that close together settle on the same minute: their quotes are averaged, and a close counts once.
import { BUCKET_SECONDS } from '#lib/domain/settled-quote.ts';
import {
  type BucketScores,
  SPEAKERS,
  type Speaker,
  type SpeakerScore,
} from '#lib/wire/models-http.ts';
import type { ScoredQuote } from '#server/ports/quote-store.ts';
import { estimateMean, meanOf } from './estimate.ts';

/** (p − y)², y = 1 for YES. */
function brier(p: number, { yes }: ScoredQuote): number {
  return (p - (yes ? 1 : 0)) ** 2;
}

/** The quotes of each close, closes in the order they first come. */
export function byClose(quotes: readonly ScoredQuote[]): readonly (readonly ScoredQuote[])[] {
  const closes = new Map<number, ScoredQuote[]>();
  for (const quote of quotes) {
    const known = closes.get(quote.closeAt);
    if (known === undefined) closes.set(quote.closeAt, [quote]);
    else known.push(quote);
  }
  return [...closes.values()];
}

/** A voice against the mid on the quotes at which it spoke. */
function scoreOf(speaker: Speaker, quotes: readonly ScoredQuote[]): SpeakerScore {
  const pairs = byClose(quotes.filter((quote) => quote[speaker] !== null)).map((close) => ({
    own: meanOf(close.map((quote) => brier(quote[speaker] ?? Number.NaN, quote))),
    mid: meanOf(close.map((quote) => brier(quote.mid, quote))),
  }));
  const some = pairs.length > 0;
  return {
    speaker,
    closes: pairs.length,
    brier: some ? meanOf(pairs.map(({ own }) => own)) : null,
    midBrier: some ? meanOf(pairs.map(({ mid }) => mid)) : null,
    difference: estimateMean(pairs.map(({ own, mid }) => own - mid)),
  };
}

function bucketScores(bucketSeconds: number | null, quotes: readonly ScoredQuote[]): BucketScores {
  const closes = byClose(quotes);
  const mids = closes.map((close) => meanOf(close.map((quote) => brier(quote.mid, quote))));
  return {
    ...{ bucketSeconds, closes: closes.length, quotes: quotes.length },
    midBrier: closes.length === 0 ? null : meanOf(mids),
    speakers: SPEAKERS.map((speaker) => scoreOf(speaker, quotes)),
  };
}

/** Quotes of one bucket; null = of all. */
export function ofBucket(quotes: readonly ScoredQuote[], bucketSeconds: number | null) {
  return bucketSeconds === null
    ? quotes
    : quotes.filter((quote) => quote.bucketSeconds === bucketSeconds);
}

/** All together first, then every bucket, longest first, empty ones among them. */
export const SCORED_BUCKETS: readonly (number | null)[] = [null, ...BUCKET_SECONDS];

/** One entry for each of SCORED_BUCKETS. */
export function scoreBuckets(quotes: readonly ScoredQuote[]): readonly BucketScores[] {
  return SCORED_BUCKETS.map((bucket) => bucketScores(bucket, ofBucket(quotes, bucket)));
}
