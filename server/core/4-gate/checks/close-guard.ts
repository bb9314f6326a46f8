// Check: not in the last seconds of a market (I33, F17). In: close time. Out: seconds left against the guard.
import type { Limits } from '#lib/domain/limits.ts';
import { atLeast, type Check } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** How long before a market's close entries end, seconds: nothing enters that would leave at once. */
export function entryGuardSeconds(limits: Limits): number {
  return Math.max(limits.closeGuardSeconds, limits.exitBeforeCloseSeconds);
}

/** Nothing enters that would leave at once. Close to the end the fastest reader of the index wins, and an unknown order could not be resolved in time. */
export const closeGuard: Check = ({ market, at, limits }) =>
  atLeast(
    { id: 'close-guard', label: 'time to close', unit: 'ms', show: seconds },
    market.closeAt - at,
    entryGuardSeconds(limits) * 1000,
  );
