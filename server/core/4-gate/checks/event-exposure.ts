// Check: worst-case loss of this event stays within its limit (I6). In: exposures, candidate. Out: sum against limit.

import { addedEventExposure } from '../added-exposure.ts';
import { atMost, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** One bet per ladder: positions, open, in-flight and unknown orders of all its strikes, and this candidate on top. */
export const eventExposure: Check = (input, candidate) =>
  atMost(
    { id: 'event-exposure', label: 'worst case of this event', unit: '1e-6 $', show: dollars },
    addedEventExposure(input, candidate),
    input.limits.maxEventExposure,
  );
