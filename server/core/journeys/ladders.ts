// Positions and open orders by event, as legs of one bet. In: books and orders of the world. Out: legs by event.
import { tradeFee } from '#lib/domain/fee.ts';
import type { EventTicker, MarketTicker } from '#lib/domain/ids.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import { type LadderLeg, orderLeg, positionLeg } from '../4-gate/ladder.ts';
import { type OrderRisk, openRisk } from '../5-execution/order-book-state.ts';
import type { World } from '../world.ts';

/** The worst fee an order may pay: as taker, on standard terms. */
function worstFee(order: OrderRisk): number {
  return tradeFee({ kind: 'unknown', multiplier: 1 }, { ...order, isTaker: true });
}

/** Every leg at risk by event. A market we do not know belongs to no ladder: the plain sums still count it. */
export function laddersOf(world: World): ReadonlyMap<EventTicker, readonly LadderLeg[]> {
  const ladders = new Map<EventTicker, LadderLeg[]>();
  const add = (ticker: MarketTicker, leg: (rule: StrikeRule) => LadderLeg): void => {
    const market = world.market.contracts.get(ticker)?.market;
    if (market === undefined) return;
    const legs = ladders.get(market.event) ?? [];
    legs.push(leg(market.rule));
    ladders.set(market.event, legs);
  };
  for (const held of world.ledger.positions.values())
    if (held.contracts !== 0) add(held.ticker, (rule) => positionLeg(rule, held));
  for (const order of openRisk(world.orders))
    add(order.ticker, (rule) => orderLeg(rule, { ...order, fee: worstFee(order) }));
  return ladders;
}
