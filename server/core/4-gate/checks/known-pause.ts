// Check: not in the weekly maintenance window (F23, I33). In: time. Out: minutes to the next minute of the pause.
import { atLeast, type Check } from '../check-result.ts';
import { easternTime } from '../us-eastern.ts';
import { minutesToPause, PAUSE_LEAD_MINUTES } from '../weekly-pause.ts';

/** Thursday 03:00–05:00 New York time (kalshi-api §8): no entries from two minutes before. */
export const knownPause: Check = ({ at }) => {
  const show = (minutes: number) => `${minutes} min`;
  return atLeast(
    { id: 'known-pause', label: 'time to the weekly pause', unit: 'min', show },
    minutesToPause(easternTime(at)),
    PAUSE_LEAD_MINUTES + 1,
  );
};
