// Small things every journey does with what a stage told it: alarms, resyncs, storing.
import type { StoreRecord } from '#lib/domain/record.ts';
import type { Severity } from '#lib/domain/severity.ts';
import type { MarketChange } from '../1-ingest/market-change.ts';
import type { Effect } from '../effect.ts';

interface Note {
  readonly severity: Severity;
  readonly code: string;
  readonly text: string;
}

/** Turns notes into alarms. */
export function raiseNotes(notes: readonly Note[], out: Effect[]): void {
  for (const { severity, code, text } of notes) out.push({ kind: 'alarm', severity, code, text });
}

/** Alarms and resync requests of a market change. */
export function passOn(change: MarketChange, out: Effect[]): void {
  raiseNotes(change.notes, out);
  for (const resync of change.resyncs) out.push({ kind: 'resync', resync });
}

/** One durable batch: all of it or none. Empty batches are not sent. */
export function persist(records: readonly StoreRecord[], out: Effect[]): void {
  if (records.length > 0) out.push({ kind: 'persist', records });
}
