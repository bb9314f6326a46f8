// The mid of one contract's book. In: world, ticker. Out: 1e-4 $, or null without a live, two-sided, uncrossed book.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { World } from '../world.ts';

/** 1e-4 $; halves of a step are kept. */
export function contractMid(world: World, ticker: MarketTicker): number | null {
  const entry = world.market.contracts.get(ticker);
  if (entry?.book.kind !== 'live') return null;
  const bid = entry.depth.bids[0]?.price;
  const ask = entry.depth.asks[0]?.price;
  return bid === undefined || ask === undefined || bid >= ask ? null : (bid + ask) / 2;
}
