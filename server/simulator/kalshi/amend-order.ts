// Amends: new price, new count, new expiry, and what each does to the queue place. In: terms. Out: the order's result.
// Source: kalshi-api §4.2: price change or growth loses the place; a decrease or an expiry keeps it.

import { findResting, type OrderAddress, reduceResting } from './cancel-order.ts';
import { crosses, matchIncoming, reachable } from './execution.ts';
import { canCarry, holdingOf } from './holding.ts';
import type { BookSide } from './market-shapes.ts';
import { announceOrder, unrestOrder } from './order-record.ts';
import type { VenueReject } from './order-shapes.ts';
import { feeBoundMicro, finishIncoming, scheduleExpiry } from './place-order.ts';
import { isOnGrid } from './price-grid.ts';
import * as rejects from './rejects.ts';
import { type Account, type Market, marketOf, type Order, type Venue } from './venue.ts';

export interface AmendTerms extends OrderAddress {
  readonly ticker: string;
  readonly side: BookSide;
  readonly priceCentiCents: number;
  /** Already filled + desired resting. */
  readonly countCentiContracts: number;
  readonly clientOrderId?: string;
  readonly updatedClientOrderId?: string;
  /** Absent keeps, 0 clears, a future time sets. */
  readonly expiresAtMs?: number;
}

export interface AmendAccepted {
  readonly ok: true;
  readonly order: Order;
  /** Whether the amend filled or resized: only then the answer carries counts. */
  readonly hasCounts: boolean;
  /** Fills of this amend alone. */
  readonly filled: number;
  readonly fillValueMicro: number;
  readonly feeMicro: number;
}

function checkIdentity(
  venue: Venue,
  account: Account,
  order: Order,
  terms: AmendTerms,
): VenueReject | undefined {
  if (terms.side !== order.side) return rejects.ORDER_SIDE_MISMATCH;
  if (terms.clientOrderId !== undefined && terms.clientOrderId !== order.clientOrderId) {
    return rejects.ORDER_ID_MISMATCH;
  }
  const fresh = terms.updatedClientOrderId;
  if (fresh !== undefined && fresh !== order.clientOrderId && account.clientOrderIds.has(fresh)) {
    return rejects.ORDER_ALREADY_EXISTS;
  }
  const isPast = terms.expiresAtMs !== undefined && terms.expiresAtMs !== 0;
  if (isPast && (terms.expiresAtMs ?? 0) <= venue.nowMs) {
    return rejects.invalidOrder('expiration time in the past');
  }
  return undefined;
}

function checkAffordable(
  venue: Venue,
  market: Market,
  terms: { order: Order; priceCentiCents: number; remaining: number },
): VenueReject | undefined {
  const { order, priceCentiCents, remaining } = terms;
  const { side, account } = order;
  if (!isOnGrid(market.ranges, priceCentiCents)) return rejects.INVALID_PRICE;
  if (order.postOnly && crosses(market, side, priceCentiCents)) return rejects.POST_ONLY_CROSS;
  const { others } = reachable(market, { side, priceCentiCents, account });
  const { position } = holdingOf(account, market.ticker);
  const closable = Math.max(0, side === 'bid' ? -position : position);
  const opening = Math.min(remaining, others) - closable;
  const feeMicro = feeBoundMicro(market.series, { priceCentiCents, opening });
  const incoming = { side, priceCentiCents, remaining };
  const isAffordable = canCarry(venue, market, { account, incoming, feeMicro, replaced: order });
  return isAffordable ? undefined : rejects.INSUFFICIENT_BALANCE;
}

/** Takes the order out and sends it in again under new terms, at the end of the queue. */
function reenter(
  venue: Venue,
  market: Market,
  terms: { order: Order; priceCentiCents: number; remaining: number },
): void {
  const { order, priceCentiCents, remaining } = terms;
  unrestOrder(venue, market, order);
  order.priceCentiCents = priceCentiCents;
  order.remaining = remaining;
  order.initial = order.filled + remaining;
  const filledBefore = order.filled;
  const stopped = matchIncoming(venue, market, order);
  finishIncoming(venue, market, { order, stopped, mayRest: true });
  if (order.filled === filledBefore) announceOrder(venue, order, 'Amend');
}

function applyTerms(
  venue: Venue,
  market: Market,
  change: { order: Order; terms: AmendTerms; remaining: number },
): void {
  const { order, terms, remaining } = change;
  if (terms.updatedClientOrderId !== undefined) {
    order.clientOrderId = terms.updatedClientOrderId;
    order.account.clientOrderIds.add(order.clientOrderId);
  }
  if (terms.expiresAtMs !== undefined) {
    order.expiresAtMs = terms.expiresAtMs === 0 ? undefined : terms.expiresAtMs;
    scheduleExpiry(venue, order);
  }
  const { priceCentiCents } = terms;
  if (priceCentiCents !== order.priceCentiCents || remaining > order.remaining) {
    reenter(venue, market, { order, priceCentiCents, remaining });
    return;
  }
  if (remaining < order.remaining) reduceResting(venue, order, order.remaining - remaining);
  order.initial = order.filled + remaining;
  announceOrder(venue, order, 'Amend');
}

/** Amends one resting order. */
export function amendOrder(
  venue: Venue,
  account: Account,
  terms: AmendTerms,
): AmendAccepted | VenueReject {
  const order = findResting(venue, account, { ...terms, isAmend: true });
  if ('httpStatus' in order) return order;
  const market = marketOf(venue, order.ticker);
  const remaining = terms.countCentiContracts - order.filled;
  if (!Number.isSafeInteger(remaining) || remaining <= 0) return rejects.INVALID_ORDER_SIZE;
  const { priceCentiCents } = terms;
  const refused =
    checkIdentity(venue, account, order, terms) ??
    checkAffordable(venue, market, { order, priceCentiCents, remaining });
  if (refused !== undefined) return refused;
  const before = {
    filled: order.filled,
    value: order.fillValueMicro,
    fees: order.takerFeesMicro + order.makerFeesMicro,
    remaining: order.remaining,
  };
  applyTerms(venue, market, { order, terms, remaining });
  const filled = order.filled - before.filled;
  return {
    ok: true,
    order,
    hasCounts: filled > 0 || remaining !== before.remaining,
    filled,
    fillValueMicro: order.fillValueMicro - before.value,
    feeMicro: order.takerFeesMicro + order.makerFeesMicro - before.fees,
  };
}
