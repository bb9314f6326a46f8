// The gateway's /api/audit as functions. In: plain values. Out: its JSON replies, or a plain sentence when there is none.
import { type Answer, getApi, UNREACHABLE } from '#components/live/api-client.ts';
import type { AuditListReply, AuditNamesReply, AuditVerifyReply } from '#lib/wire/audit-http.ts';

export interface AuditFilter {
  /** Null = everybody. */
  readonly by: string | null;
  /** Null = every action. */
  readonly action: string | null;
}

/** The whole chain as a file. */
export const EXPORT_HREF = '/api/audit/export';

/** One page of rows, after row `before` of the page before. */
export function fetchAudit(
  filter: AuditFilter,
  before: number | null,
): Promise<Answer<AuditListReply>> {
  const wanted = Object.entries({ ...filter, before }).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  );
  return getApi(`/api/audit?${new URLSearchParams(wanted)}`);
}

/** Every name and action there is. */
export function fetchAuditNames(): Promise<Answer<AuditNamesReply>> {
  return getApi('/api/audit/names');
}

/** Has the chain recomputed; the answer comes when all of it is. */
export async function verifyAudit(): Promise<Answer<AuditVerifyReply>> {
  try {
    const response = await fetch('/api/audit/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: '{}',
    });
    const reply: Answer<AuditVerifyReply> = await response.json();
    return reply;
  } catch {
    return UNREACHABLE;
  }
}
