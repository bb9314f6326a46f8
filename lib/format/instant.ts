// A Unix instant with its date, for lists that outlive the day. In: ms. Out: UTC text.
import { MISSING } from './digits.ts';

/** "2026-11-22 14:03:09.120 UTC"; null → a dash. */
export function formatInstant(atMs: number | null): string {
  if (atMs === null) return MISSING;
  return `${new Date(atMs).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}
