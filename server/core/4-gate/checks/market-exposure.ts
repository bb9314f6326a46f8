// Check: worst-case loss of this market stays within its limit (I6). In: exposures, candidate. Out: sum against limit.

import { addedExposure } from '../added-exposure.ts';
import { atMost, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Counts positions, open, in-flight and unknown orders, and this candidate on top. */
export const marketExposure: Check = (input, candidate) =>
  atMost(
    { id: 'market-exposure', label: 'worst case of this market', unit: '1e-6 $', show: dollars },
    addedExposure(input, candidate, 'market'),
    input.limits.maxMarketExposure,
  );
