// Check: the operator is not flooded (F84). In: pending approvals. Out: count against the limit.
import { atMost, type Check } from '../check-result.ts';

/** A full queue refuses new entries: what nobody reads nobody approves. */
export const approvalQueue: Check = ({ pendingApprovals, limits }) =>
  atMost(
    { id: 'approval-queue', label: 'offers waiting', unit: 'offers', show: String },
    pendingApprovals,
    limits.maxPendingApprovals - 1,
  );
