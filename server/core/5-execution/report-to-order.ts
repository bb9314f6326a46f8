// Stage 5's crossing: the venue's word about our orders. In: one report. Out: changed orders, new fills, alarms, cancels.
import { NO_CONTRACTS } from '#lib/domain/count.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { mayStillFill } from '#lib/domain/order.ts';
import type {
  CancelAcceptedReport,
  OrderAcceptedReport,
  OrderRejectedReport,
  OrderStatusReport,
  RenewalReport,
  Report,
} from '#lib/domain/report.ts';
import { assertNever } from '#lib/never.ts';
import type { OrderBookState } from './order-book-state.ts';
import { type ChangeDraft, draftChange, finishChange, type OrderChange } from './order-change.ts';
import {
  applyCut,
  applyEvidence,
  applyFill,
  type Evidence,
  findTracked,
  forgetCut,
  linkVenueId,
  proveRenewal,
} from './order-evidence.ts';
import { endDoubts } from './whose-fill.ts';

/** A reading made this much after a decrease was asked for would show it. */
const AMEND_PATIENCE_MS = 2_000;

interface Context {
  readonly at: WallMs;
  readonly draft: ChangeDraft;
}

function onAccepted(state: OrderBookState, report: OrderAcceptedReport, context: Context): void {
  const tracked = findTracked(state, report);
  if (tracked === null) {
    context.draft.alarms.push({
      severity: 'critical',
      code: 'accepted-stranger',
      text: `the venue accepted ${report.clientOrderId}, which we never intended (I7)`,
    });
    return;
  }
  linkVenueId(state, tracked, { venueOrderId: report.venueOrderId, ...context });
  // Remaining 0 does not mean filled: an immediate order's rest is reported as 0 too (kalshi-api §4.1).
  const whole = report.filled >= tracked.order.request.count;
  const done: Evidence['event'] = whole ? 'full-fill' : 'cancel';
  const live: Evidence['event'] = report.filled > 0 ? 'part-fill' : 'rest';
  applyEvidence(
    tracked,
    {
      event: report.remaining === 0 ? done : live,
      claimed: report.filled,
      note: report.remaining === 0 && !whole ? 'accepted, remainder cancelled' : 'accepted',
    },
    context,
  );
}

function onRejected(state: OrderBookState, report: OrderRejectedReport, context: Context): void {
  const tracked = findTracked(state, { ...report, venueOrderId: null });
  if (tracked === null) return;
  // Status 0: our own door refused it, no request was made.
  const ours = report.httpStatus === 0;
  const text = [report.code, report.details].filter((part) => part !== '').join(': ');
  const note = `${ours ? 'denied' : 'rejected'}: ${text}`;
  applyEvidence(tracked, { event: ours ? 'deny' : 'reject', claimed: null, note }, context);
  const { purpose, ticker } = tracked.order.request;
  context.draft.alarms.push({
    severity: 'warning',
    code: ours ? 'order-denied' : 'order-rejected',
    text: `${purpose} in ${ticker} was ${note}`,
  });
}

function statusEvidence(report: OrderStatusReport, whole: boolean): Evidence {
  const reason = report.reason ?? '';
  const claimed = report.filled;
  switch (report.status) {
    case 'resting':
      return { event: report.filled > 0 ? 'part-fill' : 'rest', claimed, note: 'resting' };
    case 'executed':
      return { event: whole ? 'full-fill' : 'cancel', claimed, note: 'executed' };
    case 'canceled':
      return whole
        ? { event: 'full-fill', claimed, note: 'executed' }
        : {
            event: reason === 'ExpiryCancel' ? 'expire' : 'cancel',
            claimed,
            note: reason === '' ? 'cancelled by the venue or by us' : `cancelled: ${reason}`,
          };
    case 'unknown':
      return { event: null, claimed, note: 'the venue reports a status we do not know' };
    default:
      return assertNever(report.status);
  }
}

function onStatus(state: OrderBookState, report: OrderStatusReport, context: Context): void {
  const tracked = findTracked(state, report);
  if (tracked !== null) {
    linkVenueId(state, tracked, { venueOrderId: report.venueOrderId, ...context });
    const isLate =
      report.source === 'read' && context.at - tracked.order.updatedAt >= AMEND_PATIENCE_MS;
    if (report.status === 'resting') applyCut(tracked, report, { ...context, isLate });
    const whole = report.filled + tracked.order.cut >= tracked.order.request.count;
    applyEvidence(tracked, statusEvidence(report, whole), context);
    return;
  }
  onForeign(state, report, context);
}

