// The audit, read back for the console. In: a page or a place in the chain. Out: the audit-store port.
import type { AuditEntry, AuditStore } from '#server/ports/audit-store.ts';
import { type AuditRow, verifyAudit } from './audit-chain.ts';
import type { Database } from './client.ts';
import { exactNumber } from './storable.ts';

/** Names for a filter: more than a person can choose from are not listed. */
const NAMES = 200;

function entryOf({ seq, atMs, ...row }: AuditRow): AuditEntry {
  return { seq: exactNumber(seq), at: exactNumber(atMs), ...row };
}

/** Reads only; what changes the audit are its triggers and nothing else. */
export function createAuditStore(db: Database): AuditStore {
  return {
    listAudit: async ({ before, by, action, limit }) => {
      const where = {
        ...(before === null ? {} : { seq: { lt: BigInt(before) } }),
        ...(by === null ? {} : { by }),
        ...(action === null ? {} : { action }),
      };
      const rows = await db.audit.findMany({ where, orderBy: { seq: 'desc' }, take: limit });
      return rows.map(entryOf);
    },
    auditAfter: async (after, limit) => {
      const where = { seq: { gt: BigInt(after) } };
      const rows = await db.audit.findMany({ where, orderBy: { seq: 'asc' }, take: limit });
      return rows.map(entryOf);
    },
    auditNames: async () => {
      const [by, actions] = await Promise.all([
        db.audit.groupBy({ by: ['by'], orderBy: { by: 'asc' }, take: NAMES }),
        db.audit.groupBy({ by: ['action'], orderBy: { action: 'asc' }, take: NAMES }),
      ]);
      return { by: by.map((row) => row.by), actions: actions.map((row) => row.action) };
    },
    verifyAudit: () => verifyAudit(db),
  };
}
