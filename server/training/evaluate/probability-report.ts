// The probability half of an evaluation. In: the bench and a period. Out: what was fitted before it, and its scores.
import type { Bench } from './bench.ts';
import { chooseQuotes } from './choose-quotes.ts';
import type { ShippedFit } from './input.ts';
import { type Period, startOf } from './plan.ts';
import { type PricedQuote, type PricingSources, priceQuote } from './price-quotes.ts';
import type { FitOrigin, ProbabilityReport } from './report.ts';
import { type BucketFit, fitBuckets, scoreBuckets } from './score-probability.ts';
import { REFERENCE_ID } from './score-volatility.ts';
import { settledMeans } from './sparse-variance.ts';
import { EMBARGO_MS } from './walk-forward.ts';

function pricedIn(bench: Bench, period: Pick<Period, 'markets'>) {
  const { recordings } = bench.input;
  const id = bench.input.pricingMemberId ?? REFERENCE_ID;
  const member = bench.members.find((each) => each.id === id);
  if (!member) throw new Error(`no member ${id} to price with`);
  const sources: PricingSources = {
    tape: bench.tape,
    settled: settledMeans(recordings.markets),
    longRunPerSecond: bench.baselines.meanVariance / 60,
    series: bench.series,
    member,
    tails: bench.baselines.tails,
    profile: bench.baselines.profile,
  };
  const { chosen, leftOut } = chooseQuotes(recordings, bench.tape, period.markets);
  const priced = chosen.flatMap((quote): readonly PricedQuote[] => {
    const made = priceQuote(quote, sources);
    return made === null ? [] : [made];
  });
  return { priced, leftOut };
}

/** Fits of the markets that closed an hour and more before `startMs`. */
function bucketsBefore(
  bench: Bench,
  startMs: number,
): { readonly fits: readonly BucketFit[]; readonly origin: FitOrigin } {
  const span = { fromMs: Number.NEGATIVE_INFINITY, toMs: startMs - EMBARGO_MS };
  const { priced } = pricedIn(bench, { markets: [span] });
  if (priced.length > 0) return { fits: fitBuckets(priced), origin: 'folder' };
  const { shipped } = bench.input;
  return shipped.bucketsFittedToMs + EMBARGO_MS <= startMs
    ? { fits: shipped.buckets, origin: 'shipped' }
    : { fits: fitBuckets([]), origin: 'none' };
}

/** Scores the quotes of a period; null when the folder has none there. */
export function probabilityOf(bench: Bench, period: Period): ProbabilityReport | null {
  const { priced, leftOut } = pricedIn(bench, period);
  if (priced.length === 0 && Object.keys(leftOut).length === 0) return null;
  const first = priced.reduce((least, each) => Math.min(least, each.closeMs), Infinity);
  const startMs = Math.max(startOf(period.markets), Math.min(first, Number.MAX_SAFE_INTEGER));
  const { fits, origin } = bucketsBefore(bench, startMs);
  return {
    fitOrigin: origin,
    fittedBeforeMs: startMs - EMBARGO_MS,
    fits,
    buckets: scoreBuckets(priced, { fits, seed: bench.input.seed }),
    leftOut,
  };
}

/** Fits of all markets that closed before `startMs`, to be kept. */
export function bucketsToKeep(
  bench: Bench,
  startMs: number,
): Pick<ShippedFit, 'buckets' | 'bucketsFittedToMs'> {
  const span = { fromMs: Number.NEGATIVE_INFINITY, toMs: startMs };
  return {
    buckets: fitBuckets(pricedIn(bench, { markets: [span] }).priced),
    bucketsFittedToMs: startMs,
  };
}
