// Check: no order of this market has an unknown outcome (F29). In: open orders. Out: count against 0.
import { atMost, type Check } from '../check-result.ts';

/** A second order on top of an unknown one is how positions double. */
export const unknownOrder: Check = ({ openOrders }) =>
  atMost(
    { id: 'unknown-order', label: 'orders of unknown outcome', unit: 'orders', show: String },
    openOrders.filter((order) => order.state === 'unknown').length,
    0,
  );
