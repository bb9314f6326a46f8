// /api/limits as functions. In: an edit. Out: its preview, or the versions stored, or a plain sentence when there is none.
import type {
  LimitPreviewCall,
  LimitPreviewReply,
  LimitVersionsReply,
} from '#lib/wire/limits-http.ts';
import { type Answer, getApi, UNREACHABLE } from './api-client.ts';

/** POST /api/limits/preview. */
export async function previewLimits(call: LimitPreviewCall): Promise<Answer<LimitPreviewReply>> {
  try {
    const response = await fetch('/api/limits/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(call),
    });
    const reply: Answer<LimitPreviewReply> = await response.json();
    return reply;
  } catch {
    return UNREACHABLE;
  }
}

/** GET /api/limits/versions. */
export function fetchLimitVersions(): Promise<Answer<LimitVersionsReply>> {
  return getApi('/api/limits/versions');
}
