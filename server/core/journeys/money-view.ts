// Valuation and worst-case exposure of one step, computed once and shared by every market evaluated in it.
import type { MarketTicker } from '#lib/domain/ids.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import { openRisk } from '../5-execution/order-book-state.ts';
import { positionToExposure } from '../6-ledger/position-to-exposure.ts';
import { type Mark, valuation } from '../6-ledger/valuation.ts';
import type { CoreEvent } from '../event.ts';
import type { MoneyView, World } from '../world.ts';
import { laddersOf } from './ladders.ts';

/** Best executable prices of a live book; a book that is not live marks nothing; null for a product we do not trade. */
function markOf(world: World, ticker: MarketTicker): Mark | null {
  if (seriesOf(ticker) === null) return null;
  const entry = world.market.contracts.get(ticker);
  if (entry === undefined || entry.book.kind !== 'live') return { bid: null, ask: null };
  const { bids, asks } = entry.depth;
  return { bid: bids[0]?.price ?? null, ask: asks[0]?.price ?? null };
}

/** When, by number and by time. */
export type Moment = Pick<CoreEvent, 'seq' | 'at'>;

function isOurs({ ticker }: { readonly ticker: MarketTicker }): boolean {
  return seriesOf(ticker) !== null;
}

/** The money figures as of `event`; any change of orders or ledger within the step calls `forgetMoney` first. */
export function moneyView(world: World, event: Moment): MoneyView {
  if (world.money !== null && world.money.eventSeq === event.seq) return world.money;
  const fresh: MoneyView = {
    eventSeq: event.seq,
    valuation: valuation(world.ledger, (ticker) => markOf(world, ticker), event.at),
    exposure: positionToExposure({
      // Money in other products is gone from cash already; these limits are about the series we trade.
      positions: [...world.ledger.positions.values()].filter(isOurs),
      orders: openRisk(world.orders).filter(isOurs),
      eventOf: (ticker) => world.market.contracts.get(ticker)?.market.event ?? null,
    }),
    ladders: laddersOf(world),
  };
  world.money = fresh;
  return fresh;
}

/** The figures are out of date: orders or books changed. */
export function forgetMoney(world: World): void {
  world.money = null;
}
