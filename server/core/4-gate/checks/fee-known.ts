// Check: the fee of this market is known. In: fee terms. Out: pass when an edge after fee means something.
import { type Check, condition } from '../check-result.ts';

/** Unknown terms are charged at the worst case for display, but not traded on (kalshi-api §6). */
export const feeKnown: Check = (input) =>
  condition({ id: 'fee-known', label: 'fee terms' }, input.market.fee.kind !== 'unknown', {
    pass: 'fee terms are known',
    fail: 'the fee terms of this market are not known',
  });
