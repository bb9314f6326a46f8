// Check: no exit of this position is on its way already. In: open orders. Out: pass when none is.
import { type Check, condition } from '../check-result.ts';

/** Physical: blocks exits only, a second one could sell what is no longer held. */
export const duplicateExit: Check = ({ openOrders }) => {
  const working = openOrders.filter((order) => order.request.purpose === 'exit').length;
  return condition(
    { id: 'duplicate-exit', label: 'exit on its way', blocksExit: true },
    working === 0,
    { pass: 'no exit is on its way', fail: 'an exit is on its way already' },
  );
};
