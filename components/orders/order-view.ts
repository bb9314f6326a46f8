// How an order's truth is drawn. In: its state. Out: confirmed, pending, unknown or over; newest first.
import { clientOrderId } from '#lib/domain/ids.ts';
import { mayStillFill, type OrderState } from '#lib/domain/order.ts';
import { isTicketOrder } from '#lib/domain/ticket.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';

/** confirmed: the venue said so · pending: sent or asked, not answered · unknown: nobody knows · over: cannot fill any more. */
export type OrderTruth = 'confirmed' | 'pending' | 'unknown' | 'over';

const PENDING: ReadonlySet<OrderState> = new Set([
  'intended',
  'sent',
  'pending-cancel',
  'pending-amend',
]);

/** What the screen may claim about an order in this state. */
export function truthOf(state: OrderState): OrderTruth {
  if (state === 'unknown') return 'unknown';
  if (PENDING.has(state)) return 'pending';
  return mayStillFill(state) ? 'confirmed' : 'over';
}

/** The state in few letters; the row itself carries its full name. */
export const STATE_WORD: Readonly<Record<OrderState, string>> = {
  intended: 'intended',
  sent: 'sent',
  unknown: 'unknown',
  resting: 'resting',
  'partially-filled': 'partial',
  'pending-cancel': 'cancelling',
  'pending-amend': 'changing',
  cancelled: 'cancelled',
  filled: 'filled',
  expired: 'expired',
  rejected: 'rejected',
  denied: 'denied',
  settled: 'settled',
};

/** Whether a person said yes to an entry before it left; null for an exit, which nobody is asked about. */
export function askedWord(
  row: Pick<OrderRow, 'purpose' | 'approvalId' | 'clientOrderId'>,
): 'approved' | 'by ticket' | 'not asked' | null {
  if (row.purpose === 'exit') return null;
  if (row.approvalId !== null) return 'approved';
  return isTicketOrder(clientOrderId(row.clientOrderId)) ? 'by ticket' : 'not asked';
}

/** Finished orders kept in sight. */
const RECENT = 20;

/** Everything that may still fill, newest first, then the latest finished ones. */
export function shownOrders(rows: readonly OrderRow[]): readonly OrderRow[] {
  const working = rows.filter((row) => mayStillFill(row.state));
  const over = rows.filter((row) => !mayStillFill(row.state));
  return [
    ...working.toSorted((left, right) => right.createdAt - left.createdAt),
    ...over.toSorted((left, right) => right.updatedAt - left.updatedAt).slice(0, RECENT),
  ];
}

/** The venue may be asked to cancel it: not while a cancel is already under way, not before it was sent. */
export function isCancellable(state: OrderState): boolean {
  return mayStillFill(state) && state !== 'pending-cancel' && state !== 'intended';
}
