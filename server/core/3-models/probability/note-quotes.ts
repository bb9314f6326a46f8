// Writes down who says what as a close passes each bucket's centre. In: fair values of one close. Out: quotes noted once.
// Never looks at an outcome; a quote that the gate would not trust is no evidence either.
import type { Forecast } from '#lib/domain/forecast.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { BUCKET_SECONDS } from '#lib/domain/settled-quote.ts';
import type { Priced } from './blend-with-mid.ts';
import { LEAST_NU } from './close-law.ts';
import type { EvidenceState, NotedClose, NotedQuote } from './evidence.ts';
import type { Ladder, LadderMarket } from './ladder.ts';

/** Strikes noted a close and bucket, nearest to ½ first: far ones say little, and all share one outcome. */
const MOST_STRIKES = 3;
/** A moment is caught within this share of its distance to the close, and within a second at least. */
const LATE_SHARE = 0.05;
const LATE_SECONDS = 1;
/** A close that never settled is forgotten. */
const KEEP_MS = 26 * 3_600_000;

export interface PricedClose {
  readonly closeAt: WallMs;
  readonly at: WallMs;
  readonly ladder: Ladder;
  /** In the ladder's order. */
  readonly priced: readonly Priced[];
  /** What they were priced by. */
  readonly forecast: Forecast;
}

/** The bucket whose moment is now; −1 between two. */
function bucketNow(seconds: number): number {
  return BUCKET_SECONDS.findIndex(
    (centre) => seconds <= centre && seconds > centre - Math.max(LATE_SECONDS, LATE_SHARE * centre),
  );
}

/** Complete, two-sided, sure of something, and a question of one bound: ranges and tails have no calibration of their own. */
function isEvidence({ rule }: LadderMarket, { fair }: Priced): boolean {
  return (
    (rule.kind === 'above' || rule.kind === 'at-or-above-rounded') &&
    fair.views.market !== null &&
    fair.confidence > 0 &&
    fair.window.missingCount === 0 &&
    fair.window.unknownCount > 0
  );
}

function watched(state: EvidenceState, { closeAt, at }: PricedClose): NotedClose {
  const known = state.noted.get(closeAt);
  if (known !== undefined) return known;
  for (const each of state.noted.keys()) if (at - each > KEEP_MS) state.noted.delete(each);
  const fresh: NotedClose = { done: BUCKET_SECONDS.map(() => false), quotes: [] };
  state.noted.set(closeAt, fresh);
  return fresh;
}

/** Notes the close when it has just passed a bucket's centre and a trustworthy quote is there. O(1) at all other times. */
export function noteQuotes(state: EvidenceState, close: PricedClose): void {
  const { closeAt, at, ladder, priced, forecast } = close;
  const bucket = bucketNow((closeAt - at) / 1000);
  const bucketSeconds = BUCKET_SECONDS[bucket];
  if (bucketSeconds === undefined || state.noted.get(closeAt)?.done[bucket] === true) return;
  const nu = Math.max(LEAST_NU, forecastOver(forecast, (closeAt - at) / 1000).tailNu);
  const found = ladder.markets.flatMap((place, i): readonly NotedQuote[] => {
    const one = priced[i];
    const mid = one?.fair.views.market ?? null;
    if (one === undefined || mid === null || !isEvidence(place, one)) return [];
    const { ticker, event } = place.market;
    const { views, meanUsd, sdUsd } = one.fair;
    const { tree, sequence, combined: model, calibrated, blended } = views;
    const said = { mid, tree, sequence, model, calibrated, blended, nearest: false };
    const law = { meanUsd, sdUsd, nu };
    return [
      {
        environment: state.environment,
        ticker,
        event,
        bucketSeconds,
        closeAt,
        at,
        ...said,
        ...law,
      },
    ];
  });
  if (found.length === 0) return;
  const noted = watched(state, close);
  noted.done[bucket] = true;
  const nearestFirst = found.sort((a, b) => Math.abs(a.mid - 0.5) - Math.abs(b.mid - 0.5));
  for (const [rank, quote] of nearestFirst.slice(0, MOST_STRIKES).entries())
    noted.quotes.push({ ...quote, nearest: rank === 0 });
}
