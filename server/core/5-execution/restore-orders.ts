// Start-up: what the store kept becomes the order book state again. In: orders, fills. Out: the orders of unknown outcome.
import { count } from '#lib/domain/count.ts';
import type { VenueOrderId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { addMoney, NO_MONEY, notional } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { fillKey, moveOwn, type OrderBookState, withRemaining } from './order-book-state.ts';
import { nextState } from './order-states.ts';
import { mayBeOurs } from './whose-fill.ts';

/**
 * A stored order may be older than its stored fills: a batch that was written, and whose answer was lost, is tried again
 * record by record, and a crash in between leaves the older row above them. Fills are the truth (F47, I13).
 */
function withItsFills(order: Order, fills: readonly FillReport[]): Order {
  const filled = count(fills.reduce((sum, fill) => sum + fill.count, 0));
  if (filled <= order.filled) return order;
  const event = filled >= order.request.count ? 'full-fill' : 'part-fill';
  return withRemaining({
    ...order,
    state: nextState(order.state, event) ?? order.state,
    filled,
    filledNotional: fills.reduce(
      (sum, each) => addMoney(sum, notional(each.price, each.count)),
      NO_MONEY,
    ),
    fees: fills.reduce((sum, each) => addMoney(sum, each.fee), NO_MONEY),
  });
}

function byOrder(fills: readonly FillReport[]): ReadonlyMap<VenueOrderId, readonly FillReport[]> {
  const groups = new Map<VenueOrderId, FillReport[]>();
  for (const fill of fills) {
    const group = groups.get(fill.venueOrderId);
    if (group === undefined) groups.set(fill.venueOrderId, [fill]);
    else group.push(fill);
  }
  return groups;
}

/**
 * Start-up: orders and fills as stored. What was intended or sent when the process died has an unknown outcome and is
 * never sent late (F43–F46). Returns the orders that changed.
 */
export function restoreOrders(
  state: OrderBookState,
  stored: { readonly orders: readonly Order[]; readonly fills: readonly FillReport[] },
  at: WallMs,
): readonly Order[] {
  const told = byOrder(stored.fills);
  const mended: Order[] = [];
  for (const row of stored.orders) {
    const id = row.request.clientOrderId;
    const fills = row.venueOrderId === null ? [] : (told.get(row.venueOrderId) ?? []);
    const order = withItsFills(row, fills);
    if (order !== row) mended.push(order);
    state.tracked.set(id, { order, evidenceAt: at, misses: null });
    if (order.venueOrderId !== null) state.byVenueId.set(order.venueOrderId, id);
  }
  for (const fill of stored.fills) {
    state.fills.set(fillKey(fill), fill);
    if (!state.byVenueId.has(fill.venueOrderId))
      state.foreignFills.set(fill.venueOrderId, [
        ...(state.foreignFills.get(fill.venueOrderId) ?? []),
        fill,
      ]);
  }
  for (const [venueOrderId, fills] of state.foreignFills)
    if (mayBeOurs(state, fills)) state.doubtful.add(venueOrderId);
  const note = 'the engine stopped before an answer came';
  const lost = [...state.tracked.values()]
    .filter(({ order }) => order.state === 'intended' || order.state === 'sent')
    .map(({ order }) => moveOwn(state, order.request.clientOrderId, { event: 'lose', note, at }))
    .filter((order) => order !== null);
  return [...mended, ...lost];
}
