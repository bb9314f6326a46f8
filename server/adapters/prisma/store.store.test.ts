// The store against a real PostgreSQL: what it acknowledges stays, what it refuses leaves nothing, history does not change.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Approval } from '#lib/domain/approval.ts';
import { count, signedCount } from '#lib/domain/count.ts';
import type { Explanation } from '#lib/domain/explanation.ts';
import {
  approvalId,
  clientOrderId,
  commandId,
  decisionId,
  eventTicker,
  marketTicker,
  orderGroupId,
  sha256Hex,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import { ORDER_STATES, type Order, type OrderRequest } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { migrateDatabase } from '../postgres/migrate.ts';
import { type Postgres, startPostgres } from '../postgres/start-postgres.ts';
import { LeaseHeldError } from './lease.ts';
import { openStore, type Store } from './store.ts';

const log = pino({ level: 'silent' });
const root = mkdtempSync(join(tmpdir(), 'voltage-store-'));
const opened: Store[] = [];
let server: Postgres;
let databases = 0;

beforeAll(async () => {
  // The server's own account must be able to pass through.
  chmodSync(root, 0o755);
  server = await startPostgres({ dataDir: join(root, 'pg'), log });
});
afterAll(async () => {
  await Promise.allSettled(opened.map((store) => store.close()));
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A migrated database of its own. */
async function freshDatabase(): Promise<string> {
  const name = `t${databases++}`;
  await migrateDatabase({ url: server.url(name, 'owner'), mode: 'sim', log });
  return name;
}

async function open(database: string): Promise<Store> {
  const store = await openStore({ url: server.url(database, 'app'), mode: 'sim', log });
  opened.push(store);
  return store;
}

/** Runs `work` with a plain connection. */
async function sql<T>(
  database: string,
  role: 'owner' | 'app',
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: server.url(database, role) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const NOW = Date.now();
const ticker = marketTicker('KXBTCD-26NOV2217-T84899.99');

const request = (id: string): OrderRequest => ({
  decisionId: decisionId(`decision-${id}`),
  ticker,
  purpose: 'enter',
  side: 'bid',
  price: price(4_600),
  count: count(1_000),
  timeInForce: 'good_till_canceled',
  postOnly: true,
  reduceOnly: false,
  expiresAt: wallMs(NOW + 60_000),
  shard: 2,
  clientOrderId: clientOrderId(id),
  orderGroupId: orderGroupId('group-1'),
  approvalId: null,
  selfTradePrevention: 'taker_at_cross',
  cancelOnPause: true,
  payloadHash: sha256Hex('a'.repeat(64)),
});

const order = (id: string, changes: Partial<Order> = {}): Order => ({
  request: request(id),
  state: 'resting',
  venueOrderId: venueOrderId(`venue-${id}`),
  filled: count(0),
  claimed: count(0),
  cut: count(0),
  remaining: count(1_000),
  filledNotional: money(0),
  fees: money(0),
  renewal: null,
  createdAt: wallMs(NOW),
  updatedAt: wallMs(NOW),
  note: '',
  ...changes,
});

const fill = (id: string, changes: Partial<FillReport> = {}): FillReport => ({
  kind: 'fill',
  tradeId: tradeId(id),
  venueOrderId: venueOrderId('venue-1'),
  clientOrderId: clientOrderId('order-1'),
  ticker,
  side: 'bid',
  price: price(4_600),
  count: count(250),
  isTaker: false,
  fee: money(17_500),
  venueAt: wallMs(NOW),
  source: 'stream',
  ...changes,
});

const booking = (id: string, amounts: readonly number[]): LedgerTransaction => ({
  id,
  at: wallMs(NOW),
  kind: 'fill',
  ticker,
  contracts: signedCount(-250),
  entries: amounts.map((amount, i) => ({
    account: i === 0 ? 'cash' : 'position-cost',
    ticker: i === 0 ? null : ticker,
    amount: money(amount),
  })),
  memo: 'bought',
});

const approval = (version: number, state: Approval['state']): Approval => ({
  id: approvalId('approval-1'),
  decisionId: decisionId('decision-1'),
  ticker,
  state,
  version,
  intent: request('order-1'),
  side: 'bid',
  limitPrice: price(4_700),
  count: count(1_000),
  edge: 132.5,
  fairProbability: 0.61,
  marketProbability: 0.46,
  flags: [{ id: 'size', text: 'more than 25 contracts' }],
  shownHash: sha256Hex('b'.repeat(64)),
  raisedAt: wallMs(NOW),
  expiresAt: wallMs(NOW + 45_000),
  answeredBy: null,
  answeredAt: null,
  reason: null,
});

const latch = (id: string, steps: number): KillLatch => ({
  id,
  at: wallMs(NOW),
  by: 'operator',
  reason: 'drill',
  steps: Array.from({ length: steps }, (_, i) => ({
    name: `s${i}`,
    at: wallMs(NOW + i),
    detail: '',
  })),
  confirmedAt: null,
});

const audit = (i: number): StoreRecord => ({
  kind: 'audit',
  at: NOW + i,
  by: 'operator',
  action: 'approve',
  detail: JSON.stringify({ shown: `p = 0.${i} | ä€` }),
});

const settled = (given: Partial<SettledQuote> = {}): SettledQuote => ({
  environment: 'simulated',
  ticker,
  event: eventTicker('KXBTCD-26NOV2217'),
  bucketSeconds: 300,
  closeAt: wallMs(NOW),
  at: wallMs(NOW - 300_000),
  mid: probability(0.475),
  model: probability(0.55),
  calibrated: probability(0.54),
  blended: probability(0.5),
  nearest: true,
  yes: true,
  pit: probability(0.62),
  residual: 0.31,
  ...given,
});

/** One of everything. */
const everything: readonly StoreRecord[] = [
  { kind: 'intent', request: request('order-1') },
  { kind: 'order', order: order('order-1') },
  { kind: 'fill', fill: fill('trade-1') },
  { kind: 'ledger', transaction: booking('fill:trade-1:venue-1', [-1_167_500, 1_167_500]) },
  { kind: 'approval', approval: approval(1, 'pending') },
  { kind: 'kill', latch: latch('latch-1', 1) },
  audit(0),
  { kind: 'order-group', orderGroupId: orderGroupId('group-1'), shard: 2 },
  { kind: 'evidence', quote: settled() },
  {
    kind: 'command',
    command: {
      id: commandId('command-1'),
      by: 'operator',
      issuedAt: wallMs(NOW),
      expiresAt: wallMs(NOW + 5_000),
      body: { kind: 'arm' },
    },
    reply: { id: commandId('command-1'), ok: true, code: 'armed', text: '', at: wallMs(NOW) },
  },
  { kind: 'decision', decision: sampleDecision('decision-1', NOW) },
];

function sampleDecision(id: string, at: number): Decision {
  return {
    id: decisionId(id),
    ticker,
    at: wallMs(at),
    eventSeq: 7,
    verdict: 'enter',
    sentence: 'edge is wide\u0000 enough',
    checks: [],
    flags: [],
    candidate: null,
    intent: null,
    explanation: null,
    inputHash: sha256Hex('c'.repeat(64)),
    hash: sha256Hex('d'.repeat(64)),
  };
}

const EXPLANATION: Explanation = {
  views: {
    ...{ tree: null, sequence: probability(0.52), market: probability(0.5) },
    ...{ combined: probability(0.51), calibrated: probability(0.505) },
    ...{ blended: probability(0.5), weight: 0, evidenceMarkets: 0 },
  },
  confidence: probability(0.6),
  confidenceParts: [{ label: 'width of the band', value: 0.6 }],
  contributions: [{ name: 'the rest', logVariance: 0.1, cents: -0.4 }],
  counterfactual: 'enters if the ask falls to 43 ¢ (now 46 ¢)',
};

/** Every "table.column" that a Prisma schema names, sorted; relation fields have no column. */
function columnsOf(schema: string): readonly string[] {
  const found: string[] = [];
  for (const [, body = ''] of schema.matchAll(/^model \w+ \{$([^}]*)^\}$/gm)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    for (const line of body.split('\n')) {
      const field = /^ {2}(\w+) +(String|BigInt|Int|Boolean|Json|DateTime)\b/.exec(line)?.[1];
      if (field) found.push(`${table}.${/ @map\("(\w+)"\)/.exec(line)?.[1] ?? field}`);
    }
  }
  return found.sort();
}

async function rowCounts(database: string): Promise<unknown> {
  return sql(database, 'owner', async (client) => {
    const tables = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    const counts: Record<string, string> = {};
    for (const { name } of tables.rows)
      counts[name] = (await client.query(`SELECT count(*) FROM ${name}`)).rows[0].count;
    return counts;
  });
}

describe('decisions', () => {
  const stored = (id: string, at: number) => ({
    ...sampleDecision(id, at),
    ...{ sentence: `enter: ${id}`, explanation: EXPLANATION },
  });

  test('a stored decision reads back whole; older forms read, foreign ones are told apart from none', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    const decision = stored('d-1', NOW);
    await store.commit([{ kind: 'decision', decision }]);
    expect(await store.findDecision('d-1')).toEqual({ kind: 'found', decision });
    expect(await store.findDecision('d-2')).toEqual({ kind: 'none' });
    await sql(database, 'owner', async (client) => {
      const copy = (id: string, change: string) =>
        client.query(
          `INSERT INTO decisions (id, ticker, at_ms, event_seq, verdict, hash, decision)
           SELECT '${id}', ticker, at_ms, event_seq, verdict, hash, ${change} FROM decisions WHERE id = 'd-1'`,
        );
      await copy('d-old', `decision - 'explanation'`);
      await copy('d-foreign', `decision - 'checks'`);
    });
    expect(await store.findDecision('d-old')).toEqual({
      kind: 'found',
      decision: { ...decision, explanation: null },
    });
    expect(await store.findDecision('d-foreign')).toMatchObject({ kind: 'unreadable' });
  });
});

describe('committing', () => {
  test('what is committed is what a new start loads', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    await store.acquireLease('engine');
    await store.commit(everything);
    await store.close();
    const state = await (await open(database)).load();
    expect(state.orderGroupId).toBe('group-1');
    expect(state.orders).toEqual([order('order-1')]);
    expect(state.fills).toEqual([fill('trade-1')]);
    expect(state.transactions).toEqual([booking('fill:trade-1:venue-1', [-1_167_500, 1_167_500])]);
    expect(state.latch).toEqual(latch('latch-1', 1));
    expect(state.approvals).toHaveLength(1);
    expect(state.approvals[0]).toMatchObject({ version: 1, edge: 132.5, flags: [{ id: 'size' }] });
    expect(state.evidence).toEqual([settled()]);
  });

  test('F48 what the venue claimed and what a decrease took off come back with the order, in its newest form', async () => {
    const store = await open(await freshDatabase());
    await store.acquireLease('engine');
    const resting = order('order-5', {
      claimed: count(400),
      cut: count(100),
      remaining: count(500),
    });
    await store.commit([{ kind: 'order', order: resting }]);
    expect((await store.load()).orders).toEqual([resting]);
    const later = { ...resting, claimed: count(600), cut: count(300), remaining: count(100) };
    await store.commit([{ kind: 'order', order: later }]);
    expect((await store.load()).orders).toEqual([later]);
  });

  test('F48 I34 a renewal asked for comes back with its order; the tables take none in part, too long or sure of too much', async () => {
    const store = await open(await freshDatabase());
    await store.acquireLease('engine');
    const asked = { askedAt: wallMs(NOW + 45_000), expiresAt: wallMs(NOW + 105_000) };
    const renewing = order('order-6', {
      state: 'pending-amend',
      renewal: { ...asked, sureUntil: wallMs(NOW + 60_000) },
    });
    await store.commit([{ kind: 'order', order: order('order-6') }]);
    await store.commit([{ kind: 'order', order: renewing }]);
    expect((await store.load()).orders).toEqual([renewing]);
    const proved = { ...renewing, renewal: { ...asked, sureUntil: asked.expiresAt } };
    await store.commit([{ kind: 'order', order: proved }]);
    expect((await store.load()).orders).toEqual([proved]);
    for (const renewal of [
      { ...asked, expiresAt: wallMs(NOW + 165_001), sureUntil: wallMs(NOW + 60_000) },
      { ...asked, sureUntil: wallMs(NOW + 105_001) },
    ])
      await expect(
        store.commit([{ kind: 'order', order: { ...renewing, renewal } }]),
      ).rejects.toThrow('renewal_is');
    expect((await store.load()).orders).toEqual([proved]);
  });

  test('F43 F44 F45 F46 I7 an intent whose order was never written comes back as intended, once', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    await store.acquireLease('engine');
    await store.commit([{ kind: 'intent', request: request('order-9') }]);
    const [lone] = (await store.load()).orders;
    expect(lone?.request).toEqual(request('order-9'));
    expect(lone).toMatchObject({ state: 'intended', venueOrderId: null, filled: 0 });
    expect(Math.abs((lone?.createdAt ?? 0) - Date.now())).toBeLessThan(60_000);
    await store.commit([{ kind: 'order', order: order('order-9', { state: 'rejected' }) }]);
    expect((await store.load()).orders.map((each) => each.state)).toEqual(['rejected']);
  });

  test('F42 I11 an intent repeated is one row; another payload under its id is refused by name', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    await store.acquireLease('engine');
    const first = request('order-9');
    await store.commit([{ kind: 'intent', request: first }]);
    await store.commit([{ kind: 'intent', request: first }]);
    const others = [
      { ...first, count: count(first.count + 100) },
      { ...first, decisionId: decisionId('another') },
      { ...first, payloadHash: sha256Hex('b'.repeat(64)) },
    ];
    for (const other of others)
      await expect(store.commit([{ kind: 'intent', request: other }])).rejects.toThrow(
        'intents already holds another row under order-9',
      );
    expect((await store.load()).orders.map((each) => each.request)).toEqual([first]);
    expect(store.healthy()).toBe(true);
  });

  test('F42 F51 a batch committed twice changes nothing, even after newer ones', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    await store.acquireLease('engine');
    await store.commit(everything);
    const filled = order('order-1', { state: 'filled', updatedAt: wallMs(NOW + 9) });
    await store.commit([
      { kind: 'order', order: filled },
      { kind: 'approval', approval: approval(2, 'approved') },
      { kind: 'kill', latch: latch('latch-1', 2) },
    ]);
    const before = [await rowCounts(database), await store.load()];
    await store.commit(everything);
    expect([await rowCounts(database), await store.load()]).toEqual(before);
    expect((await store.load()).orders).toEqual([filled]);
    expect((await store.load()).latch?.steps).toHaveLength(2);
  });

  test('F49 a batch with one bad record leaves nothing of itself, and its neighbours commit', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    await store.acquireLease('engine');
    const bad: StoreRecord[] = [
      { kind: 'fill', fill: fill('trade-bad') },
      { kind: 'ledger', transaction: booking('fill:bad', [-1, 2]) },
    ];
    const results = await Promise.allSettled([
      store.commit([{ kind: 'fill', fill: fill('trade-a') }]),
      store.commit(bad),
      store.commit([{ kind: 'fill', fill: fill('trade-b') }]),
    ]);
    expect(results.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const state = await store.load();
    expect(state.fills.map((each) => each.tradeId)).toEqual(['trade-a', 'trade-b']);
    expect(state.transactions).toEqual([]);
    expect(store.healthy()).toBe(true);
  });

  test('I19 a booking that does not sum to zero, or has one leg, is refused', async () => {
    const store = await open(await freshDatabase());
    for (const amounts of [[1, -2], [5], []])
      await expect(
        store.commit([{ kind: 'ledger', transaction: booking(`b${amounts.length}`, amounts) }]),
      ).rejects.toThrow();
    await store.commit([{ kind: 'ledger', transaction: booking('three', [-3, 1, 2]) }]);
    expect((await store.load()).transactions.map((each) => each.id)).toEqual(['three']);
  });

  test('I14 a fill is known by trade and order id: read again it is the same, altered it is refused', async () => {
    const store = await open(await freshDatabase());
    await store.commit([{ kind: 'fill', fill: fill('trade-1') }]);
    await store.commit([{ kind: 'fill', fill: fill('trade-1', { source: 'read' }) }]);
    expect((await store.load()).fills).toEqual([fill('trade-1')]);
    const altered = fill('trade-1', { count: count(251) });
    await expect(store.commit([{ kind: 'fill', fill: altered }])).rejects.toThrow(/already holds/);
  });

  test('one approval version is answered once: the second, different answer is refused', async () => {
    const store = await open(await freshDatabase());
    await store.commit([{ kind: 'approval', approval: approval(1, 'pending') }]);
    const answers = (['approved', 'vetoed', 'expired', 'withdrawn'] as const).map((state) =>
      store.commit([{ kind: 'approval', approval: approval(2, state) }]),
    );
    const results = await Promise.allSettled(answers);
    expect(results.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  });

  test('a market settles once: the first evidence of a bucket stands, each environment has its own', async () => {
    const store = await open(await freshDatabase());
    await store.commit([{ kind: 'evidence', quote: settled() }]);
    const again = settled({ yes: false });
    const real = settled({ environment: 'recorded', pit: null, residual: null });
    const nearer = settled({ bucketSeconds: 30 });
    for (const quote of [again, real, nearer]) await store.commit([{ kind: 'evidence', quote }]);
    expect((await store.load()).evidence).toEqual([settled(), real, nearer]);
    const elsewhere = { ...settled({ bucketSeconds: 60 }), environment: 'elsewhere' };
    const foreign = Object.assign(settled({ bucketSeconds: 60 }), elsewhere);
    await expect(store.commit([{ kind: 'evidence', quote: foreign }])).rejects.toThrow();
  });

  test('the census is one row, overwritten, and a start reads the newest', async () => {
    const store = await open(await freshDatabase());
    expect((await store.load()).census).toEqual([]);
    const counts = (evaluated: number) => [
      {
        id: 'edge',
        label: 'edge',
        evaluated,
        fired: 1,
        lastFiredAt: wallMs(NOW),
        lastDrilledAt: null,
      },
    ];
    for (const evaluated of [1, 2])
      await store.commit([{ kind: 'census', at: wallMs(NOW), counts: counts(evaluated) }]);
    expect((await store.load()).census).toEqual(counts(2));
  });

  test('the last word on each model comes back, a repeated batch is one word, and none is ever changed', async () => {
    const store = await open(await freshDatabase());
    expect((await store.load()).modelSwitches).toEqual([]);
    const word = (model: string, isOn: boolean, later: number) => ({
      ...({ kind: 'model-switch', model, isOn, at: wallMs(NOW + later) } as const),
      ...{ by: 'anna', reason: `reason ${later}` },
    });
    const words = [word('gru-15m', false, 0), word('gbdt-15m', false, 1), word('gru-15m', true, 2)];
    await store.commit(words);
    await store.commit(words);
    const kept = (await store.load()).modelSwitches ?? [];
    expect(kept.map(({ model, isOn, reason }) => [model, isOn, reason])).toEqual([
      ['gbdt-15m', false, 'reason 1'],
      ['gru-15m', true, 'reason 2'],
    ]);
  });

  test('I12 the database knows every state an order may be in', async () => {
    const store = await open(await freshDatabase());
    for (const state of ORDER_STATES)
      await store.commit([{ kind: 'order', order: order(state, { state }) }]);
    expect((await store.load()).orders.map((each) => each.state).sort()).toEqual(
      [...ORDER_STATES].sort(),
    );
  });

  test('only the newest 2 000 settled quotes of a bucket are read back, oldest first', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    await store.commit([{ kind: 'evidence', quote: settled() }]);
    await sql(database, 'owner', (client) =>
      client.query(`INSERT INTO settled_quotes (environment, ticker, bucket_seconds, close_at_ms, quote)
        SELECT environment, 'T' || i, bucket_seconds, close_at_ms + i,
          jsonb_set(quote, '{ticker}', to_jsonb('T' || i)) FROM settled_quotes, generate_series(1, 2005) AS i`),
    );
    const { evidence } = await store.load();
    expect(evidence).toHaveLength(2_000);
    expect(evidence[0]?.ticker).toBe('T6');
    expect(evidence.at(-1)?.ticker).toBe('T2005');
  });

  test('I17 a fraction of a unit never reaches the database', async () => {
    const store = await open(await freshDatabase());
    const half = { ...booking('half', [-1, 1]), at: wallMs(NOW + 0.5) };
    await expect(store.commit([{ kind: 'ledger', transaction: half }])).rejects.toThrow(
      'Invariant',
    );
    expect(store.healthy()).toBe(true);
  });

  test('I4 a latch stands until its own release, and an older unreleased one shows again', async () => {
    const store = await open(await freshDatabase());
    await store.commit([{ kind: 'kill', latch: latch('one', 1) }]);
    await store.commit([{ kind: 'kill', latch: latch('two', 1) }]);
    const release = (latchId: string): StoreRecord => {
      return { kind: 'release', latchId, by: 'operator', reason: 'checked', at: NOW };
    };
    await store.commit([release('two')]);
    expect((await store.load()).latch?.id).toBe('one');
    await store.commit([release('one')]);
    expect((await store.load()).latch).toBeNull();
  });
});

