// Check: worst-case loss of this event stays within its limit (I6). In: exposures, candidate. Out: sum against limit.

import { addedExposure } from '../added-exposure.ts';
import { atMost, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Counts positions, open, in-flight and unknown orders, and this candidate on top. */
export const eventExposure: Check = (input, candidate) =>
  atMost(
    { id: 'event-exposure', label: 'worst case of this event', unit: '1e-6 $', show: dollars },
    addedExposure(input, candidate, 'event'),
    input.limits.maxEventExposure,
  );
