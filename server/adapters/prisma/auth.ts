// Logins in the database: operators, sessions and setup tokens, each change with its audit row in one transaction (I37).
import type { AuthStore } from '#server/ports/auth-store.ts';
import type { Database } from './client.ts';
import { exactBigint, exactNumber } from './storable.ts';
import { writeAudit } from './write-audit.ts';

/** Implements the port; hashes only, no token or password ever arrives here. */
export function createAuth(db: Database): AuthStore {
  /** An audit row stamped by the database, for changes whose caller names no instant. */
  const audited = (by: string, action: string) => db.$executeRaw`
    INSERT INTO audit (at_ms, by, action, detail)
    VALUES (floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint, ${by}, ${action}, '{}')`;
  return {
    findOperator: (name) =>
      db.operator.findUnique({ where: { name }, select: { name: true, passwordHash: true } }),
    setPasswordHash: async (name, passwordHash) => {
      const kept = { where: { name }, create: { name, passwordHash }, update: { passwordHash } };
      await db.$transaction([db.operator.upsert(kept), audited(name, 'auth.password-set')]);
    },
    createSetupToken: async (tokenHash, expiresAt) => {
      await db.$transaction([
        db.setupToken.deleteMany(),
        db.setupToken.create({ data: { tokenHash, expiresAtMs: exactBigint(expiresAt) } }),
        audited('server', 'auth.setup-token-made'),
      ]);
    },
    consumeSetupToken: (tokenHash, at) => consumeSetupToken(db, tokenHash, at),
    createSession: async (session) => {
      const { tokenHash, operator, createdAt } = session;
      await db.$transaction([
        db.operator.createMany({ data: [{ name: operator }], skipDuplicates: true }),
        db.session.create({
          data: {
            ...{ tokenHash, operatorName: operator, createdAtMs: exactBigint(createdAt) },
            lastSeenAtMs: exactBigint(session.lastSeenAt),
            expiresAtMs: exactBigint(session.expiresAt),
          },
        }),
        writeAudit(db, {
          ...{ at: createdAt, by: operator, action: 'auth.session-begun' },
          detail: JSON.stringify({ session: tokenHash.slice(0, 12) }),
        }),
      ]);
    },
    findSession: async (tokenHash) => {
      const row = await db.session.findFirst({ where: { tokenHash, revokedAt: null } });
      if (row === null) return null;
      return {
        tokenHash,
        operator: row.operatorName,
        createdAt: exactNumber(row.createdAtMs),
        lastSeenAt: exactNumber(row.lastSeenAtMs),
        expiresAt: exactNumber(row.expiresAtMs),
      };
    },
    touchSession: async (tokenHash, at) => {
      const data = { lastSeenAtMs: exactBigint(at) };
      await db.session.updateMany({ where: { tokenHash, revokedAt: null }, data });
    },
    revokeSession: (tokenHash) => revokeSession(db, tokenHash),
    revokeAllSessions: async (operator, keep) => {
      await db.$transaction([
        db.$executeRaw`UPDATE sessions SET revoked_at = clock_timestamp() WHERE operator_name = ${operator}
          AND token_hash IS DISTINCT FROM ${keep} AND revoked_at IS NULL`,
        audited(operator, 'auth.sessions-revoked'),
      ]);
    },
    appendAudit: async (row) => {
      await writeAudit(db, row);
    },
  };
}

/** One statement, so that of any number of callers exactly one changes the row and writes the audit. */
async function consumeSetupToken(db: Database, tokenHash: string, at: number): Promise<boolean> {
  const used = await db.$executeRaw`
    WITH used AS (
      UPDATE setup_tokens SET consumed_at_ms = ${exactBigint(at)}
      WHERE token_hash = ${tokenHash} AND consumed_at_ms IS NULL AND expires_at_ms > ${exactBigint(at)} RETURNING 1)
    INSERT INTO audit (at_ms, by, action, detail)
    SELECT ${exactBigint(at)}, 'server', 'auth.setup-token-used', '{}' FROM used`;
  return used === 1;
}

async function revokeSession(db: Database, tokenHash: string): Promise<void> {
  await db.$executeRaw`
    WITH ended AS (
      UPDATE sessions SET revoked_at = clock_timestamp() WHERE token_hash = ${tokenHash} AND revoked_at IS NULL
      RETURNING operator_name, revoked_at)
    INSERT INTO audit (at_ms, by, action, detail)
    SELECT floor(extract(epoch FROM revoked_at) * 1000)::bigint, operator_name, 'auth.session-revoked',
      json_build_object('session', left(${tokenHash}, 12))::text FROM ended`;
}
