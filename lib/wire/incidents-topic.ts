// Rows of the topic of incidents: what the engine remembers of them now. Plain JSON; instants Unix ms.
import type { Incident } from '../domain/incident.ts';

export interface IncidentTopicRows {
  /** key = incident id: every open one, those that wait for a person, and the newest others. */
  readonly incidents: Incident;
}

export const INCIDENT_TOPICS = ['incidents'] as const;
