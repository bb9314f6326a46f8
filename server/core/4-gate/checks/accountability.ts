// Check: below the venue's position accountability level (kalshi-api §7.4). In: exposure, candidate. Out: against the level.
import { ACCOUNTABILITY_LEVELS } from '#lib/domain/accountability.ts';
import { addedExposure } from '../added-exposure.ts';
import { atMost, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Per strike: the venue may ask questions above it, and its engine may refuse. */
export const accountability: Check = (input, candidate) =>
  atMost(
    { id: 'accountability', label: 'position in this strike', unit: '1e-6 $', show: dollars },
    addedExposure(input, candidate, 'market'),
    ACCOUNTABILITY_LEVELS[input.market.series],
  );
