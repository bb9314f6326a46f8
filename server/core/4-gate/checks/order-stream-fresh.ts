// Check: we would hear of our own fills. In: age of the private stream. Out: pass within its budget.
import type { Check } from '../check-result.ts';
import { freshEnough } from '../fresh-enough.ts';

/** Without it a fill is learned only at the next reconciliation. */
export const orderStreamFresh: Check = ({ feeds }) =>
  freshEnough({ id: 'order-stream-fresh', label: 'order stream age' }, feeds, ['kalshi-orders']);
