// One incident: an alarm that matters from its first telling to its end, and who took note of it. Plain values.
import type { WallMs } from './instant.ts';

/** Alarms that are only information make no incident. */
export const INCIDENT_SEVERITIES = ['warning', 'critical'] as const;
export type IncidentSeverity = (typeof INCIDENT_SEVERITIES)[number];

/** One time it was told, in the alarm's own words. */
export interface IncidentTelling {
  readonly at: WallMs;
  readonly text: string;
}

export interface Acknowledgement {
  readonly by: string;
  readonly at: WallMs;
  /** Empty where nothing was written. */
  readonly note: string;
}

export interface Incident {
  readonly id: string;
  /** The alarm's code; what repeats under it within a while is the same incident. */
  readonly code: string;
  readonly severity: IncidentSeverity;
  readonly begunAt: WallMs;
  /** When it was told last. */
  readonly lastAt: WallMs;
  /** Null while its condition is still there; as `lastAt` for what is over as it is told. */
  readonly endedAt: WallMs | null;
  /** How often it was told. */
  readonly count: number;
  /** The evidence: the newest tellings first, the very first one always the last of them. */
  readonly tellings: readonly IncidentTelling[];
  /** What the system did, in words, in the order in which it did it. */
  readonly response: readonly string[];
  readonly acknowledged: Acknowledgement | null;
  /** Rises with every change: the higher one is the later one. */
  readonly revision: number;
}

/** True while a person has to take note of it: critical, and nobody has. */
export function isWaiting({ severity, acknowledged }: Incident): boolean {
  return severity === 'critical' && acknowledged === null;
}

/** Open ones first, then those that wait for a person, then by begin, the newest first; the id decides between equals. */
export function compareIncidents(left: Incident, right: Incident): number {
  const rank = (each: Incident): number =>
    (each.endedAt === null ? 2 : 0) + (isWaiting(each) ? 1 : 0);
  return (
    rank(right) - rank(left) ||
    right.begunAt - left.begunAt ||
    (left.id < right.id ? 1 : left.id > right.id ? -1 : 0)
  );
}
