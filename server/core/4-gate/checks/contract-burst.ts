// Check: not too many contracts in 15 s (I31). In: contracts sent, candidate. Out: sum against the limit.
import { atMost, type Check } from '../check-result.ts';
import { contracts } from '../wording.ts';

/** Counts what was sent, filled or not, and this candidate on top, 1e-2 contracts. */
export const contractBurst: Check = ({ recentOrders, limits }, candidate) =>
  atMost(
    { id: 'contract-burst', label: 'contracts in 15 s', unit: '1e-2 contracts', show: contracts },
    candidate === null ? null : recentOrders.contractsIn15Seconds + candidate.count,
    limits.maxContractsPer15Seconds,
  );
