// Whose a fill is that names no order we know. In: fills, orders still without the venue's id. Out: could it be that one's?
import { mayStillFill, type Order } from '#lib/domain/order.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { OrderBookState } from './order-book-state.ts';
import type { ChangeDraft } from './order-change.ts';

/** Clocks differ by seconds: a fill older than its order by more than this is not its own. */
const CLOCK_MS = 60_000;

/** Never a proof, only what the order allows: another hand may trade the same side of the same market at the same price. */
function couldOwn({ request, createdAt }: Order, fills: readonly FillReport[]): boolean {
  const { ticker, side, price, count } = request;
  return (
    fills.reduce((sum, fill) => sum + fill.count, 0) <= count &&
    fills.every(
      (fill) =>
        fill.ticker === ticker &&
        fill.side === side &&
        fill.venueAt >= createdAt - CLOCK_MS &&
        (side === 'bid' ? fill.price <= price : fill.price >= price),
    )
  );
}

/** An order without the venue's id that may have become one: it can own what no order we know explains (F54). */
function isNameless({ venueOrderId, state }: Order): boolean {
  return venueOrderId === null && mayStillFill(state);
}

function someNamelessOwns(state: OrderBookState, fills: readonly FillReport[]): boolean {
  return [...state.tracked.values()].some(
    ({ order }) => isNameless(order) && couldOwn(order, fills),
  );
}

/**
 * True when only the venue can tell whether the fills of one venue order are ours: a client id on one of them would have
 * named its order, and a listing that shows the order names its owner. A frame of the stream without one does not.
 */
export function mayBeOurs(state: OrderBookState, fills: readonly FillReport[]): boolean {
  const [first] = fills;
  if (first === undefined || fills.some((fill) => fill.clientOrderId !== null)) return false;
  const row = state.foreignOrders.get(first.venueOrderId);
  if (row !== undefined && (row.clientOrderId !== null || row.source === 'read')) return false;
  return someNamelessOwns(state, fills);
}

/** True while a fill is in doubt that `order` may own: until the venue has said whose it is, the order is not absent. */
export function isAwaited(state: OrderBookState, order: Order): boolean {
  return [...state.doubtful].some((id) => couldOwn(order, state.foreignFills.get(id) ?? []));
}

/** An order without the venue's id that nothing but such a doubt keeps from being proved absent. */
export function isHeldByDoubt(state: OrderBookState, order: Order): boolean {
  return order.state === 'unknown' && isNameless(order) && isAwaited(state, order);
}

/** A doubt ends with the last order that could own its fills: they are another hand's, and that is said (F59). */
export function endDoubts(state: OrderBookState, draft: ChangeDraft): void {
  for (const id of state.doubtful) {
    const fills = state.foreignFills.get(id) ?? [];
    if (someNamelessOwns(state, fills)) continue;
    state.doubtful.delete(id);
    draft.alarms.push({
      severity: 'critical',
      code: 'external-fill',
      text: `EXTERNAL fills of ${id} in ${fills[0]?.ticker ?? '?'}: no order of ours can have made them`,
    });
  }
}
