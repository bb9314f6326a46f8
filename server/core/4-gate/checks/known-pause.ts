// Check: not in the weekly maintenance window (F23, I33). In: time. Out: minutes to the next minute of the pause.
import { atLeast, type Check } from '../check-result.ts';
import { easternTime } from '../us-eastern.ts';

const THURSDAY = 4;
const STARTS_MINUTE = 3 * 60;
const ENDS_MINUTE = 5 * 60;
/** Stop this long before: an order in flight at 03:00 would have an unclear fate. */
const LEAD_MINUTES = 2;

const DAY_MINUTES = 24 * 60;

/** Minutes until the next pause starts; 0 or less inside one. DST may shift it by an hour, days ahead. */
function minutesToPause(weekday: number, minute: number): number {
  const over = weekday === THURSDAY && minute >= ENDS_MINUTE;
  const days = over ? 7 : (THURSDAY - weekday + 7) % 7;
  return days * DAY_MINUTES + STARTS_MINUTE - minute;
}

/** Thursday 03:00–05:00 New York time (kalshi-api §8): no entries from two minutes before. */
export const knownPause: Check = ({ at }) => {
  const { weekday, minuteOfDay } = easternTime(at);
  const show = (minutes: number) => `${minutes} min`;
  return atLeast(
    { id: 'known-pause', label: 'time to the weekly pause', unit: 'min', show },
    minutesToPause(weekday, minuteOfDay),
    LEAD_MINUTES + 1,
  );
};
