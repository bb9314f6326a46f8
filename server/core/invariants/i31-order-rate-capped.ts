// I31: entries of the last minute stay within the cap. In: orders. Out: how many there were.
import type { Invariant } from './invariant.ts';

const MINUTE_MS = 60_000;

/** Counted over every minute that ends with an entry, so that a step of the clock hides none. */
export const orderRateCapped: Invariant = {
  id: 'I31',
  breach({ orders, options }) {
    const at: number[] = [];
    for (const { order } of orders.tracked.values())
      if (order.request.purpose === 'enter' && order.state !== 'denied') at.push(order.createdAt);
    const most = options.limits.maxOrdersPerMinute;
    if (at.length <= most) return null;
    at.sort((a, b) => a - b);
    for (let last = most; last < at.length; last++) {
      const first = at[last - most] ?? 0;
      if ((at[last] ?? 0) - first < MINUTE_MS) return `more than ${most} entries in a minute`;
    }
    return null;
  },
};
