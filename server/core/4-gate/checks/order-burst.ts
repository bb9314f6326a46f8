// Check: no burst of orders (I31). In: orders of the last 15 s. Out: count against the limit, this one included.
import { atMost, type Check } from '../check-result.ts';

/** The window of the venue's own breaker. Cancels never count here: their share of the write bucket is reserved. */
export const orderBurst: Check = ({ recentOrders, limits }) =>
  atMost(
    { id: 'order-burst', label: 'orders in 15 s', unit: 'orders', show: String },
    recentOrders.ordersIn15Seconds + 1,
    limits.maxOrdersPer15Seconds,
  );