describe('history', () => {
  test('I20 neither the app nor the owner can change or remove history', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    await store.acquireLease('engine');
    await store.commit(everything);
    const tables = [
      'intents',
      'fills',
      'ledger_transactions',
      'ledger_entries',
      'audit',
      'approvals',
    ];
    for (const table of [...tables, 'order_events', 'kill_latches', 'commands', 'settled_quotes'])
      for (const role of ['app', 'owner'] as const)
        await sql(database, role, async (client) => {
          const column = table === 'ledger_entries' ? 'account' : 'ticker';
          const set = ['fills', 'intents', 'approvals', 'ledger_transactions', 'ledger_entries'];
          const target = set.includes(table) ? column : 'seq';
          const key = table === 'commands' ? 'id' : target;
          const why = role === 'app' ? /permission denied/ : /append-only/;
          await expect(client.query(`UPDATE ${table} SET ${key} = ${key}`)).rejects.toThrow(why);
          await expect(client.query(`DELETE FROM ${table}`)).rejects.toThrow(why);
          await expect(client.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(why);
        });
  });

  test('I21 the audit chain verifies, and names the row where someone with the disk changed it', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    const another = await open(database);
    await Promise.all(
      Array.from({ length: 60 }, (_, i) => (i % 2 ? store : another).commit([audit(i)])),
    );
    expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 60 });
    const faults: [string, string, string][] = [
      ["UPDATE audit SET detail = replace(detail, 'p', 'q') WHERE seq = 41", 'row 41', 'changed'],
      ["UPDATE audit SET by = 'else' WHERE seq = 7", 'row 7', 'changed'],
      ['DELETE FROM audit WHERE seq = 30', 'row 30', 'missing'],
      ['DELETE FROM audit WHERE seq = 60', 'rows after 59', 'missing'],
    ];
    for (const [tamper, row, why] of faults) {
      await sql(database, 'owner', async (client) => {
        await client.query('CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM audit');
        await client.query('ALTER TABLE audit DISABLE TRIGGER USER');
        await client.query(tamper);
      });
      const verdict = await store.verifyAudit();
      expect(verdict.ok).toBe(false);
      expect(verdict.brokenAt).toContain(row);
      expect(verdict.brokenAt).toContain(why);
      await sql(database, 'owner', async (client) => {
        await client.query('DELETE FROM audit; INSERT INTO audit SELECT * FROM kept');
        await client.query('ALTER TABLE audit ENABLE TRIGGER USER');
      });
    }
    expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: 60 });
  });
});

