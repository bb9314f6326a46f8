// Check: no offer of this market waits for the operator. In: approvals. Out: pass when none does.
import { type Check, condition } from '../check-result.ts';

/** One question at a time about one market. */
export const pendingApproval: Check = (input) =>
  condition({ id: 'pending-approval', label: 'offer waiting' }, !input.marketHasPendingApproval, {
    pass: 'no offer of this market waits',
    fail: 'an offer of this market waits for an answer',
  });
