// Check: the calendar of scheduled events reaches past the close. In: mode, limits, close. Out: pass, or how much is unknown.
import type { WallMs } from '#lib/domain/instant.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { Mode } from '#lib/domain/mode.ts';
import { type Check, condition } from '../check-result.ts';
import { seconds } from '../wording.ts';

/** Where orders reach a real exchange; a simulated market knows no rate decisions, a recording has had its own. */
const NEEDED: ReadonlySet<Mode> = new Set(['demo', 'live']);

/** True where nothing enters a market that closes after `calendarUntil`. */
export function needsCalendar(mode: Mode): boolean {
  return NEEDED.has(mode);
}

/** Whether somebody has looked for events up to `closeAt`; null = nobody has said how far the calendar is known. */
export function isCalendarKnown(
  mode: Mode,
  { calendarUntil }: Limits,
  closeAt: WallMs,
): boolean | null {
  if (!needsCalendar(mode)) return true;
  return calendarUntil === null ? null : calendarUntil >= closeAt;
}

/** An empty calendar says that nothing is scheduled only where somebody has looked: missing is a denial. */
export const calendarKnown: Check = ({ mode, limits, market }) => {
  const short = market.closeAt - (limits.calendarUntil ?? market.closeAt);
  return condition(
    { id: 'calendar-known', label: 'calendar of scheduled events' },
    isCalendarKnown(mode, limits, market.closeAt),
    {
      pass: needsCalendar(mode) ? 'the calendar reaches past the close' : `mode ${mode} needs none`,
      fail: `the calendar of scheduled events ends ${seconds(short)} before the close: bring it up to date and raise calendarUntil`,
      missing:
        'no calendar of scheduled events: give blackouts and calendarUntil in the limits file',
    },
  );
};
