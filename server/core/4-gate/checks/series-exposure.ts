// Check: worst-case loss of this series stays within its limit (I6). In: exposures, candidate. Out: sum against limit.

import { addedExposure } from '../added-exposure.ts';
import { atMost, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Counts positions, open, in-flight and unknown orders of every event of the series, and this candidate on top. */
export const seriesExposure: Check = (input, candidate) =>
  atMost(
    { id: 'series-exposure', label: 'worst case of this series', unit: '1e-6 $', show: dollars },
    addedExposure(input, candidate, 'series'),
    input.limits.maxSeriesExposure,
  );
