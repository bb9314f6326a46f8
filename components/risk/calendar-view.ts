// The times at which nothing enters. In: the limits in force, the engine's time. Out: what comes when, what needs a person.
import type { LimitsRow } from '#lib/wire/limits-row.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A calendar that ends sooner than this is one to bring up to date now. */
const SOON_MS = 7 * DAY_MS;

export interface CalendarEntry {
  readonly key: string;
  readonly label: string;
  readonly says: string;
  /** Its begin, of the pause the end of entries; Unix ms. */
  readonly from: number;
  readonly to: number;
}

/** What is on or still to come at `now`, soonest first; what is over is left out. */
export function entriesAhead({ limits, pause }: LimitsRow, now: number): readonly CalendarEntry[] {
  const weekly: CalendarEntry = {
    key: 'pause',
    label: 'Weekly pause of the exchange',
    says: 'Thursday 03:00 to 05:00 in New York; entries end two minutes before.',
    from: pause.entriesEndAt,
    to: pause.endsAt,
  };
  const events = limits.blackouts.map(({ from, to, label }) => ({
    ...{ key: `${from}-${to}-${label}`, label, from, to },
    says: 'No entry into a market whose remaining life touches it.',
  }));
  return [weekly, ...events]
    .filter((entry) => entry.to >= now)
    .sort((left, right) => left.from - right.from || left.to - right.to);
}

export interface CalendarWord {
  readonly level: 'ok' | 'warning' | 'critical';
  readonly text: string;
}

/** "5 days", "3 hours", "12 minutes": the largest whole unit of a stretch of time. */
function roughly(ms: number): string {
  const [size, unit] =
    ms >= 2 * DAY_MS
      ? [DAY_MS, 'days']
      : ms >= 2 * HOUR_MS
        ? [HOUR_MS, 'hours']
        : [MINUTE_MS, 'minutes'];
  return `${Math.floor(ms / size)} ${unit}`;
}

/** How far scheduled events are known, and what follows; a calendar nobody has made is a warning even where it binds nobody. */
export function calendarWord({ limits, isCalendarNeeded }: LimitsRow, now: number): CalendarWord {
  const { calendarUntil } = limits;
  const free = 'This mode enters without one; demo and live would not.';
  if (calendarUntil === null)
    return isCalendarNeeded
      ? {
          level: 'critical',
          text: 'Nobody has looked for scheduled events: nothing is entered. Give blackouts and calendarUntil in the limits file.',
        }
      : { level: 'warning', text: `Nobody has looked for scheduled events. ${free}` };
  const leftMs = calendarUntil - now;
  if (leftMs <= 0)
    return isCalendarNeeded
      ? {
          level: 'critical',
          text: `The calendar ended ${roughly(-leftMs)} ago: nothing is entered. Bring it up to date and raise calendarUntil.`,
        }
      : { level: 'warning', text: `The calendar ended ${roughly(-leftMs)} ago. ${free}` };
  if (leftMs < SOON_MS)
    return {
      level: 'warning',
      text: `The calendar ends in ${roughly(leftMs)}: no market that closes later is entered then. Bring it up to date and raise calendarUntil.`,
    };
  return { level: 'ok', text: `Scheduled events are known for ${roughly(leftMs)} more.` };
}

/** "in 2 d 3 h", "in 31:35", or "now, 01:59:00 left". `clock` prints less than a day. */
export function countdownText(
  { from, to }: Pick<CalendarEntry, 'from' | 'to'>,
  now: number,
  clock: (leftMs: number) => string,
): string {
  const print = (ms: number) => {
    const days = Math.floor(ms / DAY_MS);
    const hours = Math.floor((ms - days * DAY_MS) / HOUR_MS);
    return days > 0 ? `${days} d ${hours} h` : clock(ms);
  };
  if (now > to) return 'over';
  return now >= from ? `now, ${print(to - now)} left` : `in ${print(from - now)}`;
}
