// I16: the fees of an order are the sum of its fills' fees and not below zero. In: orders, fills. Out: a difference.
import type { VenueOrderId } from '#lib/domain/ids.ts';
import type { Invariant } from './invariant.ts';

export const feesAreTheVenues: Invariant = {
  id: 'I16',
  breach({ orders }) {
    const sums = new Map<VenueOrderId, number>();
    for (const { venueOrderId, fee } of orders.fills.values())
      sums.set(venueOrderId, (sums.get(venueOrderId) ?? 0) + fee);
    for (const [id, { order }] of orders.tracked) {
      const sum = order.venueOrderId === null ? 0 : (sums.get(order.venueOrderId) ?? 0);
      if (sum !== order.fees) return `order ${id} says fees of ${order.fees}, its fills ${sum}`;
      if (sum < 0) return `order ${id} was paid ${-sum} of fees`;
    }
    return null;
  },
};
