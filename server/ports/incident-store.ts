// Port: reading stored incidents by page.
import type { Incident } from '#lib/domain/incident.ts';
import type { Cursor } from './order-store.ts';

export interface IncidentPage {
  readonly rows: readonly Incident[];
  /** Rows of this page that do not decode. */
  readonly unreadable: number;
  /** The place of the last row; null when this is the last page. */
  readonly next: Cursor | null;
}

export interface IncidentStore {
  /** By begin, the newest first, at most `limit` after a place. Rejects when the database does not answer. */
  listIncidents(page: {
    readonly after: Cursor | null;
    readonly limit: number;
  }): Promise<IncidentPage>;
}