describe('one writer', () => {
  test('F90 I26 a second writer is refused, a dead one is replaced, and the loser can commit nothing', async () => {
    const database = await freshDatabase();
    const first = await open(database);
    const second = await open(database);
    await expect(first.commit([{ kind: 'intent', request: request('early') }])).rejects.toThrow(
      /lease/,
    );
    const lease = await first.acquireLease('first');
    const beat = setInterval(() => void lease.renew(), 500);
    await expect(second.acquireLease('second')).rejects.toThrow(LeaseHeldError);
    clearInterval(beat);
    const next = await second.acquireLease('second');
    expect(next.fencing).toBeGreaterThan(lease.fencing);
    expect(await lease.renew()).toBe(false);
    const stale: StoreRecord = { kind: 'order', order: order('order-1') };
    await expect(first.commit([stale])).rejects.toThrow(/lease/);
    await expect(first.commit([{ kind: 'intent', request: request('late') }])).rejects.toThrow(
      /lease/,
    );
    expect(first.healthy()).toBe(false);
    await second.commit([{ kind: 'intent', request: request('fine') }]);
    await next.release();
    expect((await first.acquireLease('first')).fencing).toBe(next.fencing + 1);
    expect(first.healthy()).toBe(true);
  });

  test('F90 a lease that ran out and that nobody took blocks until it is renewed, and no longer', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    const lease = await store.acquireLease('slow');
    await sql(database, 'owner', (client) =>
      client.query("UPDATE lease SET expires_at = clock_timestamp() - interval '1 second'"),
    );
    await expect(store.commit([{ kind: 'intent', request: request('late') }])).rejects.toThrow(
      /lease/,
    );
    expect(store.healthy()).toBe(false);
    expect(await lease.renew()).toBe(true);
    expect(store.healthy()).toBe(true);
    await store.commit([{ kind: 'intent', request: request('again') }]);
  });

  test('F90 a writer whose process is gone is followed at once, one whose lock broke while it lives is not', async () => {
    const database = await freshDatabase();
    const gone = await open(database);
    await gone.acquireLease('gone');
    await gone.close();
    const heir = await open(database);
    const started = performance.now();
    const lease = await heir.acquireLease('heir');
    expect(performance.now() - started).toBeLessThan(1_500);
    await sql(database, 'owner', (client) =>
      client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'voltage presence'",
      ),
    );
    expect(await lease.renew()).toBe(true);
    const beat = setInterval(() => void lease.renew(), 500);
    await expect((await open(database)).acquireLease('rival')).rejects.toThrow(LeaseHeldError);
    clearInterval(beat);
    expect(await lease.renew()).toBe(true);
  });
});

