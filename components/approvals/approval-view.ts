// Which offers the screen shows and in what order. In: rows and the time. Out: pending first by age, then just answered.
import type { ApprovalState } from '#lib/domain/approval.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { formatPrice } from '#lib/format/price.ts';
import type { ApprovalRow } from '#lib/wire/topics.ts';

/** How long an answered offer stays in sight. */
export const LINGER_MS = 8_000;

/** What each end of an offer means. */
export const STATE_WORD: Readonly<Record<ApprovalState, string>> = {
  pending: 'waits for you',
  approved: 'Approved',
  vetoed: 'Vetoed',
  expired: 'Expired: nothing was sent',
  refused: 'Refused by the gate at the last look: nothing was sent',
  withdrawn: 'Withdrawn: nothing was sent',
};

/** The instant an offer stopped waiting; its own expiry while it still waits. */
function endedAt(row: ApprovalRow): number {
  return row.answeredAt ?? row.expiresAt;
}

/** Oldest pending offer first, so that none moves when another arrives; then what was answered moments ago. */
export function shownApprovals(
  rows: readonly ApprovalRow[],
  nowMs: number | null,
): readonly ApprovalRow[] {
  const pending = rows.filter((row) => row.state === 'pending');
  const ended = rows.filter(
    (row) => row.state !== 'pending' && nowMs !== null && nowMs - endedAt(row) < LINGER_MS,
  );
  return [
    ...pending.toSorted((left, right) => left.raisedAt - right.raisedAt),
    ...ended.toSorted((left, right) => endedAt(right) - endedAt(left)),
  ];
}

/** "Buy 25 YES at most 46.3¢" or "Buy 25 NO at most 53.7¢": the offer in the words of the outcome it pays for. */
export function offerText(row: Pick<ApprovalRow, 'side' | 'count' | 'limitPrice'>): string {
  const isYes = row.side === 'bid';
  const price = isYes ? row.limitPrice : 10_000 - row.limitPrice;
  return `Buy ${formatContracts(row.count)} ${isYes ? 'YES' : 'NO'} at most ${formatPrice(price)}`;
}
