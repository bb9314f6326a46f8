// Login sessions: a random 256-bit cookie, kept as SHA-256 on the server, revocable at once (ASVS 7.2–7.4).
import { createHash, randomBytes } from 'node:crypto';
import type { AuthStore, Session } from '#server/ports/auth-store.ts';
import type { Clock } from '#server/ports/clock.ts';

const COOKIE = 'voltage_session';
/** A login without an open page ends after this. */
export const IDLE_MS = 60 * 60_000;
const ABSOLUTE_MS = 12 * 60 * 60_000;
/** A touch is written at most this often. */
const TOUCH_MS = 60_000;

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export interface Sessions {
  /** A new session for `operator`; the returned token goes into the cookie and is stored nowhere. */
  begin(operator: string): Promise<{ readonly token: string; readonly session: Session }>;
  /** The live session of a cookie header, or null. Expired and idle ones are revoked on sight. */
  ofCookie(header: string | undefined): Promise<Session | null>;
  end(session: Session): Promise<void>;
  endAll(operator: string, keep: string | null): Promise<void>;
  cookie(token: string, maxAgeSeconds: number): string;
}

function tokenOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return null;
}

/** `secure` is true behind https: the cookie then carries the __Host- prefix and Secure. */
export function createSessions(store: AuthStore, clock: Clock, secure: boolean): Sessions {
  const name = secure ? `__Host-${COOKIE}` : COOKIE;
  return {
    async begin(operator) {
      const token = randomBytes(32).toString('base64url');
      const at = clock.wall();
      const session: Session = {
        tokenHash: hashToken(token),
        operator,
        createdAt: at,
        lastSeenAt: at,
        expiresAt: at + ABSOLUTE_MS,
      };
      await store.createSession(session);
      return { token, session };
    },
    async ofCookie(header) {
      const token = tokenOf(header, name);
      if (token === null) return null;
      const session = await store.findSession(hashToken(token));
      if (session === null) return null;
      const at = clock.wall();
      if (at >= session.expiresAt || at - session.lastSeenAt >= IDLE_MS) {
        await store.revokeSession(session.tokenHash).catch(() => undefined);
        return null;
      }
      // An open desk asks every few seconds and so counts as use; a disk that cannot note it logs nobody out.
      if (at - session.lastSeenAt >= TOUCH_MS)
        await store.touchSession(session.tokenHash, at).catch(() => undefined);
      return session;
    },
    end: (session) => store.revokeSession(session.tokenHash),
    endAll: (operator, keep) => store.revokeAllSessions(operator, keep),
    cookie(token, maxAgeSeconds) {
      const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
      return `${name}=${token}; ${flags}${secure ? '; Secure' : ''}`;
    },
  };
}

/** Seconds a cookie of a fresh session lives. */
export const COOKIE_SECONDS = ABSOLUTE_MS / 1000;
