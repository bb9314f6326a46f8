// Orders and venue reports for tests. In: what matters. Out: complete values.
import { count } from '#lib/domain/count.ts';
import {
  clientOrderId,
  decisionId,
  marketTicker,
  orderGroupId,
  sha256Hex,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { Order, OrderRequest } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type {
  AccountReport,
  FillReport,
  OrderAcceptedReport,
  OrderStatusReport,
} from '#lib/domain/report.ts';

const TICKER = marketTicker('KXBTCD-26NOV2011-T84899.99');
export const START: WallMs = wallMs(1_795_186_800_000);
export const msLater = (ms: number): WallMs => wallMs(START + ms);

/** A request to buy 10 YES at 46 ¢ that rests for a minute. */
export function requestOf(name: string, change: Partial<OrderRequest> = {}): OrderRequest {
  return {
    decisionId: decisionId('d-1'),
    ticker: TICKER,
    purpose: 'enter',
    side: 'bid',
    price: price(4_600),
    count: count(1_000),
    timeInForce: 'good_till_canceled',
    postOnly: false,
    reduceOnly: false,
    expiresAt: msLater(60_000),
    shard: 2,
    clientOrderId: clientOrderId(name),
    orderGroupId: orderGroupId('g-1'),
    approvalId: null,
    selfTradePrevention: 'taker_at_cross',
    cancelOnPause: true,
    payloadHash: sha256Hex('b'.repeat(64)),
    ...change,
  };
}

/** The order as it stands in the store right after the intent was committed. */
export function storedOrder(name: string, change: Partial<OrderRequest> = {}): Order {
  const request = requestOf(name, change);
  return {
    request,
    state: 'intended',
    venueOrderId: null,
    filled: count(0),
    claimed: count(0),
    cut: count(0),
    remaining: request.count,
    filledNotional: money(0),
    fees: money(0),
    renewal: null,
    createdAt: START,
    updatedAt: START,
    note: '',
  };
}

export function fillOf(trade: string, size: number, change: Partial<FillReport> = {}): FillReport {
  return {
    kind: 'fill',
    tradeId: tradeId(trade),
    venueOrderId: venueOrderId('v-1'),
    clientOrderId: null,
    ticker: TICKER,
    side: 'bid',
    price: price(4_600),
    count: count(size),
    isTaker: true,
    fee: money(1_000),
    venueAt: START,
    source: 'stream',
    ...change,
  };
}

export function acceptedOf(name: string, filled: number, remaining: number): OrderAcceptedReport {
  return {
    kind: 'order-accepted',
    clientOrderId: clientOrderId(name),
    venueOrderId: venueOrderId('v-1'),
    filled: count(filled),
    remaining: count(remaining),
    venueAt: START,
  };
}

export function statusOf(
  status: OrderStatusReport['status'],
  change: Partial<OrderStatusReport> = {},
): OrderStatusReport {
  return {
    kind: 'order-status',
    venueOrderId: venueOrderId('v-1'),
    clientOrderId: clientOrderId('c-1'),
    ticker: TICKER,
    status,
    side: 'bid',
    price: price(4_600),
    initial: count(1_000),
    filled: count(0),
    remaining: count(1_000),
    reason: null,
    orderGroupId: orderGroupId('g-1'),
    venueAt: START,
    source: 'stream',
    ...change,
  };
}

/** A complete, stamped reading asked for `ms` after the start that shows nothing. */
export function readingAt(ms: number, change: Partial<AccountReport> = {}): AccountReport {
  return {
    kind: 'account',
    complete: true,
    requestedAt: msLater(ms),
    asOf: msLater(ms),
    resting: [],
    positions: [],
    fills: [],
    settlements: [],
    balance: null,
    ...change,
  };
}
