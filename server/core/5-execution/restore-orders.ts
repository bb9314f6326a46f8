// Start-up: what the store kept becomes the order book state again. In: orders, fills. Out: the orders of unknown outcome.
import type { WallMs } from '#lib/domain/instant.ts';
import type { Order } from '#lib/domain/order.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { fillKey, moveOwn, type OrderBookState } from './order-book-state.ts';
import { mayBeOurs } from './whose-fill.ts';

/**
 * Start-up: orders and fills as stored. What was intended or sent when the process died has an unknown outcome and is
 * never sent late (F43–F46). Returns the orders that changed.
 */
export function restoreOrders(
  state: OrderBookState,
  stored: { readonly orders: readonly Order[]; readonly fills: readonly FillReport[] },
  at: WallMs,
): readonly Order[] {
  for (const order of stored.orders) {
    const id = order.request.clientOrderId;
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
  return stored.orders
    .filter((order) => order.state === 'intended' || order.state === 'sent')
    .map((order) => moveOwn(state, order.request.clientOrderId, { event: 'lose', note, at }))
    .filter((order) => order !== null);
}
