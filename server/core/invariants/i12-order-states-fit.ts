// I12: an order's state fits what is known of it. In: orders. Out: the first whose state and figures disagree.
import { mayStillFill } from '#lib/domain/order.ts';
import type { Tracked } from '../5-execution/order-book-state.ts';
import type { Invariant } from './invariant.ts';

function misfit({ order }: Tracked): string | null {
  const { state, venueOrderId, filled, claimed, cut, remaining, request } = order;
  const named = venueOrderId !== null;
  switch (state) {
    case 'resting':
    case 'partially-filled':
    case 'pending-cancel':
    case 'pending-amend':
      if (!named) return 'rests without the venue’s id';
      break;
    case 'filled':
      if (Math.max(filled, claimed) + cut < request.count)
        return 'is filled with contracts missing';
      break;
    default:
  }
  if (!mayStillFill(state) && remaining !== 0) return `has ${remaining} left after its end`;
  if (remaining < 0 || remaining > request.count) return `has ${remaining} left`;
  return null;
}

export const orderStatesFit: Invariant = {
  id: 'I12',
  breach({ orders }) {
    for (const [id, tracked] of orders.tracked) {
      const why = misfit(tracked);
      if (why !== null) return `order ${id} (${tracked.order.state}) ${why}`;
    }
    return null;
  },
};
