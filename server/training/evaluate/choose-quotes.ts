// One quote a market a distance to the close. In: recorded quotes. Out: the chosen ones and what was left out, counted.
// The rule looks at source, time and both sides being there; never at the outcome.
import type { Recordings } from '../data/load-folder.ts';
import { closeOf, type PanelQuote } from '../data/load-markets.ts';
import { isWithin, type Span } from '../data/splits.ts';
import { type SpotPrice, type SpotTape, spotAsOf } from './spot-tape.ts';

/** Seconds to the close at which quotes are compared. */
export const BUCKETS = [600, 300, 120, 60, 30] as const;

/** A spot older than this is no spot. */
const LONGEST_SPOT_AGE_MS = 30_000;

/** A market's quote nearest to a bucket, with all that pricing needs. */
export interface ChosenQuote {
  readonly ticker: string;
  readonly closeMs: number;
  readonly bucket: number;
  readonly atMs: number;
  readonly secondsToClose: number;
  readonly mid: number;
  readonly strikeUsd: number;
  readonly spot: SpotPrice;
  readonly yes: boolean;
  /** Settlement mean, where recorded. */
  readonly settleUsd: number | null;
}

export interface Choice {
  readonly chosen: readonly ChosenQuote[];
  /** Quotes left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Written whether or not some bot wanted to trade (README of the recordings, "Unbiased sources"). */
export function isUnbiased(source: string): boolean {
  return /^(organics_ws_ticker|organics_bot_heartbeat|organics_rest_book|kapelame_2s|jzocb_.*)$/.test(
    source,
  );
}

/** The bucket a quote may stand for: within a tenth of it, and 5 s at least. */
function bucketOf(seconds: number): number | null {
  return BUCKETS.find((each) => Math.abs(seconds - each) <= Math.max(5, each / 10)) ?? null;
}

interface Known {
  readonly tape: SpotTape;
  readonly markets: ReadonlyMap<string, Recordings['markets'][number]>;
}

/** A quote with all that is needed, or the reason it lacks something. */
function complete(quote: PanelQuote, known: Known): ChosenQuote | string {
  const bucket = bucketOf(quote.secondsToClose);
  if (bucket === null) return 'between buckets';
  if (!isUnbiased(quote.source)) return 'biased source';
  const { bid, ask } = quote;
  if (bid === null || ask === null || bid <= 0 || ask >= 1 || ask < bid) return 'not two-sided';
  const market = known.markets.get(quote.ticker);
  const strikeUsd = quote.strikeUsd ?? market?.strikeUsd ?? null;
  const yes = quote.yes ?? market?.yes ?? null;
  if (strikeUsd === null || yes === null) return 'no strike or outcome';
  const own =
    quote.spotUsd !== null && quote.spotAgeMs <= LONGEST_SPOT_AGE_MS
      ? { priceUsd: quote.spotUsd, madeMs: quote.atMs - quote.spotAgeMs }
      : null;
  const spot = own ?? spotAsOf(known.tape, quote.atMs, LONGEST_SPOT_AGE_MS);
  if (spot === null) return 'no fresh spot';
  return {
    ticker: quote.ticker,
    closeMs: closeOf(quote),
    bucket,
    atMs: quote.atMs,
    secondsToClose: quote.secondsToClose,
    mid: (bid + ask) / 2,
    strikeUsd,
    spot,
    yes,
    settleUsd: market?.settleUsd ?? null,
  };
}

/** True when `a` lies nearer to the bucket; the earlier one wins a tie. */
function isNearer(a: ChosenQuote, b: ChosenQuote): boolean {
  const [distanceA, distanceB] = [a, b].map((each) => Math.abs(each.secondsToClose - each.bucket));
  if (distanceA !== distanceB) return (distanceA ?? 0) < (distanceB ?? 0);
  return a.atMs < b.atMs;
}

/** Chooses among the quotes of markets that close within `spans`. */
export function chooseQuotes(
  recordings: Recordings,
  tape: SpotTape,
  spans: readonly Span[],
): Choice {
  const known = { tape, markets: new Map(recordings.markets.map((each) => [each.ticker, each])) };
  const best = new Map<string, ChosenQuote>();
  const leftOut: Record<string, number> = {};
  for (const quote of recordings.quotes) {
    if (!isWithin(spans, closeOf(quote))) continue;
    const made = complete(quote, known);
    if (typeof made === 'string') {
      leftOut[made] = (leftOut[made] ?? 0) + 1;
      continue;
    }
    const key = `${made.ticker} ${made.bucket}`;
    const rival = best.get(key);
    if (rival === undefined || isNearer(made, rival)) best.set(key, made);
  }
  return { chosen: [...best.values()].toSorted((a, b) => a.atMs - b.atMs), leftOut };
}
