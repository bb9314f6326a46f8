// Settled quotes as the reply of /api/models/scores. In: what was read, and when. Out: the reply. Pure.
import type { ModelScoresReply } from '#lib/wire/models-http.ts';
import type { QuoteRows, QuoteWish } from '#server/ports/quote-store.ts';
import { LEAST_CLOSES } from './estimate.ts';
import { reliabilityCurves } from './reliability.ts';
import { scoreBuckets } from './score-voices.ts';

export function scoresReply(
  { rows, limit, isCut }: QuoteRows,
  { environment, from }: QuoteWish,
  readAt: number,
): ModelScoresReply {
  const closes = [...new Set(rows.map(({ closeAt }) => closeAt))].sort((a, b) => a - b);
  return {
    ...{ ok: true, environment, from, readAt, leastCloses: LEAST_CLOSES, limit, isCut },
    ...{ quotes: rows.length, closes: closes.length },
    firstCloseAt: closes[0] ?? null,
    lastCloseAt: closes.at(-1) ?? null,
    buckets: scoreBuckets(rows),
    curves: reliabilityCurves(rows),
  };
}
