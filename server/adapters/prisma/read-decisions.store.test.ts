// The search in stored decisions against a real PostgreSQL: every filter, every page once, and what became of each.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Approval } from '#lib/domain/approval.ts';
import { count, signedCount } from '#lib/domain/count.ts';
import { hindsightOf } from '#lib/domain/hindsight.ts';
import {
  approvalId,
  clientOrderId,
  decisionId,
  eventTicker,
  marketTicker,
  orderGroupId,
  sha256Hex,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { intendedOrder, type OrderIntent, type OrderRequest } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { CheckOutcome, Decision } from '#lib/domain/verdict.ts';
import type { DecisionFilter } from '#server/ports/decision-store.ts';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-decisions-'));
const AT = 1_795_186_800_000;
const HOURLY = marketTicker('KXBTCD-26NOV2217-T84899.99');
const RANGE = marketTicker('KXBTC-26NOV2217-B84850');
const NO_FILTER: DecisionFilter = {
  ...{ ticker: null, series: null, kind: null, check: null },
  ...{ from: null, to: null, text: null },
};
let server: Postgres;
let store: Store;

const check = (id: string, outcome: CheckOutcome) => ({
  ...{ id, label: id, outcome, value: 1, threshold: 1, distance: 0, unit: 'yes/no', text: '' },
  blocksExit: false,
});

const decision = (id: string, changes: Partial<Decision> = {}): Decision => ({
  ...{ id: decisionId(id), ticker: HOURLY, at: wallMs(AT), eventSeq: 7, verdict: 'flat' },
  ...{ sentence: `flat: ${id}`, checks: [check('edge', 'fail')], flags: [], intent: null },
  candidate: {
    ...{ side: 'bid', price: price(4_600), count: count(1_000), style: 'take', rawEdge: 235 },
    ...{ edge: 200, feePerContract: 175, fairProbability: probability(0.5) },
    marketProbability: probability(0.46),
  },
  explanation: null,
  ...{ inputHash: sha256Hex('c'.repeat(64)), hash: sha256Hex('d'.repeat(64)) },
  ...changes,
});

const intent: OrderIntent = {
  ...{ decisionId: decisionId('d-2'), ticker: RANGE, purpose: 'enter', side: 'bid' },
  ...{ price: price(4_600), count: count(1_000), timeInForce: 'immediate_or_cancel' },
  ...{ postOnly: false, reduceOnly: false, expiresAt: null, shard: 2 },
};

const offer = (version: number, changes: Partial<Approval>): StoreRecord => ({
  kind: 'approval',
  approval: {
    ...{ id: approvalId('offer-1'), decisionId: decisionId('d-2'), ticker: RANGE },
    ...{ state: 'pending', version, intent, side: 'bid', limitPrice: price(4_600) },
    ...{ count: count(1_000), edge: 100, fairProbability: 0.5, marketProbability: 0.46 },
    ...{ flags: [], shownHash: sha256Hex('e'.repeat(64)), raisedAt: wallMs(AT + 1_000) },
    ...{ expiresAt: wallMs(AT + 46_000), answeredBy: null, answeredAt: null, reason: null },
    ...changes,
  },
});

const request: OrderRequest = {
  ...{ ...intent, decisionId: decisionId('d-3'), ticker: HOURLY },
  ...{ clientOrderId: clientOrderId('Order-1'), orderGroupId: orderGroupId('g-1') },
  ...{ approvalId: null, selfTradePrevention: 'taker_at_cross', cancelOnPause: true },
  payloadHash: sha256Hex('a'.repeat(64)),
};

const RECORDS: readonly StoreRecord[] = [
  { kind: 'decision', decision: decision('d-1') },
  {
    kind: 'decision',
    decision: decision('d-2', {
      ...{ ticker: RANGE, verdict: 'enter', intent, at: wallMs(AT + 1_000) },
      checks: [check('edge', 'pass'), check('spot-fresh', 'missing')],
    }),
  },
  offer(1, {}),
  offer(2, {
    ...{ state: 'vetoed', answeredBy: 'operator', answeredAt: wallMs(AT + 9_000) },
    reason: 'too near to the close',
  }),
  {
    kind: 'decision',
    decision: decision('d-3', {
      ...{ verdict: 'enter', at: wallMs(AT + 2_000), hash: sha256Hex('ab'.repeat(32)) },
    }),
  },
  {
    kind: 'order',
    order: {
      ...intendedOrder(request, wallMs(AT + 2_000)),
      ...{ state: 'filled', venueOrderId: venueOrderId('v-1') },
    },
  },
  {
    kind: 'fill',
    fill: {
      ...{ kind: 'fill', tradeId: tradeId('t-1'), venueOrderId: venueOrderId('v-1') },
      ...{ clientOrderId: clientOrderId('Order-1'), ticker: HOURLY, side: 'bid' },
      ...{ price: price(4_600), count: count(1_000), isTaker: true, fee: money(20_000) },
      ...{ venueAt: wallMs(AT + 3_000), source: 'stream' },
    },
  },
  // The market that was held is known by its booking, the one that was watched alone by what evidence kept.
  {
    kind: 'ledger',
    transaction: {
      ...{ id: `settle:${HOURLY}`, at: wallMs(AT + 60_000), kind: 'settlement', ticker: HOURLY },
      ...{ contracts: signedCount(-1_000), memo: 'yes:10000' },
      entries: [
        { account: 'cash', ticker: HOURLY, amount: money(10_000_000) },
        { account: 'realised', ticker: HOURLY, amount: money(-10_000_000) },
      ],
    },
  },
  // A fill told anew after the settlement is a correction too, and says nothing about the result.
  {
    kind: 'ledger',
    transaction: {
      ...{ id: `revise:${HOURLY}`, at: wallMs(AT + 61_000), kind: 'correction', ticker: HOURLY },
      ...{ contracts: signedCount(0), memo: 'fill t-1 told anew: 46 c, fee $0.0300' },
      entries: [
        { account: 'cash', ticker: HOURLY, amount: money(-10_000) },
        { account: 'fees', ticker: HOURLY, amount: money(10_000) },
      ],
    },
  },
  {
    kind: 'evidence',
    quote: {
      ...{ environment: 'simulated', ticker: RANGE, event: eventTicker('KXBTC-26NOV2217') },
      ...{ bucketSeconds: 60, closeAt: wallMs(AT + 50_000), at: wallMs(AT), nearest: true },
      ...{ mid: probability(0.5), model: probability(0.5), calibrated: probability(0.5) },
      ...{ blended: probability(0.5), yes: false, pit: null, residual: null },
    },
  },
];

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
  await migrateDatabase({ url: server.url('decisions', 'owner'), mode: 'sim', log });
  store = await openStore({ url: server.url('decisions', 'app'), mode: 'sim', log });
  await store.acquireLease('test');
  await store.commit([{ kind: 'intent', request }, ...RECORDS]);
});
afterAll(async () => {
  await store.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

async function found(filter: Partial<DecisionFilter>): Promise<readonly string[]> {
  const page = { ...NO_FILTER, ...filter, after: null, limit: 10 };
  return (await store.listDecisions(page)).map((line) => line.id);
}

describe('the search', () => {
  test('without a filter it tells all of them, newest first', async () => {
    expect(await found({})).toEqual(['d-3', 'd-2', 'd-1']);
  });

  test('a series is not another one whose name begins alike', async () => {
    expect(await found({ series: 'KXBTC' })).toEqual(['d-2']);
    expect(await found({ series: 'KXBTCD' })).toEqual(['d-3', 'd-1']);
  });

  test('market, verdict, veto, check and span each narrow it', async () => {
    expect(await found({ ticker: RANGE })).toEqual(['d-2']);
    expect(await found({ ticker: 'b84850' })).toEqual(['d-2']);
    expect(await found({ ticker: '84899' })).toEqual(['d-3', 'd-1']);
    expect(await found({ kind: 'enter' })).toEqual(['d-3', 'd-2']);
    expect(await found({ kind: 'vetoed' })).toEqual(['d-2']);
    expect(await found({ kind: 'expired' })).toEqual([]);
    expect(await found({ check: 'edge' })).toEqual(['d-3', 'd-1']);
    expect(await found({ check: 'spot-fresh' })).toEqual(['d-2']);
    expect(await found({ from: AT + 1_000, to: AT + 2_000 })).toEqual(['d-2']);
    expect(await found({ kind: 'enter', check: 'edge', series: 'KXBTC' })).toEqual([]);
  });

  test('text finds ids: a part of its own or of the market, a hash from its start, an order and an offer whole', async () => {
    expect(await found({ text: 'd-1' })).toEqual(['d-1']);
    expect(await found({ text: 'b84850' })).toEqual(['d-2']);
    expect(await found({ text: 'abab' })).toEqual(['d-3']);
    expect(await found({ text: 'order-1' })).toEqual(['d-3']);
    expect(await found({ text: 'v-1' })).toEqual(['d-3']);
    expect(await found({ text: 'offer-1' })).toEqual(['d-2']);
    expect(await found({ text: '%' })).toEqual([]);
  });

  test('pages lose none of one instant and show none twice', async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `page-${index}`);
    for (const [index, id] of ids.entries())
      await store.commit([
        {
          kind: 'decision',
          decision: decision(id, { ticker: marketTicker('PAGED'), at: wallMs(AT + (index >> 2)) }),
        },
      ]);
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = { ...NO_FILTER, ticker: 'PAGED', after, limit: 2 };
      const rows = await store.listDecisions(page);
      seen.push(...rows.map(({ id }) => id));
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  test('a list of what one check stopped reads an index, not every decision', async () => {
    const client = new Client({ connectionString: server.url('decisions', 'owner') });
    await client.connect();
    try {
      await client.query('SET enable_seqscan = off');
      const plan = await client.query(`EXPLAIN SELECT id FROM decisions d
        WHERE jsonb_path_query_array(d.decision, '$.checks[*] ? (@.outcome != "pass").id') @> to_jsonb(ARRAY['edge']::text[])`);
      expect(JSON.stringify(plan.rows)).toContain('decisions_stopped_by_idx');
    } finally {
      await client.end();
    }
  });
});

describe('what became of a decision', () => {
  test('what was taken is told with its fills and how the market was paid', async () => {
    const outcome = await store.decisionOutcome('d-3');
    expect(outcome?.line).toMatchObject({
      trade: { side: 'bid', price: 4_600, count: 1_000, feePerContract: 175, purpose: 'enter' },
      ...{ offer: null, settled: { result: 'yes', yesPayout: 10_000 }, stoppedBy: ['edge'] },
    });
    expect(outcome?.orders).toEqual([
      {
        ...{ clientOrderId: 'Order-1', purpose: 'enter', state: 'filled' },
        fills: [{ side: 'bid', price: 4_600, count: 1_000, fee: 20_000 }],
      },
    ]);
  });

  test('what was vetoed is told with the answer, and scored by how the market ended', async () => {
    const [line] = await store.listDecisions({
      ...NO_FILTER,
      kind: 'vetoed',
      after: null,
      limit: 1,
    });
    expect(line).toMatchObject({
      offer: { id: 'offer-1', state: 'vetoed', raisedAt: AT + 1_000, answeredAt: AT + 9_000 },
      settled: { result: 'no', yesPayout: 0 },
    });
    expect(hindsightOf(line?.trade ?? null, line?.settled ?? null)?.totalMicro).toBe(-4_765_000);
    const [told] = await store.listOffers({ from: null, to: null, limit: 5 });
    expect(told).toMatchObject({
      ...{ id: 'offer-1', state: 'vetoed', reason: 'too near to the close', decisionId: 'd-2' },
      trade: { side: 'bid', price: 4_600, averagePrice: 4_590, count: 1_000, style: 'take' },
      settled: { result: 'no', yesPayout: 0 },
    });
    expect(await store.listOffers({ from: AT + 2_000, to: null, limit: 5 })).toEqual([]);
  });

  test('the life of a market is the last word of each offer and what is booked net of fees', async () => {
    const traded = await store.marketLife(HOURLY);
    expect(traded).toMatchObject({ offers: [], fills: 1, netMicro: 9_990_000, isBooked: true });
    const watched = await store.marketLife(RANGE);
    expect(watched).toMatchObject({
      offers: ['vetoed'],
      fills: 0,
      netMicro: null,
      isBooked: false,
    });
    expect(await store.marketLife('NONE')).toEqual({
      ...{ offers: [], sent: 0, fills: 0, netMicro: null, isBooked: false },
    });
  });

  test('a decision that is not stored has none', async () => {
    expect(await store.decisionOutcome('d-none')).toBeNull();
  });

  test('the neighbours of a moment are the next stored ones on each side, of that market', async () => {
    const ids = async (at: number, eventSeq: number, ticker: string | null) => {
      const { previous, next } = await store.nearDecisions({ at, eventSeq, ticker });
      return [previous?.id ?? null, next?.id ?? null];
    };
    expect(await ids(AT + 1_000, 7, HOURLY)).toEqual(['d-1', 'd-3']);
    expect(await ids(AT + 2_000, 7, HOURLY)).toEqual(['d-1', null]);
    expect(await ids(AT + 1_000, 0, RANGE)).toEqual([null, 'd-2']);
  });
});
