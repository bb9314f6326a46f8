// JSON bodies of /api/incidents: stored incidents by page. Shapes only.
import type { Incident } from '../domain/incident.ts';

/** GET /api/incidents?after= → stored incidents by their begin, the newest first, one page after a place in the list. */
export interface IncidentListReply {
  readonly ok: true;
  readonly rows: readonly Incident[];
  /** Stored in a form that this build cannot read: left out of `rows`. */
  readonly unreadable: number;
  /** `after` of the next page; null when this is the last one. */
  readonly next: string | null;
}
