// Check: not in the last seconds of a market (I33, F17). In: close time. Out: seconds left against the guard.
import { atLeast, type Check } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** Nothing enters that would leave at once. Close to the end the fastest reader of the index wins, and an unknown order could not be resolved in time. */
export const closeGuard: Check = ({ market, at, limits }) =>
  atLeast(
    { id: 'close-guard', label: 'time to close', unit: 'ms', show: seconds },
    market.closeAt - at,
    Math.max(limits.closeGuardSeconds, limits.exitBeforeCloseSeconds) * 1000,
  );
