// Check: worst-case loss of all markets stays within its limit (I6). In: exposures, candidate. Out: sum against limit.

import { addedExposure } from '../added-exposure.ts';
import { atMost, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Counts positions, open, in-flight and unknown orders, and this candidate on top. */
export const totalExposure: Check = (input, candidate) =>
  atMost(
    { id: 'total-exposure', label: 'worst case of all markets', unit: '1e-6 $', show: dollars },
    addedExposure(input, candidate, 'total'),
    input.limits.maxTotalExposure,
  );
