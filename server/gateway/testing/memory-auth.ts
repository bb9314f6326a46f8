// Logins in memory, for tests. Out: an AuthStore that can be told to fail.
import type { AuthStore, Session } from '#server/ports/auth-store.ts';

export interface MemoryAuth extends AuthStore {
  readonly audit: string[];
  /** While set, every call fails, as with a database that is gone. */
  isDown: boolean;
}

export function createMemoryAuth(): MemoryAuth {
  const sessions = new Map<string, Session>();
  let passwordHash: string | null = null;
  let setup: { readonly hash: string; readonly expiresAt: number } | null = null;
  const auth: MemoryAuth = {
    audit: [],
    isDown: false,
    findOperator: (name) => up(() => ({ name, passwordHash })),
    setPasswordHash: (_, hash) =>
      up(() => {
        passwordHash = hash;
      }),
    createSetupToken: (hash, expiresAt) =>
      up(() => {
        setup = { hash, expiresAt };
      }),
    consumeSetupToken: (hash, at) =>
      up(() => {
        const fits = setup !== null && setup.hash === hash && at < setup.expiresAt;
        if (fits) setup = null;
        return fits;
      }),
    createSession: (session) => up(() => void sessions.set(session.tokenHash, session)),
    findSession: (hash) => up(() => sessions.get(hash) ?? null),
    touchSession: (hash, at) =>
      up(() => {
        const known = sessions.get(hash);
        if (known) sessions.set(hash, { ...known, lastSeenAt: at });
      }),
    revokeSession: (hash) => up(() => void sessions.delete(hash)),
    revokeAllSessions: (_, keep) =>
      up(() => {
        for (const hash of sessions.keys()) if (hash !== keep) sessions.delete(hash);
      }),
    appendAudit: (row) => up(() => void auth.audit.push(`${row.by} ${row.action} ${row.detail}`)),
  };
  async function up<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (auth.isDown) throw new Error('the database is gone');
    return work();
  }
  return auth;
}
