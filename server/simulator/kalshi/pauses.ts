// Exchange and trading pauses. In: switches. Out: refused operations (elsewhere) and HaltCancel of orders that asked.
// Source: kalshi-api §8: a trading pause allows cancels, an exchange pause nothing; resting orders stay.
import { cancelAllResting } from './order-record.ts';
import { SHARDS } from './series.ts';
import type { Venue } from './venue.ts';

function haltOrders(venue: Venue, isHit: (shard: number) => boolean): void {
  for (const market of venue.markets.values()) {
    if (!isHit(market.shard)) continue;
    if (market.book.bestPrice('bid') === undefined && market.book.bestPrice('ask') === undefined) {
      continue;
    }
    cancelAllResting(venue, market, 'HaltCancel', (order) => order.cancelOnPause);
  }
}

/** Stops everything, cancels included. */
export function pauseExchange(venue: Venue): void {
  haltOrders(venue, () => true);
  venue.switches.exchangePaused = true;
}

/** Stops creates and amends on one shard, or on all. */
export function pauseTrading(venue: Venue, shard?: number): void {
  const shards = shard === undefined ? SHARDS.map(({ index }) => index) : [shard];
  for (const index of shards) venue.switches.pausedShards.add(index);
  haltOrders(venue, (index) => shards.includes(index));
}

/** Ends every pause; resting orders are as they were. */
export function resumeAll(venue: Venue): void {
  venue.switches.exchangePaused = false;
  venue.switches.pausedShards.clear();
}
