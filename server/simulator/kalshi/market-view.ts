// A market as agents and reads see it, now or a moment ago. In: market state. Out: summaries and depth.

import { DOLLAR_CENTI_CENTS } from './fixed-point.ts';
import { escrowPocket } from './ledger.ts';
import type { Depth, DepthLevel, MarketSummary } from './market-shapes.ts';
import { emit, type Market, type Venue } from './venue.ts';

/** How long book changes are kept for lagging reads, ms. */
const DELTAS_KEPT_MS = 3_000;

/** Open pairs in centi-contracts: the escrow holds $1 for each. */
export function openInterest(venue: Venue, market: Market): number {
  return venue.ledger.balance(escrowPocket(market.ticker)) / DOLLAR_CENTI_CENTS;
}

/** The market as it is now. */
export function summaryOf(venue: Venue, market: Market): MarketSummary {
  return {
    ticker: market.ticker,
    eventTicker: market.definition.eventTicker,
    seriesTicker: market.series.ticker,
    exchangeIndex: market.shard,
    status: market.status,
    strikeType: market.definition.strikeType,
    floorStrikeUsd: market.floorStrikeUsd,
    capStrikeUsd: market.definition.capStrikeUsd,
    openAtMs: market.openAtMs,
    closeAtMs: market.closeAtMs,
    bestBidCentiCents: market.book.bestPrice('bid'),
    bestAskCentiCents: market.book.bestPrice('ask'),
    lastPriceCentiCents: market.lastPrice,
    volumeCentiContracts: market.volume,
    openInterestCentiContracts: openInterest(venue, market),
    result: market.result,
    expirationValue: market.expirationValue,
  };
}

/** Both sides at YES prices, best first. */
export function depthOf(market: Market, levels = 0): Depth {
  return { bids: market.book.depth('bid', levels), asks: market.book.depth('ask', levels) };
}

/** The book as it was at `asOfMs` (within the last seconds): later changes are taken back. */
export function depthAt(market: Market, asOfMs: number): Depth {
  const sizes = {
    bid: new Map(market.book.depth('bid').map((l) => [l.priceCentiCents, l.countCentiContracts])),
    ask: new Map(market.book.depth('ask').map((l) => [l.priceCentiCents, l.countCentiContracts])),
  };
  for (const change of market.recentDeltas) {
    if (change.atMs <= asOfMs) continue;
    const side = sizes[change.side];
    side.set(change.price, (side.get(change.price) ?? 0) - change.delta);
  }
  const levels = (side: Map<number, number>): DepthLevel[] =>
    [...side]
      .filter(([, count]) => count > 0)
      .map(([priceCentiCents, countCentiContracts]) => ({ priceCentiCents, countCentiContracts }));
  return {
    bids: levels(sizes.bid).sort((a, b) => b.priceCentiCents - a.priceCentiCents),
    asks: levels(sizes.ask).sort((a, b) => a.priceCentiCents - b.priceCentiCents),
  };
}

/** Notes a changed level for lagging reads and marks the market's quote as changed. */
export function noteDelta(
  venue: Venue,
  market: Market,
  change: { readonly side: 'bid' | 'ask'; readonly price: number; readonly delta: number },
): void {
  market.recentDeltas.push({ atMs: venue.nowMs, ...change });
  const oldest = venue.nowMs - DELTAS_KEPT_MS;
  if (market.recentDeltas.length > 64 && (market.recentDeltas[31]?.atMs ?? oldest) < oldest) {
    market.recentDeltas.splice(0, 32);
  }
  venue.touched.add(market);
}

/** One ticker event and one history entry per market the operation touched. */
export function publishTouched(venue: Venue): void {
  for (const market of venue.touched) {
    const summary = summaryOf(venue, market);
    market.summaries.push(venue.nowMs, summary);
    market.candles.quote({
      atMs: venue.nowMs,
      bid: summary.bestBidCentiCents ?? 0,
      ask: summary.bestAskCentiCents ?? DOLLAR_CENTI_CENTS,
      openInterest: summary.openInterestCentiContracts,
    });
    emit(venue, { kind: 'ticker', ticker: market.ticker, atMs: venue.nowMs });
  }
  venue.touched.clear();
}
