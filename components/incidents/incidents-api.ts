// /api/incidents as a function. In: a place in the list. Out: one page, or a plain sentence when there is none.
import { type Answer, getApi } from '#components/live/api-client.ts';
import type { IncidentListReply } from '#lib/wire/incidents-http.ts';

/** Stored incidents by their begin, newest first, after a place of the page before. */
export function fetchIncidents(after: string | null): Promise<Answer<IncidentListReply>> {
  return getApi(`/api/incidents${after === null ? '' : `?${new URLSearchParams({ after })}`}`);
}
