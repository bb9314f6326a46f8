// What the drift monitors say, as rows for the screen. In: their rows, or null without monitors. Out: rows by key.
import type { SignalHealthRow } from '#lib/domain/signal-health.ts';

/** Empty without monitors: nothing watched is not "ok". */
export function signalHealthRows(
  rows: readonly SignalHealthRow[] | null,
): Readonly<Record<string, SignalHealthRow>> {
  return Object.fromEntries((rows ?? []).map((row) => [`${row.monitor}|${row.subject}`, row]));
}
