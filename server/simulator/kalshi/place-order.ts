// Creates: every check of the venue in its order, then matching, then resting. In: a request. Out: accepted or refused.
// Source: kalshi-api §1.5, §4.1, §4.6.
import { type FeeRule, tradeFeeMicro } from '../models/fee.ts';
import { crosses, matchIncoming, reachable } from './execution.ts';
import { canCarry, holdingOf, refreshReserve } from './holding.ts';
import { applyGroupTriggers } from './order-groups.ts';
import { announceOrder, cancelResting, restOrder } from './order-record.ts';
import type { OrderRequest, PlaceOutcome, VenueReject } from './order-shapes.ts';
import { isOnGrid } from './price-grid.ts';
import * as rejects from './rejects.ts';
import { Timeline } from './timeline.ts';
import type { Account, Market, Order, OrderGroup, Venue } from './venue.ts';

/** How soon an order placed in the shadow of a cancel-all is swept, ms. */
const SHADOW_SWEEP_MS = 500;

/** Whether the shard takes new orders. */
function checkTradable(venue: Venue, market: Market): VenueReject | undefined {
  if (venue.switches.exchangePaused) return rejects.EXCHANGE_PAUSED;
  if (venue.switches.pausedShards.has(market.shard)) return rejects.TRADING_PAUSED;
  return market.status === 'active' ? undefined : rejects.MARKET_INACTIVE;
}

function checkTerms(venue: Venue, market: Market, order: OrderRequest): VenueReject | undefined {
  const { countCentiContracts: count, timeInForce } = order;
  if (!Number.isSafeInteger(count) || count <= 0) return rejects.INVALID_ORDER_SIZE;
  if (!isOnGrid(market.ranges, order.priceCentiCents)) return rejects.INVALID_PRICE;
  const isGtc = timeInForce === 'good_till_canceled';
  if (order.expiresAtMs !== undefined) {
    if (!isGtc) return rejects.invalidOrder('expiration time requires good till canceled');
    if (order.expiresAtMs <= venue.nowMs)
      return rejects.invalidOrder('expiration time in the past');
  }
  if (order.reduceOnly === true && timeInForce !== 'immediate_or_cancel') {
    return rejects.invalidOrder('reduce only requires immediate or cancel');
  }
  if (order.postOnly === true && !isGtc) {
    return rejects.invalidOrder('post only requires good till canceled');
  }
  return undefined;
}

/** The count after the reduce-only cap; 0 when there is nothing to reduce. */
function cappedCount(account: Account, order: OrderRequest): number {
  if (order.reduceOnly !== true) return order.countCentiContracts;
  const { position } = holdingOf(account, order.ticker);
  const reducible = order.side === 'bid' ? -position : position;
  return Math.min(order.countCentiContracts, Math.max(0, reducible));
}

/** The taker fee an incoming order may owe on the part that opens a position, at its worst price. */
export function feeBoundMicro(
  rule: FeeRule,
  terms: { readonly priceCentiCents: number; readonly opening: number },
): number {
  if (terms.opening <= 0) return 0;
  const input = {
    rule,
    priceCentiCents: terms.priceCentiCents,
    countCentiContracts: terms.opening,
    isTaker: true,
  };
  return Math.ceil(tradeFeeMicro(input) / 100) * 100;
}

function groupOf(
  venue: Venue,
  account: Account,
  order: OrderRequest,
  shard: number,
): OrderGroup | VenueReject | undefined {
  if (order.orderGroupId === undefined) return undefined;
  const group = venue.groups.get(order.orderGroupId);
  if (group?.accountId !== account.id || group.shard !== shard) {
    return rejects.ORDER_GROUP_NOT_FOUND;
  }
  return group.isTriggered ? rejects.ORDER_GROUP_TRIGGERED : group;
}

function isReject(value: OrderGroup | VenueReject | undefined): value is VenueReject {
  return value !== undefined && 'httpStatus' in value;
}

function makeOrder(
  venue: Venue,
  account: Account,
  terms: { request: OrderRequest; market: Market; group: OrderGroup | undefined; count: number },
): Order {
  const { request, market, group, count } = terms;
  return {
    id: venue.entropy.uuid(),
    account,
    ticker: market.ticker,
    shard: market.shard,
    side: request.side,
    selfTradePrevention: request.selfTradePrevention ?? 'taker_at_cross',
    postOnly: request.postOnly ?? false,
    cancelOnPause: request.cancelOnPause ?? false,
    group,
    createdAtMs: venue.nowMs,
    history: account.kind === 'api' ? new Timeline() : undefined,
    clientOrderId: request.clientOrderId ?? venue.entropy.uuid(),
    priceCentiCents: request.priceCentiCents,
    expiresAtMs: request.expiresAtMs,
    status: 'resting',
    initial: count,
    filled: 0,
    remaining: count,
    fillValueMicro: 0,
    takerCostMicro: 0,
    makerCostMicro: 0,
    takerFeesMicro: 0,
    makerFeesMicro: 0,
    feeAccumulatorMicro: 0,
    updatedAtMs: venue.nowMs,
  };
}

