// Whose a fill is that names no order we know. In: fills, orders still without the venue's id. Out: could it be that one's?
import { mayStillFill, type Order } from '#lib/domain/order.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { OrderBookState } from './order-book-state.ts';

/** Never a proof, only what the order allows: another hand may trade the same side of the same market at the same price. */
function couldBeOf({ request }: Order, fill: FillReport): boolean {
  const { ticker, side, price, count } = request;
  return (
    fill.ticker === ticker &&
    fill.side === side &&
    fill.count <= count &&
    (side === 'bid' ? fill.price <= price : fill.price >= price)
  );
}

/** An order without the venue's id that may have become one: it can own what no order we know explains (F54). */
function isNameless({ venueOrderId, state }: Order): boolean {
  return venueOrderId === null && mayStillFill(state);
}

/** True when only the venue can tell whether the fill is ours: a client id on it would have named its order. */
export function mayBeOurs(state: OrderBookState, fill: FillReport): boolean {
  if (fill.clientOrderId !== null || state.foreignOrders.has(fill.venueOrderId)) return false;
  return [...state.tracked.values()].some(
    ({ order }) => isNameless(order) && couldBeOf(order, fill),
  );
}

/** True while a fill is in doubt that `order` may own: until the venue has said whose it is, the order is not absent. */
export function isAwaited(state: OrderBookState, order: Order): boolean {
  return [...state.doubtful].some((id) =>
    state.foreignFills.get(id)?.every((fill) => couldBeOf(order, fill)),
  );
}
