// Wall time in New York, in which the venue names its markets. In: Unix ms. Out: calendar fields, DST and all.

/** Calendar fields of an instant in US Eastern time. */
export interface EasternTime {
  /** Two digits, e.g. "26". */
  readonly year: string;
  /** Three capitals, e.g. "OCT". */
  readonly month: string;
  readonly day: string;
  /** "00" … "23". */
  readonly hour: string;
  readonly minute: string;
  /** "EDT" or "EST". */
  readonly zone: string;
}

const FIELDS = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  year: '2-digit',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
});

/** The calendar of New York at `atMs`. */
export function easternTime(atMs: number): EasternTime {
  const found = new Map(FIELDS.formatToParts(atMs).map((part) => [part.type, part.value]));
  const field = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? '';
  return {
    year: field('year'),
    month: field('month').toUpperCase(),
    day: field('day'),
    hour: field('hour'),
    minute: field('minute'),
    zone: field('timeZoneName'),
  };
}

/** "26OCT0616": the hour stamp of hourly events (kalshi-api §7.3). */
export function hourStamp(closeMs: number): string {
  const time = easternTime(closeMs);
  return `${time.year}${time.month}${time.day}${time.hour}`;
}

/** "26AUG170130": the minute stamp of quarter-hour events (kalshi-api §7.3). */
export function minuteStamp(closeMs: number): string {
  return `${hourStamp(closeMs)}${easternTime(closeMs).minute}`;
}
