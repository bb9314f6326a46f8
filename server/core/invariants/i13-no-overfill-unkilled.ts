// I13: an order's fills sum to what it says and to no more than it asked for; if more, trading is killed. In: orders, fills.
import type { VenueOrderId } from '#lib/domain/ids.ts';
import type { Invariant } from './invariant.ts';

export const noOverfillUnkilled: Invariant = {
  id: 'I13',
  breach({ orders, control }) {
    const sums = new Map<VenueOrderId, number>();
    for (const { venueOrderId, count } of orders.fills.values())
      sums.set(venueOrderId, (sums.get(venueOrderId) ?? 0) + count);
    for (const [id, { order }] of orders.tracked) {
      const sum = order.venueOrderId === null ? 0 : (sums.get(order.venueOrderId) ?? 0);
      if (sum !== order.filled) return `order ${id} says ${order.filled} filled, its fills ${sum}`;
      if (order.filled > order.request.count && control.latch === null)
        return `order ${id} is overfilled and trading goes on`;
    }
    return null;
  },
};
