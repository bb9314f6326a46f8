// The gateway's /api as functions. In: plain values. Out: its JSON replies, or a plain sentence when there is none.

import type { Ticket } from '#lib/domain/ticket.ts';
import type { DecisionReply, PlainReply, SessionReply } from '#lib/wire/http.ts';
import type { KillListReply } from '#lib/wire/kills-http.ts';
import type { LastMarketReply } from '#lib/wire/last-market.ts';
import type { ModelPapersReply, ModelScoresReply } from '#lib/wire/models-http.ts';
import type { PnlReply } from '#lib/wire/pnl-http.ts';
import type { SettingsReply } from '#lib/wire/settings-http.ts';
import type { TicketLookReply } from '#lib/wire/ticket-http.ts';

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

/** GET /api/pnl: results from an instant on (Unix ms), or of all time. */
export function fetchPnl(from: number | null): Promise<Answer<PnlReply>> {
  return getApi(`/api/pnl${from === null ? '' : `?from=${from}`}`);
}

/** GET /api/ticket: what the gate would say of this ticket now. */
export function fetchTicketLook(ticket: Ticket): Promise<Answer<TicketLookReply>> {
  const query = Object.entries(ticket).map(([name, value]) => [name, String(value)]);
  return getApi(`/api/ticket?${new URLSearchParams(query)}`);
}

/** GET /api/models: manifest and card of every model folder. */
export function fetchModelPapers(): Promise<Answer<ModelPapersReply>> {
  return getApi('/api/models');
}

/** GET /api/models/scores: closes from an instant on (Unix ms), or all that are stored. */
export function fetchModelScores(from: number | null): Promise<Answer<ModelScoresReply>> {
  return getApi(`/api/models/scores${from === null ? '' : `?from=${from}`}`);
}

/** GET /api/kills. */
export function fetchKills(): Promise<Answer<KillListReply>> {
  return getApi('/api/kills');
}

/** GET /api/settings. */
export function fetchSettings(): Promise<Answer<SettingsReply>> {
  return getApi('/api/settings');
}

/** GET /api/last-market: the stored record of one market up to its close, Unix ms. */
export function fetchLastMarket(ticker: string): Promise<Answer<LastMarketReply>> {
  return getApi(`/api/last-market?${new URLSearchParams({ ticker })}`);
}
