// What came true of what was said. In: settled quotes. Out: bins of a tenth with counts and intervals. Pure.
import { type ReliabilityBin, type ReliabilityCurve, SPEAKERS } from '#lib/wire/models-http.ts';
import type { ScoredQuote } from '#server/ports/quote-store.ts';
import { meanOf, wilsonInterval } from './estimate.ts';
import { byClose, ofBucket, SCORED_BUCKETS } from './score-voices.ts';

const BINS = 10;
const VOICES = ['mid', ...SPEAKERS] as const;

/** Number of the bin of p, 0 … 9. */
function binOf(p: number): number {
  return Math.min(BINS - 1, Math.floor(p * BINS));
}

function binFrom(
  place: number,
  quotes: readonly ScoredQuote[],
  voice: ReliabilityCurve['speaker'],
): ReliabilityBin | null {
  const own = quotes.filter((quote) => {
    const p = quote[voice];
    return p !== null && binOf(p) === place;
  });
  if (own.length === 0) return null;
  const closes = byClose(own);
  const came = meanOf(closes.map((close) => meanOf(close.map(({ yes }) => (yes ? 1 : 0)))));
  return {
    ...{ from: place / BINS, to: (place + 1) / BINS, closes: closes.length, quotes: own.length },
    said: meanOf(closes.map((close) => meanOf(close.map((quote) => quote[voice] ?? Number.NaN)))),
    came,
    ...wilsonInterval(came, closes.length),
  };
}

/** One curve for the mid and each voice in each of SCORED_BUCKETS. A close counts once in a bin. */
export function reliabilityCurves(quotes: readonly ScoredQuote[]): readonly ReliabilityCurve[] {
  return SCORED_BUCKETS.flatMap((bucketSeconds) => {
    const own = ofBucket(quotes, bucketSeconds);
    return VOICES.map((speaker): ReliabilityCurve => {
      const bins = Array.from({ length: BINS }, (_, place) => binFrom(place, own, speaker));
      return { speaker, bucketSeconds, bins: bins.filter((bin) => bin !== null) };
    });
  });
}
