// A book of orders as they stand, for tests. In: orders. Out: the book, each under its own client id and the venue's.
import type { Order } from '#lib/domain/order.ts';
import { createOrderBookState, type OrderBookState } from '../order-book-state.ts';
import { START } from './venue-reports.ts';

export function bookOf(...orders: readonly Order[]): OrderBookState {
  const state = createOrderBookState();
  for (const order of orders) {
    const id = order.request.clientOrderId;
    state.tracked.set(id, { order, evidenceAt: START, misses: null });
    if (order.venueOrderId !== null) state.byVenueId.set(order.venueOrderId, id);
  }
  return state;
}
