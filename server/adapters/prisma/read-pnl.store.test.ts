// Bookings read back from a real PostgreSQL: sums by account, whose order each fill was, and a cut that says so.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import {
  clientOrderId,
  decisionId,
  marketTicker,
  orderGroupId,
  sha256Hex,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { LedgerEntry, LedgerTransaction } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import { intendedOrder, type Order, type OrderRequest } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { createDatabase, type Database } from './client.ts';
import { createPnlStore } from './read-pnl.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-pnl-'));
const ticker = marketTicker('KXBTCD-26NOV2217-T84899.99');
const AT = 1_795_186_800_000;
let server: Postgres;
let store: Store;
let db: Database;
const ends: (() => Promise<unknown>)[] = [];

const booking = (
  id: string,
  at: number,
  entries: readonly (readonly [LedgerEntry['account'], number])[],
  changes: Partial<LedgerTransaction> = {},
): StoreRecord => ({
  kind: 'ledger',
  transaction: {
    ...{ id, at: wallMs(at), kind: 'fill', ticker, contracts: signedCount(1_000), memo: '' },
    entries: entries.map(([account, amount]) => ({ account, ticker, amount: money(amount) })),
    ...changes,
  },
});

const execution = (id: string, changes: Partial<FillReport> = {}): StoreRecord => ({
  kind: 'fill',
  fill: {
    ...{ kind: 'fill', tradeId: tradeId(id), venueOrderId: venueOrderId('v-1') },
    ...{ clientOrderId: null, ticker, side: 'bid', price: price(4_600), count: count(1_000) },
    ...{ isTaker: true, fee: money(20_000), venueAt: wallMs(AT + 1_000), source: 'stream' },
    ...changes,
  },
});

const request: OrderRequest = {
  ...{ decisionId: decisionId('d-1'), ticker, purpose: 'enter', side: 'bid', price: price(4_600) },
  ...{ count: count(1_000), timeInForce: 'immediate_or_cancel', postOnly: false },
  ...{ reduceOnly: false, expiresAt: null, shard: 1, clientOrderId: clientOrderId('c-1') },
  ...{ orderGroupId: orderGroupId('g-1'), approvalId: null, cancelOnPause: true },
  ...{ selfTradePrevention: 'taker_at_cross', payloadHash: sha256Hex('a'.repeat(64)) },
};
const order: Order = {
  ...intendedOrder(request, wallMs(AT)),
  ...{ state: 'filled', venueOrderId: venueOrderId('v-1') },
};

const decision: Decision = {
  ...{ id: decisionId('d-1'), ticker, at: wallMs(AT), eventSeq: 7, verdict: 'enter' },
  ...{ sentence: 'enter: all is well', checks: [], intent: null },
  flags: [{ id: 'size', text: 'more than 25 contracts' }],
  candidate: {
    ...{ side: 'bid', price: price(4_600), count: count(1_000), style: 'take', rawEdge: 2 },
    ...{ edge: 1, feePerContract: 1, fairProbability: probability(0.5) },
    marketProbability: probability(0.46),
  },
  explanation: {
    views: {
      ...{ tree: null, sequence: probability(0.52), market: probability(0.5) },
      ...{ combined: probability(0.51), calibrated: probability(0.505) },
      ...{ blended: probability(0.5), weight: 0, evidenceMarkets: 0 },
    },
    confidence: probability(0.6),
    ...{ confidenceParts: [], contributions: [], counterfactual: '' },
  },
  ...{ inputHash: sha256Hex('c'.repeat(64)), hash: sha256Hex('d'.repeat(64)) },
};

const RECORDS: readonly StoreRecord[] = [
  booking(
    'opening',
    AT,
    [
      ['cash', 100_000_000],
      ['capital', -100_000_000],
    ],
    {
      ...{ kind: 'opening', ticker: null, contracts: signedCount(0) },
    },
  ),
  { kind: 'decision', decision },
  { kind: 'order', order },
  execution('t-1'),
  booking('fill:t-1:v-1', AT + 1_000, [
    ['cash', -4_620_000],
    ['position-cost', 4_600_000],
    ['fees', 20_000],
  ]),
  // An order that was never heard of by its number at the exchange, and one that is not recorded at all.
  execution('t-2', { venueOrderId: venueOrderId('v-2'), clientOrderId: clientOrderId('c-1') }),
  execution('t-3', { venueOrderId: venueOrderId('v-3'), ticker: marketTicker('KXBTC-OTHER') }),
  booking(
    `external:start:${ticker}`,
    AT + 2_000,
    [
      ['position-cost', 900_000],
      ['capital', -900_000],
    ],
    {
      ...{ kind: 'opening', contracts: signedCount(200) },
    },
  ),
  booking(
    `settle:${ticker}`,
    AT + 5_000,
    [
      ['cash', 12_000_000],
      ['position-cost', -5_500_000],
      ['realised', -6_500_000],
    ],
    { kind: 'settlement', contracts: signedCount(-1_200) },
  ),
];

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
  ends.push(() => server.stop());
  await migrateDatabase({ url: server.url('pnl', 'owner'), mode: 'sim', log });
  store = await openStore({ url: server.url('pnl', 'app'), mode: 'sim', log });
  ends.push(() => store.close());
  for (const record of RECORDS) await store.commit([record]);
  db = createDatabase(server.url('pnl', 'app'), () => undefined);
  ends.push(() => db.$disconnect());
});
afterAll(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(root, { recursive: true, force: true });
});

