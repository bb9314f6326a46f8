// Short memory of each contract's mid, for the price collar (F10). In: depth at times. Out: median of the last seconds.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { type CentiCents, price } from '#lib/domain/price.ts';
import type { ContractDepth } from '#lib/domain/quote.ts';

/** One sample a second at most, thirty at most. */
const SAMPLES = 30;
const SPACING_MS = 1_000;
const SPAN_MS = 30_000;

interface MidSample {
  readonly at: WallMs;
  readonly mid: number;
}

/** Owned by the spine, changed only here. */
export interface RecentMids {
  readonly byTicker: Map<MarketTicker, readonly MidSample[]>;
}

/** No memory yet. */
export function createRecentMids(): RecentMids {
  return { byTicker: new Map() };
}

/** Remembers the mid of a two-sided book; other books teach nothing. Samples of a clock that stepped back go (F96). */
export function recordMid(
  mids: RecentMids,
  seen: { readonly ticker: MarketTicker; readonly depth: ContractDepth; readonly at: WallMs },
): void {
  const bid = seen.depth.bids[0]?.price;
  const ask = seen.depth.asks[0]?.price;
  if (bid === undefined || ask === undefined || bid >= ask) return;
  const samples = (mids.byTicker.get(seen.ticker) ?? []).filter((each) => each.at <= seen.at);
  const last = samples.at(-1);
  if (last !== undefined && seen.at - last.at < SPACING_MS) return;
  const next = [...samples, { at: seen.at, mid: (bid + ask) / 2 }].slice(-SAMPLES);
  mids.byTicker.set(seen.ticker, next);
}

/** Median mid of the last 30 s; null without a sample in them. */
export function recentMid(mids: RecentMids, ticker: MarketTicker, at: WallMs): CentiCents | null {
  const values = (mids.byTicker.get(ticker) ?? [])
    .filter((sample) => sample.at <= at && at - sample.at <= SPAN_MS)
    .map((sample) => sample.mid)
    .sort((left, right) => left - right);
  const middle = values[Math.floor(values.length / 2)];
  return middle === undefined ? null : price(Math.round(middle));
}

/** Forgets a market that has closed. */
export function forgetMids(mids: RecentMids, ticker: MarketTicker): void {
  mids.byTicker.delete(ticker);
}
