// What a check of the audit chain found, in words. In: the gateway's answer. Out: a sentence.
import { formatFixed } from '#lib/format/digits.ts';
import type { AuditVerifyReply } from '#lib/wire/audit-http.ts';

function rowsText(count: number): string {
  return `${formatFixed(count, 0)} ${count === 1 ? 'row' : 'rows'}`;
}

/** "1,203 rows, chain whole, head <hash>", or the first row that does not fit and what is wrong with it. */
export function verdictText(verdict: AuditVerifyReply): string {
  if (verdict.isWhole) return `${rowsText(verdict.rows)}, chain whole, head ${verdict.head}`;
  const good =
    verdict.rows === 0
      ? 'no row before it fits'
      : `${rowsText(verdict.rows)} before it fit, up to hash ${verdict.head}`;
  return `Chain broken: ${verdict.brokenAt ?? 'the place was not told'}; ${good}`;
}
