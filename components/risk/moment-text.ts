// An instant with its day, to the minute, in UTC. In: Unix ms. Out: text. Never reads a clock.
import { MISSING } from '#lib/format/digits.ts';
import { formatClock } from '#lib/format/duration.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const DAY_MS = 86_400_000;

/** "Thu 2026-11-26 07:58 UTC"; null → a dash. */
export function formatMoment(atMs: number | null): string {
  if (atMs === null) return MISSING;
  const date = new Date(atMs);
  const [day = '', time = ''] = date.toISOString().split('T');
  return `${DAYS[date.getUTCDay()]} ${day} ${time.slice(0, 5)} UTC`;
}

/** Short for a column: the time of day on the UTC day of `nowMs`, "11-22 17:20" on any other; null → "never". */
export function formatLast(atMs: number | null, nowMs: number | null): string {
  if (atMs === null) return 'never';
  const isToday = nowMs !== null && Math.floor(atMs / DAY_MS) === Math.floor(nowMs / DAY_MS);
  return isToday ? formatClock(atMs) : new Date(atMs).toISOString().slice(5, 16).replace('T', ' ');
}