describe('bookings of a span', () => {
  test('all of it: every booking summed by account, every fill with its order, the decision behind', async () => {
    const rows = await store.readPnl({ from: null, to: AT + 10_000 });
    expect(rows).toMatchObject({ cutFrom: null, equityBefore: null });
    expect(
      rows.booked.map(({ id, realised, fees, equity }) => [id, realised, fees, equity]),
    ).toEqual([
      ['opening', 0, 0, 100_000_000],
      ['fill:t-1:v-1', 0, 20_000, -20_000],
      [`external:start:${ticker}`, 0, 0, 900_000],
      [`settle:${ticker}`, 6_500_000, 0, 6_500_000],
    ]);
    const orders = rows.fills.map((fill) => [fill.tradeId, fill.purpose, fill.decisionId]);
    expect(orders.toSorted()).toEqual([
      ['t-1', 'enter', 'd-1'],
      ['t-2', 'enter', 'd-1'],
      ['t-3', null, null],
    ]);
    expect(rows.decisions).toEqual([
      {
        ...{ id: 'd-1', verdict: 'enter', style: 'take', flags: ['size'] },
        speakers: { tree: false, sequence: true },
      },
    ]);
    expect(rows.externals).toEqual([
      { ticker, at: AT + 2_000, contracts: 200, costMicro: 900_000 },
    ]);
  });

  test('a span brings the earlier bookings of its markets, the equity before it, and nothing later', async () => {
    const late = await store.readPnl({ from: AT + 3_000, to: AT + 10_000 });
    expect(late.equityBefore).toBe(100_880_000);
    expect(late.booked.map(({ id }) => id)).toEqual([
      'fill:t-1:v-1',
      `external:start:${ticker}`,
      `settle:${ticker}`,
    ]);
    const early = await store.readPnl({ from: AT, to: AT + 1_500 });
    expect(early.equityBefore).toBeNull();
    expect(early.booked.map(({ id }) => id)).toEqual(['opening', 'fill:t-1:v-1']);
    const empty = await store.readPnl({ from: AT + 6_000, to: AT + 7_000 });
    expect(empty).toMatchObject({ booked: [], fills: [], equityBefore: 107_380_000 });
  });

  test('a span with more bookings than are read is cut to its newest, at an instant', async () => {
    const rows = await createPnlStore(db, 2).readPnl({ from: null, to: AT + 10_000 });
    expect(rows).toMatchObject({ cutFrom: AT + 1_001, limit: 2, equityBefore: 99_980_000 });
    const inside = rows.booked.filter(({ at }) => at >= AT + 1_001);
    expect(inside.map(({ kind }) => kind)).toEqual(['opening', 'settlement']);
  });

  test('books that begin anew are not added to those of the account before', async () => {
    const cash: LedgerEntry['account'] = 'cash';
    const facts = { kind: 'opening', ticker: null, contracts: signedCount(0) } as const;
    const amounts = [[cash, 70_000_000] as const, ['capital', -70_000_000] as const];
    await store.commit([booking('opening:sim-2', AT + 20_000, amounts, facts)]);
    const all = await store.readPnl({ from: null, to: AT + 30_000 });
    expect(all.booked.map(({ id, equity }) => [id, equity])).toEqual([
      ['opening:sim-2', 70_000_000],
    ]);
    expect(all).toMatchObject({ equityBefore: null, fills: [], externals: [], cutFrom: null });
    const later = await store.readPnl({ from: AT + 25_000, to: AT + 30_000 });
    expect(later).toMatchObject({ booked: [], equityBefore: 70_000_000 });
  });

  test('F48 a fill booked behind the opening counts, though it happened before the opening was read', async () => {
    const at = AT + 19_500;
    const legs = [['cash', -4_600_000] as const, ['position-cost', 4_600_000] as const];
    await store.commit([
      execution('t-9', { venueOrderId: venueOrderId('v-9'), venueAt: wallMs(at) }),
      booking('fill:t-9:v-9', at, legs),
    ]);
    const all = await store.readPnl({ from: null, to: AT + 30_000 });
    expect(all.booked.map(({ id }) => id)).toEqual(['opening:sim-2', 'fill:t-9:v-9']);
    expect(all.fills.map(({ tradeId: id }) => id)).toEqual(['t-9']);
    // A span that begins with the opening brings it as the earlier booking of its market; before it nothing was booked.
    const early = await store.readPnl({ from: AT, to: AT + 19_900 });
    expect(early.booked.map(({ id }) => id)).toEqual(['fill:t-9:v-9']);
  });
});
