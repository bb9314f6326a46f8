// Check: we are not in a loop (I31). In: orders of the last minute. Out: count against the limit, this one included.
import { atMost, type Check } from '../check-result.ts';

/** Our own breaker; the order group's contract limit is the venue's. */
export const orderRate: Check = ({ ordersLastMinute, limits }) =>
  atMost(
    { id: 'order-rate', label: 'orders a minute', unit: 'orders', show: String },
    ordersLastMinute + 1,
    limits.maxOrdersPerMinute,
  );
