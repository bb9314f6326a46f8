// Check: the order is not larger than allowed. In: candidate. Out: count against the limit.
import { atMost, type Check } from '../check-result.ts';
import { contracts } from '../wording.ts';

/** The last word on fat fingers and wrong units. */
export const orderSize: Check = ({ limits }, candidate) =>
  atMost(
    { id: 'order-size', label: 'contracts', unit: '1e-2 contracts', show: contracts },
    candidate?.count ?? null,
    limits.maxOrderCount,
  );
