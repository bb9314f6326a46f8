// An order and a fill as every screen gets them, live or from the store. In: domain values. Out: rows that claim no more than is proved.
import { type Order, provenExpiry } from '../domain/order.ts';
import type { FillReport } from '../domain/report.ts';
import type { FillRow, OrderRow } from './trade-rows.ts';

/** The row of an order. Its expiry is the one that is proved: a renewal without an answer does not count. */
export function orderRow(order: Order): OrderRow {
  const { request } = order;
  return {
    clientOrderId: request.clientOrderId,
    venueOrderId: order.venueOrderId,
    ticker: request.ticker,
    purpose: request.purpose,
    side: request.side,
    price: request.price,
    count: request.count,
    filled: order.filled,
    remaining: order.remaining,
    timeInForce: request.timeInForce,
    postOnly: request.postOnly,
    state: order.state,
    note: order.note,
    feesMicro: order.fees,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    expiresAt: provenExpiry(order),
    decisionId: request.decisionId,
    approvalId: request.approvalId,
  };
}

/** The row of a fill; null = no order of ours is known to it. */
export function fillRow(fill: FillReport, clientOrderId: string | null): FillRow {
  return {
    tradeId: fill.tradeId,
    clientOrderId,
    ticker: fill.ticker,
    side: fill.side,
    price: fill.price,
    count: fill.count,
    feeMicro: fill.fee,
    isTaker: fill.isTaker,
    at: fill.venueAt,
  };
}
