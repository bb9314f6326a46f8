// What of orders and fills leaves memory, so that it is bounded (F94); the store keeps all. In: what is to stay. Out: the rest gone.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { mayStillFill, type Order } from '#lib/domain/order.ts';
import { type OrderBookState, unbookedCount } from './order-book-state.ts';

/** What stays of finished orders. */
export interface Retention {
  /** Those last touched before this go. */
  readonly before: WallMs;
  /** Of those beyond the `newest` so many, the ones last touched before this go too. */
  readonly newest: number;
  readonly surplusBefore: WallMs;
}

/** Held for never placed. The absence that says so may be a reading that lags: a late word finds it only by our own id (F29). */
function isNeverPlaced({ state, venueOrderId }: Order): boolean {
  return state === 'rejected' && venueOrderId === null;
}

/**
 * Forgets finished orders, to bound memory by count as well as by time (F94); those never placed by time alone: should
 * one rest after all, it is known as ours and cancelled, and not taken for another hand's. Fills stay: told again, they
 * are still known, and a further one is booked as one of no known order.
 */
export function forgetFinished(state: OrderBookState, keep: Retention): number {
  const finished = [...state.tracked].filter(
    ([, tracked]) => !mayStillFill(tracked.order.state) && unbookedCount(tracked) === 0,
  );
  const surplus = finished.length - keep.newest;
  const gone = finished.filter(([, { order }], place) => {
    const isSurplus = place < surplus && !isNeverPlaced(order);
    return order.updatedAt < (isSurplus ? keep.surplusBefore : keep.before);
  });
  for (const [id, { order }] of gone) {
    state.tracked.delete(id);
    if (order.venueOrderId !== null) state.byVenueId.delete(order.venueOrderId);
  }
  return gone.length;
}

/** Forgets fills, and orders of another hand that are over, of every market that is not among the `living` (F94). */
export function forgetFills(state: OrderBookState, living: ReadonlySet<MarketTicker>): void {
  for (const [key, fill] of state.fills) if (!living.has(fill.ticker)) state.fills.delete(key);
  for (const [id, [fill]] of state.foreignFills)
    if (fill !== undefined && !living.has(fill.ticker)) {
      state.foreignFills.delete(id);
      state.doubtful.delete(id);
    }
  for (const [id, row] of state.foreignOrders)
    if (row.remaining === 0 && !living.has(row.ticker)) {
      state.foreignOrders.delete(id);
      state.acceptedOrders.delete(id);
    }
}
