// Wall clock of New York by rule, without a zone database. In: a UTC instant. Out: weekday and minute of the day.
import type { WallMs } from '#lib/domain/instant.ts';
import { newYorkOffsetHours, weekdayOf } from '#lib/new-york-offset.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface EasternTime {
  /** 0 = Sunday … 6 = Saturday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
}

/** What a clock in New York shows at `at`. */
export function easternTime(at: WallMs): EasternTime {
  const local = at + newYorkOffsetHours(at) * HOUR_MS;
  const days = Math.floor(local / DAY_MS);
  return {
    weekday: weekdayOf(days),
    minuteOfDay: Math.floor((local - days * DAY_MS) / 60_000),
  };
}
