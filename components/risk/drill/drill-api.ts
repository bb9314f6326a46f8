// /api/drill as functions. In: a wish, a password. Out: how a rehearsal stands, or a plain sentence when that is not known.
import { type Answer, getApi, UNREACHABLE } from '#components/live/api-client.ts';
import type { DrillCall, DrillReply } from '#lib/wire/drill-http.ts';

/** The rehearsal under way or the last one, and why none may begin. */
export function fetchDrill(): Promise<Answer<DrillReply>> {
  return getApi('/api/drill');
}

async function post(path: string, body: object): Promise<Answer<DrillReply>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(body),
    });
    const reply: Answer<DrillReply> = await response.json();
    return reply;
  } catch {
    return UNREACHABLE;
  }
}

export function beginDrill(call: DrillCall): Promise<Answer<DrillReply>> {
  return post('/api/drill', call);
}

/** Asks the one under way to take everything back and end. */
export function stopDrill(): Promise<Answer<DrillReply>> {
  return post('/api/drill/stop', {});
}
