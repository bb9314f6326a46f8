// What the drift monitors say, as a table for the screen. In: their rows. Out: rows by key.
import type { SignalHealthRow } from '#lib/domain/signal-health.ts';

/** Key: monitor and subject. */
export function healthTable(
  rows: readonly SignalHealthRow[],
): Readonly<Record<string, SignalHealthRow>> {
  return Object.fromEntries(rows.map((row) => [`${row.monitor}|${row.subject}`, row]));
}
