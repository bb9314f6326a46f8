// An order's record: its view, its announcements, and its removal from the book. In: order state. Out: events.
import type { OrderUpdateReason } from './exchange-event.ts';
import { DOLLAR_CENTI_CENTS } from './fixed-point.ts';
import { holdingOf, refreshReserve } from './holding.ts';
import { noteDelta } from './market-view.ts';
import type { OrderView } from './order-shapes.ts';
import { emit, type Market, marketOf, type Order, type Venue } from './venue.ts';

/** The order as it stands. */
export function viewOfOrder(order: Order): OrderView {
  return {
    orderId: order.id,
    accountId: order.account.id,
    clientOrderId: order.clientOrderId,
    ticker: order.ticker,
    exchangeIndex: order.shard,
    side: order.side,
    priceCentiCents: order.priceCentiCents,
    status: order.status,
    initialCentiContracts: order.initial,
    filledCentiContracts: order.filled,
    remainingCentiContracts: order.remaining,
    takerCostMicro: order.takerCostMicro,
    makerCostMicro: order.makerCostMicro,
    takerFeesMicro: order.takerFeesMicro,
    makerFeesMicro: order.makerFeesMicro,
    selfTradePrevention: order.selfTradePrevention,
    cancelOnPause: order.cancelOnPause,
    orderGroupId: order.group?.id,
    expiresAtMs: order.expiresAtMs,
    createdAtMs: order.createdAtMs,
    updatedAtMs: order.updatedAtMs,
  };
}

/** Tells subscribers, and the read history, that an order changed; no reason on creation. */
export function announceOrder(venue: Venue, order: Order, reason?: OrderUpdateReason): void {
  order.updatedAtMs = venue.nowMs;
  const view = viewOfOrder(order);
  order.history?.push(venue.nowMs, view);
  emit(venue, { kind: 'order', order: view, reason, atMs: venue.nowMs });
  // Agents quote thousands of orders an hour and read none back.
  if (order.account.kind === 'agent' && order.status !== 'resting') {
    venue.orders.delete(order.id);
    order.account.clientOrderIds.delete(order.clientOrderId);
  }
}

/** Publishes a change of one book level on the order's side. */
export function announceDelta(venue: Venue, order: Order, delta: number): void {
  const market = marketOf(venue, order.ticker);
  noteDelta(venue, market, { side: order.side, price: order.priceCentiCents, delta });
  emit(venue, {
    kind: 'book_delta',
    ticker: order.ticker,
    leg: order.side === 'bid' ? 'yes' : 'no',
    priceCentiCents:
      order.side === 'bid' ? order.priceCentiCents : DOLLAR_CENTI_CENTS - order.priceCentiCents,
    deltaCentiContracts: delta,
    accountId: order.account.id,
    clientOrderId: order.clientOrderId,
    atMs: venue.nowMs,
  });
}

/** Puts an order's remainder into the book. */
export function restOrder(venue: Venue, market: Market, order: Order): void {
  market.book.add(order);
  holdingOf(order.account, market.ticker).resting.add(order);
  order.group?.orders.add(order);
  announceDelta(venue, order, order.remaining);
}

/** Takes an order out of the book without closing it. */
export function unrestOrder(venue: Venue, market: Market, order: Order): void {
  market.book.remove(order);
  holdingOf(order.account, market.ticker).resting.delete(order);
  order.group?.orders.delete(order);
  announceDelta(venue, order, -order.remaining);
}

/** Cancels a resting order and frees its cash. Answers the contracts (centi) it took out. */
export function cancelResting(venue: Venue, order: Order, reason?: OrderUpdateReason): number {
  const market = marketOf(venue, order.ticker);
  unrestOrder(venue, market, order);
  const reduced = order.remaining;
  order.remaining = 0;
  order.status = 'canceled';
  refreshReserve(venue, order.account, market);
  announceOrder(venue, order, reason);
  return reduced;
}

/** Cancels every resting order of a market, best first, bids before asks. */
export function cancelAllResting(
  venue: Venue,
  market: Market,
  reason: OrderUpdateReason,
  isHit: (order: Order) => boolean = () => true,
): void {
  for (const side of ['bid', 'ask'] as const) {
    for (const order of [...market.book.orders(side)]) {
      if (isHit(order)) cancelResting(venue, order, reason);
    }
  }
}
