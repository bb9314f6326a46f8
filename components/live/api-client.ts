// The gateway's /api as functions. In: plain values. Out: its JSON replies, or a plain sentence when there is none.
import type { PlainReply, SessionReply } from '#lib/wire/http.ts';

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
