// The list of open markets the crowd looks at, refreshed a few times a second. In: the exchange. Out: active markets.
import type { SimulatedExchange } from '../kalshi/exchange-api.ts';
import type { MarketSummary } from '../kalshi/market-shapes.ts';
import type { GridKind } from './price-grid.ts';

/** Quotes on the board are at most this old. */
const REFRESH_MS = 250;

export interface MarketBoard {
  refresh(nowMs: number): void;
  /** Active markets in listing order. */
  active(): readonly MarketSummary[];
}

/** A board over `exchange`, empty until its first refresh. */
export function createMarketBoard(exchange: SimulatedExchange): MarketBoard {
  let active: readonly MarketSummary[] = [];
  let nextMs = Number.NEGATIVE_INFINITY;
  return {
    refresh: (nowMs) => {
      if (nowMs < nextMs) return;
      nextMs = nowMs + REFRESH_MS;
      active = exchange.markets(['active']);
    },
    active: () => active,
  };
}

/** The grid a series is quoted on by default (kalshi-api §7.2). */
export function gridOf(market: MarketSummary): GridKind {
  return market.seriesTicker === 'KXBTC15M' ? 'tapered' : 'cents';
}

/** Mid of the book in 1e-4 dollars, or null when a side is empty. */
export function midOf(market: MarketSummary): number | null {
  const { bestBidCentiCents: bid, bestAskCentiCents: ask } = market;
  return bid === undefined || ask === undefined ? null : (bid + ask) / 2;
}