/** Schedules an order's expiry; a later amend makes the stale entry harmless. */
export function scheduleExpiry(venue: Venue, order: Order): void {
  const expiresAtMs = order.expiresAtMs;
  if (expiresAtMs === undefined) return;
  venue.agenda.add(expiresAtMs, () => {
    const isDue = order.expiresAtMs === expiresAtMs && isResting(order);
    if (isDue) cancelResting(venue, order, 'ExpiryCancel');
  });
}

/** Whether the order is in the book. */
export function isResting(order: Order): boolean {
  return order.status === 'resting' && order.remaining > 0;
}

/** After matching: rests, closes or kills the remainder and tells. Answers nothing; the order carries the result. */
export function finishIncoming(
  venue: Venue,
  market: Market,
  terms: { order: Order; stopped: 'done' | 'self_cross'; mayRest: boolean },
): void {
  const { order, stopped, mayRest } = terms;
  const hasFilled = order.filled > 0;
  if (order.remaining === 0) order.status = 'executed';
  else if (stopped === 'self_cross' || !mayRest) {
    order.remaining = 0;
    order.status = 'canceled';
  } else restOrder(venue, market, order);
  refreshReserve(venue, order.account, market);
  const lastReason = hasFilled ? 'Trade' : undefined;
  announceOrder(venue, order, stopped === 'self_cross' ? 'SelfTradeCancel' : lastReason);
  applyGroupTriggers(venue);
}

function sweepIfShadowed(venue: Venue, order: Order): void {
  if (venue.nowMs >= order.account.shadowUntilMs) return;
  venue.agenda.add(venue.nowMs + SHADOW_SWEEP_MS, () => {
    if (isResting(order)) cancelResting(venue, order, 'Decrease');
  });
}

function accept(venue: Venue, market: Market, order: Order, request: OrderRequest): PlaceOutcome {
  const { account } = order;
  venue.orders.set(order.id, order);
  account.clientOrderIds.add(order.clientOrderId);
  if (account.kind === 'api') account.orders.push(order);
  if (request.postOnly === true && crosses(market, order.side, order.priceCentiCents)) {
    order.remaining = 0;
    order.status = 'canceled';
    announceOrder(venue, order, 'PostOnlyCrossCancel');
  } else {
    const stopped = matchIncoming(venue, market, order);
    const mayRest = request.timeInForce === 'good_till_canceled';
    finishIncoming(venue, market, { order, stopped, mayRest });
    scheduleExpiry(venue, order);
    sweepIfShadowed(venue, order);
  }
  return {
    ok: true,
    orderId: order.id,
    clientOrderId: order.clientOrderId,
    fillCentiContracts: order.filled,
    remainingCentiContracts: order.remaining,
    fillCostMicro: order.fillValueMicro,
    feeMicro: order.takerFeesMicro + order.makerFeesMicro,
    tsMs: venue.nowMs,
  };
}

function checkBookRules(
  venue: Venue,
  market: Market,
  terms: { account: Account; request: OrderRequest; count: number },
): VenueReject | undefined {
  const { account, request, count } = terms;
  const { side, priceCentiCents } = request;
  const isCrossing = crosses(market, side, priceCentiCents);
  if (request.postOnly === true && isCrossing && !venue.switches.postOnlyCreatesThenCancels) {
    return rejects.POST_ONLY_CROSS;
  }
  const reach = reachable(market, { side, priceCentiCents, account });
  // A fill-or-kill order that would meet an own order behaves as immediate-or-cancel.
  if (request.timeInForce === 'fill_or_kill' && !reach.meetsOwn && reach.others < count) {
    return rejects.FOK_INSUFFICIENT_VOLUME;
  }
  const { position } = holdingOf(account, market.ticker);
  const closable = Math.max(0, side === 'bid' ? -position : position);
  const opening = Math.min(count, reach.others) - closable;
  const feeMicro = feeBoundMicro(market.series, { priceCentiCents, opening });
  const incoming = { side, priceCentiCents, remaining: count };
  const isAffordable = canCarry(venue, market, { account, incoming, feeMicro });
  return isAffordable ? undefined : rejects.INSUFFICIENT_BALANCE;
}

/** Creates one order for an account at `venue.nowMs`. */
export function placeOrder(venue: Venue, account: Account, request: OrderRequest): PlaceOutcome {
  const market = venue.markets.get(request.ticker);
  const shard = request.exchangeIndex ?? -1;
  if (market === undefined || (shard >= 0 && shard !== market.shard)) {
    return rejects.MARKET_NOT_FOUND;
  }
  const refused = checkTradable(venue, market) ?? checkTerms(venue, market, request);
  if (refused !== undefined) return refused;
  if (request.clientOrderId !== undefined && account.clientOrderIds.has(request.clientOrderId)) {
    return rejects.ORDER_ALREADY_EXISTS;
  }
  const group = groupOf(venue, account, request, market.shard);
  if (isReject(group)) return group;
  const count = cappedCount(account, request);
  if (count === 0) return rejects.REDUCE_ONLY;
  const broken = checkBookRules(venue, market, { account, request, count });
  if (broken !== undefined) return broken;
  return accept(
    venue,
    market,
    makeOrder(venue, account, { request, market, group, count }),
    request,
  );
}
