// Check: what we decide can be recorded (F87). In: host. Out: pass when the store takes writes.
import { type Check, condition } from '../check-result.ts';

/** Never proceed without a record. */
export const storeHealthy: Check = ({ host }) =>
  condition({ id: 'store-healthy', label: 'database' }, host?.storeHealthy ?? null, {
    pass: 'the database takes writes',
    fail: 'the database does not take writes',
  });
