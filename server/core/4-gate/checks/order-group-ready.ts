// Check: the venue-side breaker exists (I34). In: group state. Out: pass when orders can carry it.
import { type Check, condition } from '../check-result.ts';

/** Every order carries the group that a kill triggers at the venue (kalshi-api §4.4). */
export const orderGroupReady: Check = (input) =>
  condition({ id: 'order-group-ready', label: 'order group' }, input.orderGroupReady, {
    pass: 'the order group is ready',
    fail: 'no proven order group: a kill could not refuse late orders',
  });
