// Check: the price is near where the contract has just traded (F10, I32). In: recent mid. Out: distance against 20 ¢.
import { atMost, type Check } from '../check-result.ts';
import { cents } from '../wording.ts';

/**
 * Further from the median of the last 30 s than the collar is a bad print or a move we have not understood. A spike
 * passes once it has lasted: the median follows within 15 s.
 */
export const priceCollar: Check = ({ recentMid, limits }, candidate) =>
  atMost(
    {
      id: 'price-collar',
      label: 'distance from the recent mid',
      unit: '1e-4 $',
      show: cents,
      missing: recentMid === null ? 'no recent mid yet to compare with' : 'no price to compare',
    },
    recentMid === null || candidate === null ? null : Math.abs(candidate.price - recentMid),
    limits.priceCollar,
  );
