// Rows of the account's REST listings come in, Reports with source `read` go out.
import {
  clientOrderId,
  marketTicker,
  orderGroupId,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { type MicroDollars, money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport, OrderStatusReport, SettlementReport } from '#lib/domain/report.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { readBookSide } from './book-side.ts';
import { marketResult } from './market-result.ts';
import type { BalanceRow, FillRow, OrderRow, SettlementRow } from './rest-schema.ts';

const CENTS_TO_PRICE = 100;
const CENTS_TO_MICRO = 10_000;

/** An order row (kalshi-api §4.3). */
export function readOrder(row: OrderRow): Result<OrderStatusReport> {
  const side = readBookSide(row);
  if (!side.ok) return fail(`order ${row.order_id}: ${side.error}`);
  return ok({
    kind: 'order-status',
    venueOrderId: venueOrderId(row.order_id),
    clientOrderId: row.client_order_id === null ? null : clientOrderId(row.client_order_id),
    ticker: marketTicker(row.ticker),
    status: row.status,
    side: side.value,
    price: row.yes_price_dollars,
    initial: row.initial_count_fp,
    filled: row.fill_count_fp,
    remaining: row.remaining_count_fp,
    reason: null,
    orderGroupId: row.order_group_id === null ? null : orderGroupId(row.order_group_id),
    ...(row.exchange_index == null ? {} : { shard: row.exchange_index }),
    venueAt: row.last_update_time ?? row.created_time,
    source: 'read',
  });
}

/** A fill row (kalshi-api §4.5); it carries no client order id. */
export function readFill(row: FillRow): Result<FillReport> {
  const side = readBookSide(row);
  if (!side.ok) return fail(`fill ${row.trade_id}: ${side.error}`);
  return ok({
    kind: 'fill',
    tradeId: tradeId(row.trade_id),
    venueOrderId: venueOrderId(row.order_id),
    clientOrderId: null,
    ticker: marketTicker(row.ticker),
    side: side.value,
    price: row.yes_price_dollars,
    count: row.count_fp,
    isTaker: row.is_taker,
    fee: row.fee_cost,
    venueAt: row.created_time,
    source: 'read',
  });
}

/** A settlement row; `value` (cents per YES contract) wins over the result word (F21). */
export function readSettlement(row: SettlementRow): Result<SettlementReport> {
  const cents = row.value ?? null;
  if (cents !== null && (cents < 0 || cents > 100))
    return fail(`settlement ${row.ticker}: value ${cents} is outside 0…100 cents`);
  const result = marketResult({
    result: row.market_result,
    value: cents === null ? null : price(cents * CENTS_TO_PRICE),
    final: true,
    at: row.settled_time,
  });
  if (result === null)
    return fail(`settlement ${row.ticker}: result "${row.market_result}" has no known payout`);
  return ok({
    kind: 'settlement',
    ticker: marketTicker(row.ticker),
    result: result.result,
    yesPayout: result.yesPayout,
    revenue: money(row.revenue * CENTS_TO_MICRO),
    fee: row.fee_cost,
    settledAt: row.settled_time,
  });
}

/** Cash on one shard. Where a breakdown is given it must name that shard: missing is not zero (F117). */
export function readCash(row: BalanceRow, shard: number): Result<MicroDollars> {
  const breakdown = row.balance_breakdown ?? [];
  if (breakdown.length === 0) return ok(row.balance_dollars);
  const entry = breakdown.find((each) => each.exchange_index === shard);
  return entry ? ok(entry.balance) : fail(`the balance names no cash on shard ${shard}`);
}

/** True for a row at or after `since`; listings may ignore the filter they were given. */
export function isSince(at: WallMs, sinceSeconds: number): boolean {
  return at >= sinceSeconds * 1000;
}
