// The probability half of an evaluation. In: the bench and a period. Out: what was fitted before it, and its scores.

import { ensure } from '#lib/check.ts';
import type { BlendBucket } from '#lib/domain/signal-parameters.ts';
import { usualVariance } from '../baselines/fit-baselines.ts';
import { HORIZONS, type VolatilityMember } from '../baselines/member.ts';
import { MARKET_TEST } from '../data/splits.ts';
import { COMBINATION_ID } from '../train/combination.ts';
import type { Bench } from './bench.ts';
import { chooseQuotes } from './choose-quotes.ts';
import { type Period, startOf } from './plan.ts';
import { type PricedQuote, type PricingSources, priceQuote } from './price-quotes.ts';
import type { FitOrigin, ProbabilityReport } from './report.ts';
import { fitBuckets, scoreBuckets } from './score-probability.ts';
import { REGRESSION_ID } from './score-volatility.ts';
import { settledMeans } from './sparse-variance.ts';
import { EMBARGO_MS } from './walk-forward.ts';

/** The combination where it speaks at every horizon, else HAR with time of day. */
function pricingMember({ members }: Bench): VolatilityMember {
  const everywhere = (each: VolatilityMember) =>
    HORIZONS.every((minutes) => each.horizons?.includes(minutes) ?? true);
  const combined = members.find((each) => each.id === COMBINATION_ID && everywhere(each));
  return ensure(combined ?? members.find((each) => each.id === REGRESSION_ID), 'a member to price');
}

function pricedIn(bench: Bench, period: Pick<Period, 'markets'>) {
  const { recordings } = bench.input;
  const member = pricingMember(bench);
  const sources: PricingSources = {
    tape: bench.tape,
    settled: settledMeans(recordings.markets),
    longRunPerSecond: usualVariance(bench.baselines) / 60,
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
): { readonly fits: readonly BlendBucket[]; readonly origin: FitOrigin } {
  const span = { fromMs: Number.NEGATIVE_INFINITY, toMs: startMs - EMBARGO_MS };
  const { priced } = pricedIn(bench, { markets: [span] });
  if (priced.length > 0) return { fits: fitBuckets(priced), origin: 'folder' };
  const shipped = bench.input.signal.blends.find((each) => each.environment === 'recorded');
  return shipped && MARKET_TEST.fromMs + EMBARGO_MS <= startMs
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

/** Fits of all markets that closed before the development test period, to be kept; buckets without one are left out. */
export function bucketsToKeep(bench: Bench): readonly BlendBucket[] {
  const span = { fromMs: Number.NEGATIVE_INFINITY, toMs: MARKET_TEST.fromMs };
  return fitBuckets(pricedIn(bench, { markets: [span] }).priced).filter((each) => each.markets > 0);
}
