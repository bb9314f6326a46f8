// One reading of the account: every page of every surface comes in, one AccountReport goes out, complete or not.
import { marketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type {
  AccountReport,
  BalanceReport,
  OrderStatusReport,
  PositionReport,
  SettlementReport,
} from '#lib/domain/report.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import { ok, type Result } from '#lib/result.ts';
import { isSince, readCash, readOrder, readSettlement } from './account-rows.ts';
import { readFills } from './fill-read.ts';
import { readMoves } from './money-moves.ts';
import type { KalshiOptions } from './options.ts';
import type { Reader } from './rest-read.ts';
import {
  balanceReply,
  type OrderRow,
  ordersReply,
  positionsReply,
  settlementsReply,
  userDataTimestampReply,
} from './rest-schema.ts';

/** Accepted by every listing of the account in every version seen. */
const PAGE_LIMIT = 200;

/** From when on, and whose cash. */
interface Scope {
  readonly sinceSeconds: number;
  readonly shard: number;
}

function gather<Row, Value>(rows: readonly Row[], read: (row: Row) => Result<Value>) {
  const values: Value[] = [];
  for (const row of rows) {
    const value = read(row);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return ok<readonly Value[]>(values);
}

/** Rows that touch our cash: of our shard, or of our series where no shard is named. */
function onShard(shard: number) {
  return (row: { readonly ticker: string; readonly exchange_index?: number | null | undefined }) =>
    row.exchange_index === shard || (row.exchange_index == null && seriesOf(row.ticker) !== null);
}

async function restingOf(reader: Reader, shard: number | null) {
  const query = { status: 'resting', limit: PAGE_LIMIT };
  const scoped = shard === null ? query : { ...query, exchange_index: shard };
  const pages = await reader.pages('/portfolio/orders', scoped, ordersReply);
  return pages.ok ? ok(pages.value.flatMap((page) => page.orders)) : pages;
}

/**
 * Every resting order of the account. Calls without a shard may see shard 0 only (kalshi-api §1.6), so the account-wide
 * listing and the shard's own are read and merged; both must succeed.
 */
async function restingRows(reader: Reader, shard: number): Promise<Result<readonly OrderRow[]>> {
  const [all, own] = await Promise.all([restingOf(reader, null), restingOf(reader, shard)]);
  if (!all.ok) return all;
  if (!own.ok) return own;
  return ok([...new Map([...all.value, ...own.value].map((row) => [row.order_id, row])).values()]);
}

/** Every resting order, whatever it is for: what a kill has to see gone. */
export async function readRestingOrders(
  reader: Reader,
  shard: number,
): Promise<Result<readonly OrderStatusReport[]>> {
  const rows = await restingRows(reader, shard);
  return rows.ok ? gather(rows.value, readOrder) : rows;
}

async function readOwnResting(
  reader: Reader,
  shard: number,
): Promise<Result<readonly OrderStatusReport[]>> {
  const rows = await restingRows(reader, shard);
  return rows.ok ? gather(rows.value.filter(onShard(shard)), readOrder) : rows;
}

async function readPositions(
  reader: Reader,
  shard: number,
): Promise<Result<readonly PositionReport[]>> {
  const query = { limit: PAGE_LIMIT, exchange_index: shard };
  const pages = await reader.pages('/portfolio/positions', query, positionsReply);
  if (!pages.ok) return pages;
  const rows = pages.value.flatMap((page) => page.market_positions).filter(onShard(shard));
  return ok(
    rows.map((row) => ({
      kind: 'position' as const,
      ticker: marketTicker(row.ticker),
      position: row.position_fp,
      ...(row.market_exposure_dollars === null ? {} : { cost: row.market_exposure_dollars }),
      source: 'read' as const,
    })),
  );
}

async function readSettlements(reader: Reader, scope: Scope) {
  const { sinceSeconds, shard } = scope;
  const query = { limit: PAGE_LIMIT, min_ts: sinceSeconds };
  const pages = await reader.pages('/portfolio/settlements', query, settlementsReply);
  if (!pages.ok) return pages;
  const rows = pages.value
    .flatMap((page) => page.settlements)
    .filter((row) => onShard(shard)(row) && isSince(row.settled_time, sinceSeconds));
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
  scope: Scope,
): Promise<AccountReport> {
  const { shard } = scope;
  const requestedAt = options.clock.wall();
  const stamp = await reader.get('/exchange/user_data_timestamp', {}, userDataTimestampReply);
  const [resting, fills, positions, settlements, balance, moves] = await Promise.all([
    readOwnResting(reader, shard),
    readFills(reader, scope, requestedAt),
    readPositions(reader, shard),
    readSettlements(reader, scope),
    readBalance(reader, shard, requestedAt),
    readMoves(reader, shard),
  ]);
  const parts = [stamp, resting, fills, positions, settlements, balance];
  const faults = parts.flatMap((part) => (part.ok ? [] : [part.error]));
  if (faults.length > 0) options.log.warn({ faults }, 'kalshi account reading is incomplete');
  return {
    kind: 'account',
    complete: faults.length === 0,
    requestedAt,
    asOf: stamp.ok ? stamp.value.as_of_time : null,
    resting: resting.ok ? resting.value : [],
    positions: positions.ok ? positions.value : [],
    fills: fills.ok ? fills.value : [],
    settlements: settlements.ok ? settlements.value : [],
    balance: balance.ok ? balance.value : null,
    moves,
  };
}
