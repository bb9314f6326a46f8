// Cancels and decreases, with the venue's routing trap: without shard or ticker the call goes to shard 0.
// In: an order id and where to look. Out: what was reduced. Source: kalshi-api §1.6, §3.3, §4.2.
import { assertInvariant } from '#lib/check.ts';
import { refreshReserve } from './holding.ts';
import { announceDelta, announceOrder, cancelResting } from './order-record.ts';
import type { CancelOutcome, VenueReject } from './order-shapes.ts';
import { isResting } from './place-order.ts';
import * as rejects from './rejects.ts';
import { type Account, marketOf, type Order, type Venue } from './venue.ts';

/** Where a call by order id is sent. */
export interface OrderAddress {
  readonly orderId: string;
  /** Explicit shard; −1 or absent: by ticker, and shard 0 when there is none. */
  readonly exchangeIndex?: number;
  readonly ticker?: string;
}

/** The shard a call lands on. */
function routedShard(venue: Venue, address: OrderAddress): number {
  if (address.exchangeIndex !== undefined && address.exchangeIndex >= 0) {
    return address.exchangeIndex;
  }
  if (address.ticker === undefined) return 0;
  return venue.markets.get(address.ticker)?.shard ?? 0;
}

function isOrder(value: Order | VenueReject): value is Order {
  return !('httpStatus' in value);
}

/** The account's resting order at that address, or why the call fails. `isAmend`: a trading pause refuses it too. */
export function findResting(
  venue: Venue,
  account: Account,
  address: OrderAddress & { readonly isAmend?: boolean },
): Order | VenueReject {
  const order = venue.orders.get(address.orderId);
  if (order === undefined || order.account !== account || !isResting(order)) {
    return rejects.NOT_FOUND;
  }
  if (order.shard !== routedShard(venue, address)) return rejects.NOT_FOUND;
  if (address.ticker !== undefined && address.ticker !== order.ticker) {
    return rejects.ORDER_TICKER_MISMATCH;
  }
  if (venue.switches.exchangePaused) return rejects.EXCHANGE_PAUSED;
  const { status } = marketOf(venue, order.ticker);
  if (status !== 'active' && status !== 'inactive') return rejects.MARKET_INACTIVE;
  if (address.isAmend === true) {
    if (venue.switches.pausedShards.has(order.shard)) return rejects.TRADING_PAUSED;
    if (status === 'inactive') return rejects.MARKET_INACTIVE;
  }
  return order;
}

/** Cancels one resting order. */
export function cancelOrder(venue: Venue, account: Account, address: OrderAddress): CancelOutcome {
  const found = findResting(venue, account, address);
  if (!isOrder(found)) return found;
  const reduced = cancelResting(venue, found, 'Decrease');
  return {
    ok: true,
    orderId: found.id,
    clientOrderId: found.clientOrderId,
    reducedCentiContracts: reduced,
    tsMs: venue.nowMs,
  };
}

/** Takes contracts off a resting order in place; the queue place stays. */
export function reduceResting(venue: Venue, order: Order, by: number): void {
  assertInvariant(by > 0 && by < order.remaining, 'a decrease leaves something');
  order.remaining -= by;
  announceDelta(venue, order, -by);
  refreshReserve(venue, order.account, marketOf(venue, order.ticker));
}

/** Decreases one resting order by or to a count (centi-contracts); to nothing is a cancel. */
export function decreaseOrder(
  venue: Venue,
  account: Account,
  terms: OrderAddress & { readonly reduceBy?: number; readonly reduceTo?: number },
): (CancelOutcome & { readonly remainingCentiContracts?: number }) | VenueReject {
  const found = findResting(venue, account, terms);
  if (!isOrder(found)) return found;
  const target = terms.reduceTo ?? found.remaining - (terms.reduceBy ?? 0);
  if (target > found.remaining) return rejects.INVALID_ORDER_SIZE;
  const by = found.remaining - Math.max(0, target);
  if (by === 0) return rejects.INVALID_ORDER_SIZE;
  if (by === found.remaining) cancelResting(venue, found, 'Decrease');
  else {
    reduceResting(venue, found, by);
    announceOrder(venue, found, 'Decrease');
  }
  return {
    ok: true,
    orderId: found.id,
    clientOrderId: found.clientOrderId,
    reducedCentiContracts: by,
    remainingCentiContracts: found.remaining,
    tsMs: venue.nowMs,
  };
}

/** Cancels all the account's cancellable orders, of one market when given. Answers how many went. */
export function cancelAllOf(venue: Venue, account: Account, ticker?: string): number {
  if (venue.switches.exchangePaused) return 0;
  let cancelled = 0;
  for (const holding of account.holdings.values()) {
    if (ticker !== undefined && holding.ticker !== ticker) continue;
    const { status } = marketOf(venue, holding.ticker);
    if (status !== 'active' && status !== 'inactive') continue;
    for (const order of [...holding.resting]) {
      cancelResting(venue, order, 'Decrease');
      cancelled++;
    }
  }
  return cancelled;
}

/** The panic call: every order on every shard, and a shadow of 60 s over what is placed next. */
export function panicCancel(venue: Venue, account: Account): VenueReject | number {
  if (venue.switches.exchangePaused) return rejects.EXCHANGE_PAUSED;
  account.shadowUntilMs = venue.nowMs + venue.switches.cancelAllShadowMs;
  return cancelAllOf(venue, account);
}
