// One reading of the account: every page of every surface comes in, one AccountReport goes out, complete or not.
import { marketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type {
  AccountReport,
  BalanceReport,
  FillReport,
  OrderStatusReport,
  PositionReport,
  SettlementReport,
} from '#lib/domain/report.ts';
import { ok, type Result } from '#lib/result.ts';
import { isSince, readCash, readFill, readOrder, readSettlement } from './account-rows.ts';
import type { KalshiOptions } from './options.ts';
import { seriesOf } from './our-series.ts';
import type { Reader } from './rest-read.ts';
import {
  balanceReply,
  fillsReply,
  ordersReply,
  positionsReply,
  settlementsReply,
  userDataTimestampReply,
} from './rest-schema.ts';

/** Accepted by every listing of the account in every version seen. */
const PAGE_LIMIT = 200;

function gather<Row, Value>(rows: readonly Row[], read: (row: Row) => Result<Value>) {
  const values: Value[] = [];
  for (const row of rows) {
    const value = read(row);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return ok<readonly Value[]>(values);
}

async function restingOf(reader: Reader, shard: number | null) {
  const query = { status: 'resting', limit: PAGE_LIMIT };
  const scoped = shard === null ? query : { ...query, exchange_index: shard };
  const pages = await reader.pages('/portfolio/orders', scoped, ordersReply);
  return pages.ok
    ? gather(
        pages.value.flatMap((page) => page.orders),
        readOrder,
      )
    : pages;
}

/**
 * Every resting order of the account. Calls without a shard may see shard 0 only (kalshi-api §1.6), so the account-wide
 * listing and the shard's own are read and merged; both must succeed.
 */
export async function readRestingOrders(
  reader: Reader,
  shard: number,
): Promise<Result<readonly OrderStatusReport[]>> {
  const [all, own] = await Promise.all([restingOf(reader, null), restingOf(reader, shard)]);
  if (!all.ok) return all;
  if (!own.ok) return own;
  const byId = new Map([...all.value, ...own.value].map((order) => [order.venueOrderId, order]));
  return ok([...byId.values()]);
}

async function readFills(reader: Reader, sinceSeconds: number, shard: number) {
  const query = { limit: PAGE_LIMIT, min_ts: sinceSeconds, exchange_index: shard };
  const pages = await reader.pages('/portfolio/fills', query, fillsReply);
  if (!pages.ok) return pages;
  const rows = pages.value.flatMap((page) => page.fills).filter((row) => seriesOf(row.ticker));
  return gather<(typeof rows)[number], FillReport>(rows, readFill);
}

async function readPositions(reader: Reader, shard: number): Promise<Result<PositionReport[]>> {
  const query = { limit: PAGE_LIMIT, exchange_index: shard };
  const pages = await reader.pages('/portfolio/positions', query, positionsReply);
  if (!pages.ok) return pages;
  const rows = pages.value.flatMap((page) => page.market_positions);
  return ok(
    rows
      .filter((row) => seriesOf(row.ticker) !== null)
      .map((row) => ({
        kind: 'position',
        ticker: marketTicker(row.ticker),
        position: row.position_fp,
        source: 'read',
      })),
  );
}

async function readSettlements(reader: Reader, sinceSeconds: number) {
  const query = { limit: PAGE_LIMIT, min_ts: sinceSeconds };
  const pages = await reader.pages('/portfolio/settlements', query, settlementsReply);
  if (!pages.ok) return pages;
  const rows = pages.value
    .flatMap((page) => page.settlements)
    .filter((row) => seriesOf(row.ticker) !== null && isSince(row.settled_time, sinceSeconds));
  return gather<(typeof rows)[number], SettlementReport>(rows, readSettlement);
}

async function readBalance(
  reader: Reader,
  shard: number,
  at: WallMs,
): Promise<Result<BalanceReport>> {
  const body = await reader.get('/portfolio/balance', { exchange_index: shard }, balanceReply);
  if (!body.ok) return body;
  const cash = readCash(body.value, shard);
  if (!cash.ok) return cash;
  return ok({ kind: 'balance', shard, cash: cash.value, at: body.value.updated_ts ?? at });
}

/**
 * Reads the freshness stamp first, so that every listing is at least as fresh as `asOf` says, then all surfaces at
 * once. Anything missing makes the report incomplete, which proves no absence (kalshi-api §3.1, §4.6).
 */
export async function readAccount(
  options: KalshiOptions,
  reader: Reader,
  scope: { readonly sinceSeconds: number; readonly shard: number },
): Promise<AccountReport> {
  const { sinceSeconds, shard } = scope;
  const requestedAt = options.clock.wall();
  const stamp = await reader.get('/exchange/user_data_timestamp', {}, userDataTimestampReply);
  const [resting, fills, positions, settlements, balance] = await Promise.all([
    readRestingOrders(reader, shard),
    readFills(reader, sinceSeconds, shard),
    readPositions(reader, shard),
    readSettlements(reader, sinceSeconds),
    readBalance(reader, shard, requestedAt),
  ]);
  const parts = [stamp, resting, fills, positions, settlements, balance];
  const faults = parts.flatMap((part) => (part.ok ? [] : [part.error]));
  if (faults.length > 0) options.log.warn({ faults }, 'kalshi account reading is incomplete');
  const ours = resting.ok ? resting.value.filter((order) => seriesOf(order.ticker) !== null) : [];
  return {
    kind: 'account',
    complete: faults.length === 0,
    requestedAt,
    asOf: stamp.ok ? stamp.value.as_of_time : null,
    resting: ours,
    positions: positions.ok ? positions.value : [],
    fills: fills.ok ? fills.value : [],
    settlements: settlements.ok ? settlements.value : [],
    balance: balance.ok ? balance.value : null,
  };
}
