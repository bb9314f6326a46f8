// Check: the day's trades have not lost too much before fees. In: gross result of the UTC day. Out: against the limit.
import { atLeast, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Realised + unrealised, no fee in it: a losing method is stopped even where fees are still small. */
export const dayLossGross: Check = ({ dayGross, limits }) =>
  atLeast(
    { id: 'day-loss-gross', label: 'day before fees', unit: '1e-6 $', show: dollars },
    dayGross,
    1 - limits.maxDayLossGross,
  );
