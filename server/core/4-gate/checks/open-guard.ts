// Check: not in the first seconds of a market (models §D3). In: open time. Out: seconds since open against the guard.
import { atLeast, type Check } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** Early books are thin and the strike may still move. */
export const openGuard: Check = ({ market, at, limits }) =>
  atLeast(
    { id: 'open-guard', label: 'time since open', unit: 'ms', show: seconds },
    at - market.openAt,
    limits.openGuardSeconds * 1000,
  );
