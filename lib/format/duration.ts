// Durations and instants as text. In: milliseconds. Out: countdowns, ages, UTC clock times. Never reads a clock.
import { formatFixed, MISSING } from './digits.ts';

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Time left, rounded up so that it shows 00:00 only when nothing is left: 65001 → "01:06", 3723000 → "1:02:03". */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const text = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${text}` : text;
}

/** Age of a value: 420 → "0.4s", 12300 → "12s", 185000 → "3m05", 7300000 → "2h01"; null → a dash. */
export function formatAge(ageMs: number | null): string {
  if (ageMs === null) return MISSING;
  const age = Math.max(0, ageMs);
  if (age < 9_950) return `${formatFixed(age / 1000, 1)}s`;
  const seconds = Math.floor(age / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}m${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}h${two(minutes % 60)}`;
}

/** UTC time of day of a Unix instant: "14:03:09". */
export function formatClock(atMs: number | null): string {
  if (atMs === null) return MISSING;
  const seconds = Math.floor(atMs / 1000) % 86_400;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** UTC time of day to the minute: "14:15". */
export function formatMinute(atMs: number | null): string {
  return atMs === null ? MISSING : formatClock(atMs).slice(0, 5);
}

/** Milliseconds of lag or skew: 12.4 → "12 ms", −3 → "−3 ms". */
export function formatMs(ms: number | null): string {
  return ms === null ? MISSING : `${formatFixed(ms, 0)} ms`;
}
