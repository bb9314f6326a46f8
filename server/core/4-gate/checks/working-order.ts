// Check: none of our own orders works in this market. In: open orders. Out: count against 0.
import { atMost, type Check } from '../check-result.ts';

/** One entry at a time, and never a trade against ourselves (kalshi-api §4.6, self-trade prevention). */
export const workingOrder: Check = ({ openOrders }) =>
  atMost(
    { id: 'working-order', label: 'own orders working here', unit: 'orders', show: String },
    openOrders.length,
    0,
  );
