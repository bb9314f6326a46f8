// One row of the audit chain as a write. In: who did what and when. Out: an insert the database numbers and hashes.
import type { Database } from './client.ts';
import { exactBigint, plainText } from './storable.ts';
import { once, type Write } from './write-once.ts';

/** One row of the audit chain; the database adds its number and hashes. */
export function writeAudit(
  db: Database,
  row: {
    readonly at: number;
    readonly by: string;
    readonly action: string;
    readonly detail: string;
  },
): Write {
  const texts = { by: plainText(row.by), detail: plainText(row.detail) };
  return once(db.audit, { atMs: exactBigint(row.at), action: plainText(row.action), ...texts });
}