describe('identity', () => {
  test('F52 the migrated database has every table and column that the schema names', async () => {
    const database = await freshDatabase();
    const names = await sql(database, 'app', async (client) =>
      (
        await client.query<{ name: string }>(
          `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1`,
        )
      ).rows.map((row) => row.name),
    );
    const schema = readFileSync(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8');
    expect(names.length).toBeGreaterThan(100);
    expect(names).toEqual(columnsOf(schema));
  });

  test('I30 another mode or another schema is refused', async () => {
    const database = await freshDatabase();
    const url = server.url(database, 'app');
    await expect(openStore({ url, mode: 'live', log })).rejects.toThrow(/belongs to mode sim/);
    await sql(database, 'owner', (client) =>
      client.query("UPDATE database_identity SET schema_version = '2020_old'"),
    );
    await expect(openStore({ url, mode: 'sim', log })).rejects.toThrow(/needs/);
  });

  test('F99 a database that could lose commits is refused', async () => {
    const database = await freshDatabase();
    await sql(database, 'owner', (client) =>
      client.query(`ALTER DATABASE ${database} SET synchronous_commit = off`),
    );
    await expect(openStore({ url: server.url(database, 'app'), mode: 'sim', log })).rejects.toThrow(
      /synchronous_commit/,
    );
  });
});

describe('logins', () => {
  const session = (tokenHash: string) => {
    return {
      tokenHash,
      operator: 'trader',
      createdAt: NOW,
      lastSeenAt: NOW,
      expiresAt: NOW + 1_000,
    };
  };

  test('a setup token works for exactly one of many callers, once, and only in time', async () => {
    const store = await open(await freshDatabase());
    await store.createSetupToken('old', NOW + 1_000);
    await store.createSetupToken('new', NOW + 1_000);
    expect(await store.consumeSetupToken('old', NOW)).toBe(false);
    expect(await store.consumeSetupToken('new', NOW + 1_000)).toBe(false);
    const race = await Promise.all(
      Array.from({ length: 100 }, () => store.consumeSetupToken('new', NOW)),
    );
    expect(race.filter(Boolean)).toHaveLength(1);
    expect(await store.consumeSetupToken('new', NOW)).toBe(false);
  });

  test('I37 sessions live until revoked, and every change of theirs is in the audit', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    expect(await store.findOperator('trader')).toBeNull();
    for (const name of ['a', 'b', 'c']) await store.createSession(session(name));
    expect(await store.findOperator('trader')).toEqual({ name: 'trader', passwordHash: null });
    await store.touchSession('a', NOW + 5);
    expect(await store.findSession('a')).toEqual({ ...session('a'), lastSeenAt: NOW + 5 });
    await store.revokeSession('a');
    expect(await store.findSession('a')).toBeNull();
    await store.revokeAllSessions('trader', 'c');
    expect(await store.findSession('b')).toBeNull();
    expect(await store.findSession('c')).toEqual(session('c'));
    await store.setPasswordHash('trader', '$argon2id$1');
    await store.setPasswordHash('trader', '$argon2id$2');
    expect((await store.findOperator('trader'))?.passwordHash).toBe('$argon2id$2');
    await store.appendAudit({ at: NOW, by: 'trader', action: 'login-refused', detail: '{}' });
    const actions = await sql(database, 'app', async (client) =>
      (await client.query('SELECT action FROM audit ORDER BY seq')).rows.map((row) => row.action),
    );
    expect(actions).toEqual([
      ...Array.from({ length: 3 }, () => 'auth.session-begun'),
      'auth.session-revoked',
      'auth.sessions-revoked',
      'auth.password-set',
      'auth.password-set',
      'login-refused',
    ]);
    expect((await store.verifyAudit()).ok).toBe(true);
  });
});

