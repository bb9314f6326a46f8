// Strikes nobody follows any more leave memory: verdict, price and mids go with them. In: world, time. Out: the world without them.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { forgetMids } from '../4-gate/recent-mid.ts';
import type { World } from '../world.ts';

/** The price wanders back and forth over the edge of the watch list: what was judged this lately is kept. Longer than mids count. */
const KEEP_MS = 60_000;

function isForgotten(world: World, ticker: MarketTicker, at: WallMs): boolean {
  if (!world.market.contracts.has(ticker)) return true;
  if (world.watched.includes(ticker)) return false;
  const judgedAt = world.decisions.get(ticker)?.decision.at;
  return judgedAt === undefined || at - judgedAt > KEEP_MS;
}

/**
 * Called once a second. A market is off the watch list when the price has left its strike, or a few seconds after its
 * close; one with a position or a working order never is. An operator's wish to leave a market stays while it is known.
 */
export function forgetUnwatched(world: World, at: WallMs): void {
  const { decisions, fairs, recentMids, closeRequests, market } = world;
  const kept = new Set([...decisions.keys(), ...fairs.keys(), ...recentMids.byTicker.keys()]);
  for (const ticker of kept) {
    if (!isForgotten(world, ticker, at)) continue;
    decisions.delete(ticker);
    fairs.delete(ticker);
    forgetMids(recentMids, ticker);
  }
  for (const ticker of closeRequests.keys())
    if (!market.contracts.has(ticker)) closeRequests.delete(ticker);
}