/** An order that is none of ours; where its fills were in doubt, this is the answer (F59). */
function onForeign(state: OrderBookState, report: OrderStatusReport, { draft }: Context): void {
  const { venueOrderId, ticker, status } = report;
  // A listing names the client id of every order that has one; a frame without it says nothing about whose it is.
  const tells = report.clientOrderId !== null || report.source === 'read';
  const isAnswer = tells && state.doubtful.delete(venueOrderId);
  const known = state.foreignOrders.has(venueOrderId);
  const rests = status === 'resting';
  if (!rests && !known && !isAnswer) return;
  const remaining = rests ? report.remaining : NO_CONTRACTS;
  state.foreignOrders.set(venueOrderId, { ...report, remaining });
  if (isAnswer)
    draft.alarms.push({
      severity: 'critical',
      code: 'external-fill',
      text: `EXTERNAL fills of ${venueOrderId} in ${ticker}: no order of ours has that id`,
    });
  if (rests && !known)
    draft.alarms.push({
      severity: 'critical',
      code: 'external-order',
      text: `EXTERNAL order ${venueOrderId} rests in ${ticker}: we never sent it`,
    });
}

function onCancelled(state: OrderBookState, report: CancelAcceptedReport, context: Context): void {
  const tracked = findTracked(state, { ...report, clientOrderId: null });
  if (tracked === null) return;
  // Nothing left to cancel: it filled or ended before. Which of the two, fills and status will say.
  const nothingLeft = report.reducedBy === 0;
  applyEvidence(
    tracked,
    nothingLeft
      ? { event: null, claimed: null, note: 'the cancel found nothing left' }
      : {
          event: 'cancel',
          claimed: Math.max(0, tracked.order.request.count - tracked.order.cut - report.reducedBy),
          note: 'cancelled by us',
        },
    context,
  );
}

/**
 * Ends the waiting where the answer is certain; in doubt a reading made well after it does. Only a yes makes the later
 * expiry the one believed in; the worst case it was from the asking on, and stays.
 */
function onRenewal(state: OrderBookState, report: RenewalReport, context: Context): void {
  const tracked = findTracked(state, { ...report, clientOrderId: null });
  if (tracked === null || !mayStillFill(tracked.order.state)) return;
  const { outcome, cause, expiresAt } = report;
  if (tracked.order.renewal?.expiresAt !== expiresAt) return;
  if (outcome === 'done') proveRenewal(tracked, context);
  if (outcome !== 'not-sent') forgetCut(tracked, context);
  const note = outcome === 'done' ? 'expiry renewed' : `renewal ${outcome}: ${cause}`;
  const isOver = outcome !== 'unknown' && tracked.order.state === 'pending-amend';
  applyEvidence(tracked, { event: isOver ? 'amend' : null, claimed: null, note }, context);
  const { filled, claimed } = tracked.order;
  if (isOver && Math.max(filled, claimed) > 0)
    applyEvidence(tracked, { event: 'part-fill', claimed: null, note }, context);
}

/**
 * Reads one report into the order book state (in place) and returns what changed. Reports about money, groups, kill
 * steps and whole accounts change no single order here: `reconcile` reads accounts, the spine the rest.
 */
export function reportToOrder(state: OrderBookState, report: Report, at: WallMs): OrderChange {
  const draft = draftChange();
  const context = { at, draft };
  switch (report.kind) {
    case 'order-accepted':
      onAccepted(state, report, context);
      break;
    case 'order-rejected':
      onRejected(state, report, context);
      break;
    case 'order-unknown': {
      const tracked = findTracked(state, { ...report, venueOrderId: null });
      const note = `outcome unknown: ${report.cause}`;
      if (tracked) applyEvidence(tracked, { event: 'lose', claimed: null, note }, context);
      break;
    }
    case 'order-status':
      onStatus(state, report, context);
      break;
    case 'fill':
      applyFill(state, report, context);
      break;
    case 'cancel-accepted':
      onCancelled(state, report, context);
      break;
    case 'cancel-unknown': {
      const tracked = findTracked(state, { ...report, clientOrderId: null });
      const note = `cancel not confirmed: ${report.cause}`;
      // The group's trigger or a fill may have been faster: then there was nothing left to cancel.
      if (tracked !== null && !mayStillFill(tracked.order.state)) break;
      if (tracked) applyEvidence(tracked, { event: null, claimed: null, note }, context);
      draft.alarms.push({
        severity: 'warning',
        code: 'cancel-unknown',
        text: `cancel of ${report.venueOrderId} is not confirmed: ${report.cause} (F115)`,
      });
      break;
    }
    case 'decrease': {
      const tracked = findTracked(state, { ...report, clientOrderId: null });
      const note = report.done ? 'decrease taken' : `decrease not confirmed: ${report.cause}`;
      if (tracked !== null && mayStillFill(tracked.order.state))
        applyEvidence(tracked, { event: null, claimed: null, note }, context);
      break;
    }
    case 'renewal':
      onRenewal(state, report, context);
      break;
    case 'position':
    case 'balance':
    case 'settlement':
    case 'order-group':
    case 'account':
    case 'kill-step':
    case 'access-refused':
      break;
    default:
      assertNever(report);
  }
  endDoubts(state, draft);
  return finishChange(draft);
}
