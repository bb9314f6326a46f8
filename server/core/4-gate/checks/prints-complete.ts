// Check: no print of the settlement minute is missing (models §D3). In: window. Out: missing prints against 0.
import { atMost, type Check } from '../check-result.ts';

/** Every print is a sixtieth of the outcome: a hole in the sum is a hole in the price. */
export const printsComplete: Check = ({ fair, fairReason }) =>
  atMost(
    {
      id: 'prints-complete',
      label: 'missing index prints',
      unit: 'prints',
      show: String,
      missing: `missing index prints not known: ${fairReason}`,
    },
    fair?.window.missingCount ?? null,
    0,
  );
