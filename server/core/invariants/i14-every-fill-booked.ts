// I14: every execution ever seen is in the books, once. In: fills, booked ids. Out: the one that is not.
import type { Invariant } from './invariant.ts';

export const everyFillBooked: Invariant = {
  id: 'I14',
  breach({ orders, ledger }) {
    for (const key of orders.fills.keys())
      if (!ledger.booked.has(`fill:${key}`)) return `fill ${key} is not booked`;
    return null;
  },
};
