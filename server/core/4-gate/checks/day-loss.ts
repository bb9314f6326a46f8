// Check: the day has not lost too much. In: result of the UTC day. Out: result against the loss at which entries stop.
import { atLeast, type Check } from '../check-result.ts';
import { dollars } from '../wording.ts';

/** Realised + unrealised; reaching the limit stops entries, hence one 1e-6 $ above it is needed. */
export const dayLoss: Check = ({ dayPnl, limits }) =>
  atLeast(
    { id: 'day-loss', label: 'result of the day', unit: '1e-6 $', show: dollars },
    dayPnl,
    1 - limits.maxDayLoss,
  );
