// Stored orders and fills against a real PostgreSQL: nothing is lost between pages, an order tells its whole life.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Approval } from '#lib/domain/approval.ts';
import { count } from '#lib/domain/count.ts';
import {
  approvalId,
  clientOrderId,
  decisionId,
  marketTicker,
  orderGroupId,
  sha256Hex,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { Order, OrderRequest, OrderState } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { orderRow } from '#lib/wire/order-row.ts';
import type { Cursor, OrderQuery } from '#server/ports/order-store.ts';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-orders-'));
const NOW = 1_795_186_800_000;
const TICKER = marketTicker('KXBTCD-26NOV2217-T84899.99');
const OTHER = marketTicker('KXBTC15M-26NOV221715-15');
let server: Postgres;
let store: Store;
let name: string;
let databases = 0;

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
});
afterAll(async () => {
  await store.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

async function freshStore(): Promise<void> {
  name = `t${databases++}`;
  await migrateDatabase({ url: server.url(name, 'owner'), mode: 'sim', log });
  if (databases > 1) await store.close();
  store = await openStore({ url: server.url(name, 'app'), mode: 'sim', log });
  await store.acquireLease('the test');
}

async function sql(text: string): Promise<void> {
  const client = new Client({ connectionString: server.url(name, 'owner') });
  await client.connect();
  await client.query(text);
  await client.end();
}

function request(id: string, changes: Partial<OrderRequest> = {}): OrderRequest {
  return {
    ...{ decisionId: decisionId(`decision-${id}`), ticker: TICKER, purpose: 'enter', side: 'bid' },
    ...{ price: price(4_600), count: count(1_000), timeInForce: 'good_till_canceled' },
    ...{ postOnly: true, reduceOnly: false, expiresAt: wallMs(NOW + 60_000), shard: 2 },
    ...{ clientOrderId: clientOrderId(id), orderGroupId: orderGroupId('group-1') },
    ...{ approvalId: null, selfTradePrevention: 'taker_at_cross', cancelOnPause: true },
    payloadHash: sha256Hex('a'.repeat(64)),
    ...changes,
  };
}

function order(id: string, state: OrderState, changes: Partial<Order> = {}): Order {
  return {
    ...{ request: request(id), state, venueOrderId: venueOrderId(`venue-${id}`), renewal: null },
    ...{ filled: count(0), claimed: count(0), cut: count(0), remaining: count(1_000) },
    ...{ filledNotional: money(0), fees: money(0), note: '' },
    ...{ createdAt: wallMs(NOW), updatedAt: wallMs(NOW) },
    ...changes,
  };
}

function fill(id: string, changes: Partial<FillReport> = {}): FillReport {
  return {
    ...{ kind: 'fill', tradeId: tradeId(id), venueOrderId: venueOrderId('venue-o-1') },
    ...{ clientOrderId: clientOrderId('o-1'), ticker: TICKER, side: 'bid', price: price(4_600) },
    ...{ count: count(250), isTaker: false, fee: money(17_500), venueAt: wallMs(NOW) },
    source: 'stream',
    ...changes,
  };
}

const ALL: OrderQuery = { after: null, ticker: null, phase: null, purpose: null, limit: 50 };

async function idsOf(query: Partial<OrderQuery>): Promise<readonly string[]> {
  return (await store.listOrders({ ...ALL, ...query })).rows.map((row) => row.clientOrderId);
}

test('orders are newest first, page by page, none of one instant is lost, and filters hold', async () => {
  await freshStore();
  const states: readonly OrderState[] = ['resting', 'unknown', 'filled', 'cancelled', 'sent'];
  for (const [index, state] of states.entries())
    await store.commit([
      {
        kind: 'order',
        order: order(`o-${index}`, state, { createdAt: wallMs(NOW + (index >> 1)) }),
      },
    ]);
  const exit = request('o-exit', { purpose: 'exit', side: 'ask', ticker: OTHER });
  await store.commit([
    {
      kind: 'order',
      order: order('o-exit', 'filled', { request: exit, createdAt: wallMs(NOW - 1) }),
    },
  ]);
  expect(await idsOf({})).toEqual(['o-4', 'o-3', 'o-2', 'o-1', 'o-0', 'o-exit']);
  const seen: string[] = [];
  for (let after: Cursor | null = null; ; ) {
    const page = await store.listOrders({ ...ALL, after, limit: 2 });
    seen.push(...page.rows.map((row) => row.clientOrderId));
    after = page.next;
    if (after === null) break;
  }
  expect(seen).toEqual(['o-4', 'o-3', 'o-2', 'o-1', 'o-0', 'o-exit']);
  expect(await idsOf({ phase: 'working' })).toEqual(['o-4', 'o-0']);
  expect(await idsOf({ phase: 'unknown' })).toEqual(['o-1']);
  expect(await idsOf({ phase: 'finished', purpose: 'enter' })).toEqual(['o-3', 'o-2']);
  expect(await idsOf({ purpose: 'exit' })).toEqual(['o-exit']);
  expect(await idsOf({ ticker: OTHER })).toEqual(['o-exit']);
});

test('F43 an intent without an order is listed as intended: it may stand at the venue', async () => {
  await freshStore();
  await store.commit([{ kind: 'intent', request: request('o-lone') }]);
  const { rows } = await store.listOrders(ALL);
  expect(rows).toMatchObject([{ clientOrderId: 'o-lone', state: 'intended', remaining: 1_000 }]);
  expect(await idsOf({ phase: 'working' })).toEqual(['o-lone']);
  const found = await store.findOrder('o-lone');
  expect(found).toMatchObject({
    kind: 'found',
    life: { events: [], fills: [], approval: null, hasDecision: false, intent: { shard: 2 } },
  });
});

test('F43 an intent without an order keeps its place among pages that are cut by time', async () => {
  await freshStore();
  await store.commit([{ kind: 'intent', request: request('o-lone') }]);
  const [lone] = (await store.listOrders(ALL)).rows;
  const at = lone?.createdAt ?? 0;
  for (const [id, gap] of Object.entries({ 'o-3': 20, 'o-2': 10, 'o-1': -10 }))
    await store.commit([
      { kind: 'order', order: order(id, 'filled', { createdAt: wallMs(at + gap) }) },
    ]);
  const pages: (readonly string[])[] = [];
  let after: OrderQuery['after'] = null;
  do {
    const page = await store.listOrders({ ...ALL, after, limit: 2 });
    pages.push(page.rows.map((row) => row.clientOrderId));
    after = page.next;
  } while (after !== null);
  expect(pages.flat()).toEqual(['o-3', 'o-2', 'o-lone', 'o-1']);
});

test('orders are found by time through an index, however many there are', async () => {
  const client = new Client({ connectionString: server.url(name, 'owner') });
  await client.connect();
  await client.query('SET enable_seqscan = off');
  const plan = await client.query<{ 'QUERY PLAN': string }>(
    'EXPLAIN SELECT * FROM orders ORDER BY created_at_ms DESC, client_order_id DESC LIMIT 50',
  );
  const booked = await client.query<{ 'QUERY PLAN': string }>(
    'EXPLAIN SELECT * FROM ledger_transactions WHERE at_ms >= 5 AND at_ms < 6',
  );
  await client.end();
  const text = JSON.stringify([plan.rows, booked.rows]);
  expect(text).toContain('orders_created_at_ms_client_order_id_idx');
  expect(text).toContain('ledger_transactions_at_ms_idx');
});

test('an order tells its events, fills, intent and approval; what is not stored is named so', async () => {
  await freshStore();
  const approved = request('o-1', { approvalId: approvalId('approval-1') });
  const offer = (version: number, state: Approval['state']): Approval => ({
    ...{ id: approvalId('approval-1'), decisionId: decisionId('decision-o-1'), ticker: TICKER },
    ...{ state, version, intent: request('o-1'), side: 'bid', limitPrice: price(4_700) },
    ...{ count: count(1_000), edge: 130, fairProbability: 0.6, marketProbability: 0.46 },
    ...{ flags: [], shownHash: sha256Hex('b'.repeat(64)), raisedAt: wallMs(NOW - 9_000) },
    ...{ expiresAt: wallMs(NOW), answeredBy: state === 'pending' ? null : 'operator' },
    ...{ answeredAt: state === 'pending' ? null : wallMs(NOW - 2_000), reason: null },
  });
  const sent = order('o-1', 'sent', { request: approved, venueOrderId: null });
  const partial = order('o-1', 'partially-filled', {
    ...{ request: approved, filled: count(250), remaining: count(750), fees: money(17_500) },
    ...{ updatedAt: wallMs(NOW + 5), note: 'filled in part' },
  });
  await store.commit([
    { kind: 'approval', approval: offer(1, 'pending') },
    { kind: 'approval', approval: offer(2, 'approved') },
    { kind: 'intent', request: approved },
    { kind: 'order', order: sent },
    { kind: 'order', order: partial },
    { kind: 'fill', fill: fill('t-2', { clientOrderId: null, venueAt: wallMs(NOW + 4) }) },
    { kind: 'fill', fill: fill('t-1', { isTaker: true }) },
  ]);
  const found = await store.findOrder('o-1');
  if (found.kind !== 'found') throw new Error(found.kind);
  const { life } = found;
  expect(life.order).toEqual(orderRow(partial));
  expect(life.events.map(({ state, filled, at, note }) => ({ state, filled, at, note }))).toEqual([
    { state: 'sent', filled: 0, at: NOW, note: '' },
    { state: 'partially-filled', filled: 250, at: NOW + 5, note: 'filled in part' },
  ]);
  expect(life.fills).toMatchObject([
    { tradeId: 't-1', isTaker: true, feeMicro: 17_500, clientOrderId: 'o-1', purpose: 'enter' },
    { tradeId: 't-2', isTaker: false, clientOrderId: 'o-1', purpose: 'enter' },
  ]);
  expect(life.approval).toMatchObject({ state: 'approved', version: 2, answeredBy: 'operator' });
  expect(life.intent).toMatchObject({ payloadHash: 'a'.repeat(64), orderGroupId: 'group-1' });
  expect(life.hasDecision).toBe(false);
  expect(await store.findOrder('o-2')).toEqual({ kind: 'none' });
});

test('an order in a foreign form is counted in the list and told apart from none', async () => {
  await freshStore();
  await store.commit([{ kind: 'order', order: order('o-1', 'filled') }]);
  await sql(`UPDATE orders SET request = request - 'payloadHash'`);
  expect(await store.listOrders(ALL)).toMatchObject({ rows: [], unreadable: 1, next: null });
  expect(await store.findOrder('o-1')).toMatchObject({ kind: 'unreadable' });
});

test('fills are newest first, page by page, with the purpose of their order where one is known', async () => {
  await freshStore();
  const exit = request('o-1', { purpose: 'exit' });
  await store.commit([{ kind: 'order', order: order('o-1', 'filled', { request: exit }) }]);
  for (const [index, id] of ['t-0', 't-1', 't-2', 't-3'].entries())
    await store.commit([{ kind: 'fill', fill: fill(id, { venueAt: wallMs(NOW + (index >> 1)) }) }]);
  const stray = fill('t-stray', {
    ...{ clientOrderId: null, venueOrderId: venueOrderId('elsewhere'), ticker: OTHER },
    venueAt: wallMs(NOW - 1),
  });
  await store.commit([{ kind: 'fill', fill: stray }]);
  const query = { after: null, ticker: null, purpose: null, limit: 2 };
  const seen: string[] = [];
  for (let after: Cursor | null = null; ; ) {
    const page = await store.listFills({ ...query, after });
    seen.push(...page.rows.map((row) => row.tradeId));
    after = page.next;
    if (after === null) break;
  }
  expect(seen).toEqual(['t-3', 't-2', 't-1', 't-0', 't-stray']);
  const exits = await store.listFills({ ...query, purpose: 'exit', limit: 9 });
  expect(exits.rows.map((row) => row.tradeId)).toEqual(['t-3', 't-2', 't-1', 't-0']);
  const [unowned] = (await store.listFills({ ...query, ticker: OTHER })).rows;
  expect(unowned).toMatchObject({ clientOrderId: null, purpose: null, feeMicro: 17_500 });
});
