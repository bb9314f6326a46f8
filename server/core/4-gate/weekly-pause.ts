// The exchange's weekly maintenance, Thursday 03:00–05:00 in New York (kalshi-api §8). In: a time. Out: when it is next.
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { WeeklyPause } from '#lib/domain/limit-use.ts';
import { type EasternTime, easternTime } from './us-eastern.ts';

const THURSDAY = 4;
const STARTS_MINUTE = 3 * 60;
const ENDS_MINUTE = 5 * 60;
const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/** Entries stop this long before: an order in flight at 03:00 would have an unclear fate. */
export const PAUSE_LEAD_MINUTES = 2;

/** Minutes until the next pause starts; 0 or less inside one. DST may shift it by an hour, days ahead. */
export function minutesToPause({ weekday, minuteOfDay }: EasternTime): number {
  const over = weekday === THURSDAY && minuteOfDay >= ENDS_MINUTE;
  const days = over ? 7 : (THURSDAY - weekday + 7) % 7;
  return days * DAY_MINUTES + STARTS_MINUTE - minuteOfDay;
}

/** The pause that is on, or else the next one; a change of summer time before it is counted. */
export function nextPause(at: WallMs): WeeklyPause {
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  const byClock = wallMs(minute + minutesToPause(easternTime(at)) * MINUTE_MS);
  const shift = STARTS_MINUTE - easternTime(byClock).minuteOfDay;
  const startsAt = byClock + shift * MINUTE_MS;
  return {
    entriesEndAt: wallMs(startsAt - PAUSE_LEAD_MINUTES * MINUTE_MS),
    startsAt: wallMs(startsAt),
    endsAt: wallMs(startsAt + (ENDS_MINUTE - STARTS_MINUTE) * MINUTE_MS),
  };
}
