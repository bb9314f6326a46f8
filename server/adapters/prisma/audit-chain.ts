// Verifies the audit chain by computing every hash again (I21), as the trigger in prisma/migrations (guards) made them.
import { createHash } from 'node:crypto';
import type { AuditVerdict } from '#server/ports/audit-store.ts';
import type { Database } from './client.ts';

export interface AuditRow {
  readonly seq: bigint;
  readonly atMs: bigint;
  readonly by: string;
  readonly action: string;
  readonly detail: string;
  readonly contentHash: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** The hash before the first row. */
const GENESIS = '0'.repeat(64);

/** Rows of one batch: read and hashed in a few milliseconds, then the event loop goes on with its other work. */
const PAGE = 500;

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function field(text: string): string {
  return `${Buffer.byteLength(text, 'utf8')}:${text}`;
}

/** What is wrong with `row` as the successor of a row with `previous` at `seq` − 1; null when nothing is. */
function rowFault(row: AuditRow, seq: bigint, previous: string): string | null {
  if (row.seq !== seq) return `row ${seq} is missing`;
  const content = sha256(`${row.atMs}|${field(row.by)}|${field(row.action)}|${field(row.detail)}`);
  if (row.contentHash !== content) return `row ${seq} was changed`;
  if (row.previousHash !== previous) return `row ${seq} does not follow row ${seq - 1n}`;
  if (row.hash !== sha256(`${previous}|${seq}|${content}`)) return `row ${seq} has a forged hash`;
  return null;
}

/** Reads the chain page by page; a missing tail is found by the separate head row. */
export async function verifyAudit(db: Database): Promise<AuditVerdict> {
  let rows = 0n;
  let head = GENESIS;
  for (;;) {
    const page = await db.audit.findMany({
      where: { seq: { gt: rows } },
      orderBy: { seq: 'asc' },
      take: PAGE,
    });
    for (const row of page) {
      const fault = rowFault(row, rows + 1n, head);
      if (fault !== null) return { ok: false, rows: Number(rows), brokenAt: fault, head };
      rows = row.seq;
      head = row.hash;
    }
    if (page.length < PAGE) break;
  }
  const kept = await db.auditHead.findFirst();
  const newer = await db.audit.count({ where: { seq: { gt: rows } } });
  if (newer === 0 && (kept?.seq !== rows || kept.hash !== head))
    return { ok: false, rows: Number(rows), brokenAt: `rows after ${rows} are missing`, head };
  return { ok: true, rows: Number(rows), head };
}
