// The audit as the console may read it: no secret leaves it, and its chain is checked by one at a time. In: the store.
import type { AuditRow } from '#lib/wire/audit-http.ts';
import type {
  AuditEntry,
  AuditNames,
  AuditPage,
  AuditStore,
  AuditVerdict,
} from '#server/ports/audit-store.ts';
import { shownDetail } from './shown-detail.ts';

/** Rows read at once for an export. */
const EXPORT_ROWS = 500;

/** Every call rejects when the database does not answer. */
export interface AuditReader {
  /** Newest first. */
  list(page: AuditPage): Promise<readonly AuditRow[]>;
  names(): Promise<AuditNames>;
  /** The whole chain, oldest first, a batch at a time; the next batch is read when the one before was taken. */
  batches(): AsyncGenerator<readonly AuditRow[], void, undefined>;
  /** Recomputes the chain from its first row; null while another check is under way. */
  verify(): Promise<AuditVerdict> | null;
}

function shownRow(entry: AuditEntry): AuditRow {
  return { ...entry, ...shownDetail(entry.detail) };
}

export function createAuditReader(store: AuditStore): AuditReader {
  let isVerifying = false;
  async function verify(): Promise<AuditVerdict> {
    isVerifying = true;
    try {
      return await store.verifyAudit();
    } finally {
      isVerifying = false;
    }
  }
  return {
    list: async (page) => (await store.listAudit(page)).map(shownRow),
    names: () => store.auditNames(),
    async *batches() {
      let after = 0;
      for (;;) {
        const rows = await store.auditAfter(after, EXPORT_ROWS);
        if (rows.length > 0) yield rows.map(shownRow);
        if (rows.length < EXPORT_ROWS) return;
        after = rows.at(-1)?.seq ?? after;
      }
    },
    verify: () => (isVerifying ? null : verify()),
  };
}
