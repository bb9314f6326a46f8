// Check: our orders and positions agree with the venue (I25). In: last reconciliation. Out: pass when clean.
import { type Check, condition } from '../check-result.ts';

/** After start or reconnect nothing enters until one complete reading agreed. */
export const reconciled: Check = (input) =>
  condition({ id: 'reconciled', label: 'reconciled with the venue' }, input.reconciled, {
    pass: 'orders and positions agree with the venue',
    fail: 'orders and positions are not reconciled with the venue',
  });
