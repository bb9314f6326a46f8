// The audit in memory, for tests. Out: an AuditStore that can be told to fail, to wait, or to be broken.
import type { AuditEntry, AuditStore, AuditVerdict } from '#server/ports/audit-store.ts';

export interface MemoryAudit extends AuditStore {
  /** Oldest first. */
  readonly rows: AuditEntry[];
  /** While set, every call fails, as with a database that is gone. */
  isDown: boolean;
  /** What a check finds, and when. */
  verdict: () => Promise<AuditVerdict>;
}

/** A row without a real hash: the chain's own rule is tested where it is written. */
export function sampleEntry(seq: number, given: Partial<AuditEntry> = {}): AuditEntry {
  return {
    ...{ seq, at: 1_795_186_800_000 + seq, by: 'operator', action: 'arm', detail: '{"ok":true}' },
    ...{ contentHash: 'c'.repeat(64), previousHash: 'b'.repeat(64), hash: 'a'.repeat(64) },
    ...given,
  };
}

export function createMemoryAudit(): MemoryAudit {
  const store: MemoryAudit = {
    rows: [],
    isDown: false,
    verdict: async () => ({ ok: true, rows: store.rows.length, head: 'a'.repeat(64) }),
    listAudit: ({ before, by, action, limit }) =>
      up(() =>
        store.rows
          .filter((row) => before === null || row.seq < before)
          .filter((row) => by === null || row.by === by)
          .filter((row) => action === null || row.action === action)
          .sort((left, right) => right.seq - left.seq)
          .slice(0, limit),
      ),
    auditAfter: (after, limit) =>
      up(() => store.rows.filter((row) => row.seq > after).slice(0, limit)),
    auditNames: () =>
      up(() => ({
        by: [...new Set(store.rows.map((row) => row.by))].sort(),
        actions: [...new Set(store.rows.map((row) => row.action))].sort(),
      })),
    verifyAudit: () => up(() => store.verdict()),
  };
  async function up<T>(work: () => T | Promise<T>): Promise<T> {
    await Promise.resolve();
    if (store.isDown) throw new Error('the database is gone');
    return work();
  }
  return store;
}
