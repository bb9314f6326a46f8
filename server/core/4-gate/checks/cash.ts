// Check: the shard holds the money for it (F64, F117). In: cash, candidate. Out: cost against spendable cash.
import { worstCaseOf } from '../added-exposure.ts';
import { atLeast, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Money on another shard cannot back the order (kalshi-api §1.6). */
export const cash: Check = (input, candidate) =>
  atLeast(
    { id: 'cash', label: 'spendable cash', unit: '1e-6 $', show: dollars },
    candidate === null ? null : input.cash,
    candidate === null ? 0 : worstCaseOf(candidate),
  );
