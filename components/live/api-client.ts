// The gateway's /api as functions. In: plain values. Out: its JSON replies, or a plain sentence when there is none.
import type { DecisionListReply, DecisionReply, PlainReply, SessionReply } from '#lib/wire/http.ts';
import type { KillListReply } from '#lib/wire/kills-http.ts';
import type { PnlReply } from '#lib/wire/pnl-http.ts';
import type { SettingsReply } from '#lib/wire/settings-http.ts';

/** GET /api/session; null when the gateway cannot be asked. */
export async function fetchSession(): Promise<SessionReply | null> {
  try {
    const response = await fetch('/api/session', { cache: 'no-store', credentials: 'same-origin' });
    if (response.status === 401) return SIGNED_OUT;
    if (!response.ok) return null;
    const session: SessionReply = await response.json();
    return session;
  } catch {
    return null;
  }
}

const SIGNED_OUT: SessionReply = {
  signedIn: false,
  operator: null,
  passwordSet: true,
  mode: '',
  build: '',
  expiresAt: null,
};

type PostPath = '/api/setup' | '/api/login' | '/api/password' | '/api/logout';

/** POSTs JSON; every failure comes back as a reply that says so. */
export async function postApi(
  path: PostPath,
  body: Readonly<Record<string, string>>,
): Promise<PlainReply> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(body),
    });
    const reply: PlainReply = await response.json();
    return { ...reply, ok: response.ok && reply.ok };
  } catch {
    return { ok: false, code: 'unreachable', text: 'The gateway did not answer.' };
  }
}

/** The reply when there was none. */
export const UNREACHABLE: PlainReply & { readonly ok: false } = {
  ok: false,
  code: 'unreachable',
  text: 'The gateway did not answer.',
};

/** What was asked for, or the gateway's word on why there is nothing. */
export type Answer<Reply> = Reply | (PlainReply & { readonly ok: false });

/** GET of any path of /api; every failure comes back as a reply that says so. */
export async function getApi<Reply>(path: string): Promise<Answer<Reply>> {
  try {
    const response = await fetch(path, { cache: 'no-store', credentials: 'same-origin' });
    const reply: Answer<Reply> = await response.json();
    return reply;
  } catch {
    return UNREACHABLE;
  }
}

/** GET /api/decisions/:id. */
export function fetchDecision(id: string): Promise<Answer<DecisionReply>> {
  return getApi(`/api/decisions/${encodeURIComponent(id)}`);
}

/** GET /api/decisions: one page after a decision of the page before, of one market when it is given. */
export function fetchDecisions(page: {
  readonly after: string | null;
  readonly ticker: string | null;
}): Promise<Answer<DecisionListReply>> {
  const wanted = Object.entries(page).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  );
  return getApi(`/api/decisions?${new URLSearchParams(wanted)}`);
}

/** GET /api/pnl: results from an instant on (Unix ms), or of all time. */
export function fetchPnl(from: number | null): Promise<Answer<PnlReply>> {
  return getApi(`/api/pnl${from === null ? '' : `?from=${from}`}`);
}

/** GET /api/kills. */
export function fetchKills(): Promise<Answer<KillListReply>> {
  return getApi('/api/kills');
}

/** GET /api/settings. */
export function fetchSettings(): Promise<Answer<SettingsReply>> {
  return getApi('/api/settings');
}
