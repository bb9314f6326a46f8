// Compares our orders with one complete reading of the account. In: the reading. Out: what it proved, and what drifts.
import { NO_CONTRACTS } from '#lib/domain/count.ts';
import type { VenueOrderId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { lastExpiry, mayStillFill, type Order, provenExpiry } from '#lib/domain/order.ts';
import type { AccountReport, OrderStatusReport } from '#lib/domain/report.ts';
import {
  type OrderBookState,
  type Tracked,
  unbookedCount,
  unknownOrders,
} from './order-book-state.ts';
import { type ChangeDraft, draftChange, finishChange, type OrderChange } from './order-change.ts';
import { applyEvidence, applyFill, findTracked, isDead, proveRenewal } from './order-evidence.ts';
import { reportToOrder } from './report-to-order.ts';
import { endDoubts, isAwaited } from './whose-fill.ts';

export interface Reconciliation extends OrderChange {
  /** True when the reading was complete and stamped and leaves nothing unexplained. */
  readonly clean: boolean;
  /** Every disagreement in plain words. */
  readonly drift: readonly string[];
  /** Orders that got their venue id from this reading. */
  readonly adopted: readonly Order[];
  /** Orders that were unknown before and are not now. */
  readonly resolved: readonly Order[];
  /** Orders at the venue that may be ours by their fills: it is to be asked for their client ids (F29, F46). */
  readonly asks: readonly VenueOrderId[];
}

/** Absence is proved by this many stamped readings in a row, over at least this long (F29). */
const ABSENT_MISSES = 5;
const ABSENT_SPAN_MS = 10_000;
/** A known resting order is gone after two agreeing readings (F120: reads lag writes). */
const GONE_MISSES = 2;
/** A send without any answer for this long has an unknown outcome. */
const ANSWER_MS = 10_000;
/** A cancelled order that still rests in a reading made this much later is cancelled again (F35, F115). */
const CANCEL_AGAIN_MS = 2_000;
/** An order seen this long after its expiry has another one. */
const OUTLIVED_MS = 2_000;

interface Context {
  readonly at: WallMs;
  readonly draft: ChangeDraft;
}

/** Counts a reading that does not show the order; only one asked for, and fresh, after our last evidence counts. */
function countMiss(tracked: Tracked, account: AccountReport): number {
  const { requestedAt, asOf, complete } = account;
  const before = tracked.misses;
  const proves =
    complete && asOf !== null && asOf > tracked.evidenceAt && requestedAt > tracked.evidenceAt;
  if (proves && (before === null || requestedAt > before.last))
    tracked.misses = {
      times: (before?.times ?? 0) + 1,
      first: before?.first ?? requestedAt,
      last: requestedAt,
    };
  return tracked.misses?.times ?? 0;
}

/**
 * An order without answer: found above, proved absent, or left unknown. A fill that looks like its own proves nothing:
 * another hand trades at the same price. The venue is asked whose it is, and until it has said so nothing is absent.
 */
function resolveNameless(
  state: OrderBookState,
  tracked: Tracked,
  { account, ...context }: Context & { readonly account: AccountReport },
): void {
  if (isAwaited(state, tracked.order)) return;
  const misses = countMiss(tracked, account);
  const seen = tracked.misses;
  if (misses < ABSENT_MISSES || seen === null || seen.last - seen.first < ABSENT_SPAN_MS) return;
  applyEvidence(
    tracked,
    { event: 'absent', claimed: null, note: 'never placed: absent past the watermark' },
    context,
  );
}

/** An order the venue knew and no longer shows as resting: it ended, and its fills are all in the reading. */
function resolveGone(
  tracked: Tracked,
  { account, ...context }: Context & { readonly account: AccountReport },
): void {
  if (countMiss(tracked, account) < GONE_MISSES) return;
  const expiresAt = lastExpiry(tracked.order);
  const expired = expiresAt !== null && account.asOf !== null && expiresAt <= account.asOf;
  applyEvidence(
    tracked,
    {
      event: expired ? 'expire' : 'cancel',
      claimed: null,
      note: expired ? 'expired at the venue' : 'no longer rests at the venue',
    },
    context,
  );
}

/** An order of another hand that a complete reading does not show rests no longer. */
function forgetForeign(state: OrderBookState, account: AccountReport): void {
  const resting = new Set(account.resting.map((row) => row.venueOrderId));
  for (const [id, row] of state.foreignOrders)
    if (!resting.has(id) && row.remaining > 0)
      state.foreignOrders.set(id, { ...row, remaining: NO_CONTRACTS });
}

function resolveUnseen(state: OrderBookState, account: AccountReport, context: Context): void {
  const resting = new Set(account.resting.map((row) => row.venueOrderId));
  for (const tracked of state.tracked.values()) {
    const { order } = tracked;
    const { state: from, venueOrderId } = order;
    if (from === 'sent' && account.requestedAt - tracked.evidenceAt > ANSWER_MS)
      applyEvidence(
        tracked,
        { event: 'lose', claimed: null, note: 'outcome unknown: no answer came' },
        context,
      );
    else if (from === 'unknown' && venueOrderId === null)
      resolveNameless(state, tracked, { account, ...context });
    else if (mayStillFill(from) && venueOrderId !== null && !resting.has(venueOrderId))
      resolveGone(tracked, { account, ...context });
  }
}

/** Cancels that got lost: the order was to go, and a reading made well after that still shows it resting. */
function cancelAgain(state: OrderBookState, account: AccountReport, draft: ChangeDraft): void {
  for (const row of account.resting) {
    const order = findTracked(state, row)?.order;
    if (order?.state !== 'pending-cancel' || row.status !== 'resting') continue;
    if (account.requestedAt - order.updatedAt < CANCEL_AGAIN_MS) continue;
    const { ticker, shard } = order.request;
    draft.cancels.push({ venueOrderId: row.venueOrderId, ticker, shard });
  }
}

/** Orders that still rest well after the expiry we were sure of: their renewal was granted. */
function seeRenewed(state: OrderBookState, account: AccountReport, context: Context): void {
  for (const row of account.resting) {
    const tracked = findTracked(state, row);
    const until = tracked === null ? null : provenExpiry(tracked.order);
    if (tracked === null || until === null || account.asOf === null) continue;
    if (account.asOf - until >= OUTLIVED_MS) proveRenewal(tracked, context);
  }
}

/** Rests, is not ours, and no person has accepted that. */
function isStranger(state: OrderBookState, row: OrderStatusReport): boolean {
  if (row.status !== 'resting' || state.acceptedOrders.has(row.venueOrderId)) return false;
  return findTracked(state, row) === null;
}

/** Rests, though by all we knew it never stood at the venue: what it risks is in no sum of ours. */
function restsDead(state: OrderBookState, row: OrderStatusReport): boolean {
  const tracked = findTracked(state, row);
  return row.status === 'resting' && tracked !== null && isDead(tracked.order.state);
}

function listDrift(state: OrderBookState, account: AccountReport): string[] {
  const drift: string[] = [];
  if (!account.complete) drift.push('the reading of the account is incomplete: it proves nothing');
  if (account.asOf === null) drift.push('the reading has no freshness stamp: it proves nothing');
  for (const row of account.resting)
    if (isStranger(state, row))
      drift.push(`order ${row.venueOrderId} rests in ${row.ticker} and is not ours`);
    else if (restsDead(state, row))
      drift.push(`order ${row.venueOrderId} rests in ${row.ticker}, and is dead by our books`);
  for (const id of state.doubtful)
    drift.push(`order ${id} filled, and may be ours or a stranger's`);
  for (const tracked of state.tracked.values()) {
    const id = tracked.order.request.clientOrderId;
    if (tracked.order.state === 'unknown') drift.push(`the outcome of order ${id} is unknown`);
    const missing = unbookedCount(tracked);
    if (missing > 0) drift.push(`order ${id}: ${missing / 100} contracts filled, fills not seen`);
  }
  return drift;
}

/**
 * Folds the reading in (in place). Unknown orders are resolved by venue evidence or proved absence alone (I29); an
 * incomplete or unstamped reading proves no absence; applying the same reading twice changes nothing (I27); no path
 * here creates an order (I28), only cancels may be wanted.
 */
export function reconcile(
  state: OrderBookState,
  account: AccountReport,
  at: WallMs,
): Reconciliation {
  const draft = draftChange();
  const context = { at, draft };
  const unknownBefore = unknownOrders(state);
  const namelessBefore = [...state.tracked.values()].filter(
    (each) => each.order.venueOrderId === null,
  );
  for (const row of account.resting) {
    const change = reportToOrder(state, row, at);
    for (const order of change.changed) draft.changed.set(order.request.clientOrderId, order);
    draft.alarms.push(...change.alarms);
    draft.cancels.push(...change.cancels);
  }
  seeRenewed(state, account, context);
  if (account.complete) forgetForeign(state, account);
  for (const fill of account.fills) applyFill(state, fill, context);
  resolveUnseen(state, account, context);
  endDoubts(state, draft);
  cancelAgain(state, account, draft);
  const drift = listDrift(state, account);
  return {
    ...finishChange(draft),
    clean: drift.length === 0,
    drift,
    adopted: namelessBefore
      .filter((each) => each.order.venueOrderId !== null)
      .map((each) => each.order),
    resolved: unknownBefore
      .map((order) => state.tracked.get(order.request.clientOrderId)?.order ?? order)
      .filter((order) => order.state !== 'unknown'),
    asks: [...state.doubtful],
  };
}
