// When New York keeps summer time, by rule, without a zone database. In: a UTC instant. Out: its offset from UTC.

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from 1970-01-01 to 1 January of `year` (Gregorian). */
function daysToYear(year: number): number {
  const past = year - 1;
  const leaps = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  return (year - 1970) * 365 + leaps - 477;
}

function yearOf(at: number): number {
  const days = Math.floor(at / DAY_MS);
  let year = 1970 + Math.floor(days / 365.2425);
  while (daysToYear(year) > days) year -= 1;
  while (daysToYear(year + 1) <= days) year += 1;
  return year;
}

/** 0 = Sunday … 6 = Saturday of a day counted from 1970-01-01, a Thursday. */
export function weekdayOf(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

/** Day number of the first Sunday on or after `days`. */
function sundayFrom(days: number): number {
  return days + ((7 - weekdayOf(days)) % 7);
}

/**
 * Offset of New York from UTC in hours: −4 from the second Sunday of March 02:00 EST (07:00 UTC) to the first Sunday
 * of November 02:00 EDT (06:00 UTC), otherwise −5 (US Energy Policy Act of 2005, in force since 2007).
 */
export function newYorkOffsetHours(at: number): -4 | -5 {
  const year = yearOf(at);
  const newYear = daysToYear(year);
  const march = newYear + (isLeap(year) ? 60 : 59);
  const november = newYear + (isLeap(year) ? 305 : 304);
  const starts = (sundayFrom(march) + 7) * DAY_MS + 7 * HOUR_MS;
  const ends = sundayFrom(november) * DAY_MS + 6 * HOUR_MS;
  return at >= starts && at < ends ? -4 : -5;
}