describe('faults', () => {
  test('F89 connections cut again and again: every intent is answered yes and is there exactly once', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    const lease = await store.acquireLease('engine');
    const beat = setInterval(() => lease.renew().catch(() => undefined), 500);
    let cutting = true;
    let cuts = 0;
    let passes = 0;
    const cutter = sql(database, 'owner', async (client) => {
      while (cutting) {
        const cut = await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE application_name = 'voltage' AND datname = $1`,
          [database],
        );
        cuts += cut.rowCount ?? 0;
        // Now and then long enough for a new connection and a commit, on a slow machine too.
        await new Promise((resolve) => setTimeout(resolve, 60 * (1 + (passes++ % 6))));
      }
    });
    let made = 0;
    for (; made < 60 || cuts < 3; made++)
      await store.commit([{ kind: 'intent', request: request(`cut-${made}`) }, audit(made)]);
    cutting = false;
    await cutter;
    clearInterval(beat);
    expect(await store.verifyAudit()).toMatchObject({ ok: true, rows: made });
    await sql(database, 'app', async (client) =>
      expect((await client.query('SELECT count(*)::int AS n FROM intents')).rows[0].n).toBe(made),
    );
    expect(store.healthy()).toBe(true);
  });

  test('F87 a locked table makes the commit fail in bounded time, health says so, and it recovers', async () => {
    const database = await freshDatabase();
    const store = await open(database);
    await store.commit([{ kind: 'fill', fill: fill('before') }]);
    await sql(database, 'owner', async (client) => {
      await client.query('BEGIN; LOCK TABLE fills IN ACCESS EXCLUSIVE MODE');
      const started = performance.now();
      const refused = expect(
        store.commit([{ kind: 'fill', fill: fill('during') }]),
      ).rejects.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 2_200));
      expect(store.healthy()).toBe(false);
      await refused;
      expect(performance.now() - started).toBeLessThan(8_000);
      await client.query('ROLLBACK');
    });
    await expect.poll(() => store.healthy(), { timeout: 5_000 }).toBe(true);
    await store.commit([{ kind: 'fill', fill: fill('during') }]);
    expect((await store.load()).fills).toHaveLength(2);
  });
});
