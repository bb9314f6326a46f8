// Check: not too many contracts a minute (I31). In: contracts sent, candidate. Out: sum against the limit.
import { atMost, type Check } from '../check-result.ts';
import { contracts } from '../wording.ts';

/** Counts what was sent, filled or not, and this candidate on top, 1e-2 contracts. */
export const contractRate: Check = ({ recentOrders, limits }, candidate) =>
  atMost(
    { id: 'contract-rate', label: 'contracts a minute', unit: '1e-2 contracts', show: contracts },
    candidate === null ? null : recentOrders.contractsInMinute + candidate.count,
    limits.maxContractsPerMinute,
  );
