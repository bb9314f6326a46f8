// The adapter over real loopback sockets: one small in-test venue, signed requests, lost answers, reconnects.

import { generateKeyPairSync, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { count } from '#lib/domain/count.ts';
import type { FeedStatus } from '#lib/domain/feed.ts';
import { clientOrderId, orderGroupId, venueOrderId } from '#lib/domain/ids.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { Report } from '#lib/domain/report.ts';
import type { Tick } from '#lib/domain/tick.ts';
import { unwrap } from '#lib/result.ts';
import bodies from './fixtures/rest-bodies.json' with { type: 'json' };
import type { KalshiFeedOptions } from './options.ts';
import { createKalshiOrders } from './rest-client.ts';
import { loadKalshiKey } from './sign.ts';
import { approvedOrder, frameText, OTHER, TICKER } from './test-kit.ts';
import { createKalshiFeed } from './ws-client.ts';

const pair = generateKeyPairSync('ed25519');
const key = unwrap(
  loadKalshiKey(String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })), 'key-1'),
);
const ORDER_ID = venueOrderId('aa000000-0000-4000-8000-000000000001');
const TARGET = { venueOrderId: ORDER_ID, ticker: TICKER, shard: 2 };
/** The same order, to rest a minute longer. */
const renewal = () => {
  const request = approvedOrder();
  return { venueOrderId: ORDER_ID, request, expiresAt: wallMs((request.expiresAt ?? 0) + 60_000) };
};

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}
/** An answer: status and body, `hang` for none at all, `drop` for a connection cut before the answer. */
type Answer = readonly [number, unknown] | 'hang' | 'drop';
type Handler = (call: Call) => Answer;

function isSigned(request: IncomingMessage): boolean {
  const header = (name: string) => String(request.headers[name] ?? '');
  const [path = ''] = (request.url ?? '').split('?');
  const message = `${header('kalshi-access-timestamp')}${request.method ?? ''}${path}`;
  const signature = Buffer.from(header('kalshi-access-signature'), 'base64');
  const known = header('kalshi-access-key') === 'key-1';
  return known && verify(null, Buffer.from(message), pair.publicKey, signature);
}

const open: { readonly server: Server; readonly sockets: WebSocketServer }[] = [];
const stops: (() => Promise<void>)[] = [];

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

/** A venue of one test: `handle` answers REST, `connected` gets each socket. */
async function venue(handle: Handler, connected: (socket: WebSocket) => void = () => undefined) {
  const calls: Call[] = [];
  async function onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://venue');
    const call = {
      method: request.method ?? '',
      path: url.pathname.replace('/trade-api/v2', ''),
      query: url.searchParams,
      body: await readBody(request),
    };
    if (!call.path.startsWith('/account/')) calls.push(call);
    const unsigned = [401, { error: { code: 'authentication_error', message: 'bad' } }] as const;
    const answer = isSigned(request) ? handle(call) : unsigned;
    if (answer === 'hang') return;
    if (answer === 'drop') {
      request.socket.destroy();
      return;
    }
    const [status, body] = answer;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
  const server = createServer((request, response) => void onRequest(request, response));
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }: { req: IncomingMessage }) => isSigned(req),
  });
  sockets.on('connection', connected);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ server, sockets });
  const { port } = server.address() as AddressInfo;
  return { calls, sockets, options: optionsFor(port) };
}

function optionsFor(port: number): KalshiFeedOptions {
  return {
    restUrl: `http://127.0.0.1:${port}/trade-api/v2`,
    wsUrl: `ws://127.0.0.1:${port}/trade-api/ws/v2`,
    key,
    shard: 2,
    series: ['KXBTCD', 'KXBTC15M'],
    clock: {
      wall: () => wallMs(Date.now()),
      mono: () => monoNs(performance.now() * 1e6),
    },
    timers: {
      // Ten times faster than real, so that time-outs and back-offs do not slow the tests.
      after: (ms, run) => {
        const timer = setTimeout(run, ms / 10);
        return () => clearTimeout(timer);
      },
      every: (ms, run) => {
        const timer = setInterval(run, ms / 10);
        return () => clearInterval(timer);
      },
    },
    entropy: { random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
}

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  for (const { server, sockets } of open.splice(0)) {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function until(what: string, holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; Date.now() < end; ) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain for ${what}`);
}

const NOT_FOUND = [404, { error: { code: 'not_found', message: 'not found' } }] as const;
const ACCEPTED = {
  order_id: ORDER_ID,
  fill_count: '0.00',
  remaining_count: '10.00',
  ts_ms: 1_794_000_000_123,
};

describe('order entry', () => {
  it('I34 posts the order once, signed, with strings and its shard, and reads the 201', async () => {
    const { calls, options } = await venue(() => [201, ACCEPTED]);
    const report = await createKalshiOrders(options).create(approvedOrder());
    expect(report).toMatchObject({ kind: 'order-accepted', filled: 0, remaining: 1_000 });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ method: 'POST', path: '/portfolio/events/orders' });
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ count: '10.00', exchange_index: 2 });
  });

  it.each([
    ['F45 no answer', 'hang'],
    ['F29 a cut connection', 'drop'],
    ['F29 a 503 page', [503, '<html>']],
    ['F39 a broken body', [201, '{"order_id"']],
  ] as const)('I11 %s is unknown and is never sent again', async (_name, answer) => {
    const { calls, options } = await venue(() => answer);
    const orders = createKalshiOrders(options);
    expect((await orders.create(approvedOrder())).kind).toBe('order-unknown');
    expect((await orders.create(approvedOrder())).kind).toBe('order-unknown');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(calls).toHaveLength(1);
  });

  it('F35 a batch pays for each of its orders, so four batches of 25 cannot leave within a second', async () => {
    const arrivals: number[] = [];
    const { options } = await venue(({ path }) => {
      if (path.endsWith('/batched')) arrivals.push(performance.now());
      return path.startsWith('/account/') ? NOT_FOUND : [200, { orders: [] }];
    });
    const orders = createKalshiOrders(options);
    const batch = Array.from({ length: 25 }, () => TARGET);
    await Promise.all([1, 2, 3, 4].map(() => orders.cancelMany(batch)));
    expect(arrivals).toHaveLength(4);
    expect((arrivals[3] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(900);
  });

  it('F29 a venue that cannot be reached at all is unknown too', async () => {
    const { options } = await venue(() => NOT_FOUND);
    const gone = { ...options, restUrl: 'http://127.0.0.1:1/trade-api/v2' };
    const report = await createKalshiOrders(gone).create(approvedOrder());
    expect(report).toMatchObject({ kind: 'order-unknown' });
  });

  it('F32 I11 the id of an order that filled is not sent again: the venue might take it for a new order', async () => {
    const filled = { ...ACCEPTED, fill_count: '10.00', remaining_count: '0.00' };
    const { calls, options } = await venue(() => [201, filled]);
    const orders = createKalshiOrders(options);
    expect(await orders.create(approvedOrder())).toMatchObject({ filled: 1_000, remaining: 0 });
    expect((await orders.create(approvedOrder())).kind).toBe('order-unknown');
    expect(calls).toHaveLength(1);
  });

  it('F36 after a write refused for its key nothing that raises risk is sent, and what stops still is', async () => {
    let isKeyGood = false;
    const refusal = { error: { code: 'authentication_error', details: 'NOT_FOUND' } };
    const { calls, options } = await venue((call) => {
      if (!isKeyGood) return [401, refusal];
      if (call.method === 'POST') return [201, ACCEPTED];
      return [200, { order_id: ORDER_ID, reduced_by: '10.00', ts_ms: 1 }];
    });
    const orders = createKalshiOrders(options);
    const create = (name: string) =>
      orders.create(approvedOrder({ clientOrderId: clientOrderId(name) }));
    expect(await create('first')).toMatchObject({ kind: 'order-rejected', httpStatus: 401 });
    expect(await create('second')).toMatchObject({ httpStatus: 401, code: 'key_refused' });
    expect((await orders.resetGroup(2, orderGroupId('g'))).ok).toBe(false);
    expect(calls).toHaveLength(1);
    expect((await orders.cancel(TARGET)).kind).toBe('cancel-unknown');
    expect((await orders.cancelAll()).ok).toBe(false);
    expect((await orders.triggerGroup(2, orderGroupId('g'))).ok).toBe(false);
    // The first stop was tried once more, with the key as its file has it now.
    expect(calls).toHaveLength(5);
    isKeyGood = true;
    expect(await create('third')).toMatchObject({ httpStatus: 401 });
    expect((await orders.cancel(TARGET)).kind).toBe('cancel-accepted');
    expect((await create('fourth')).kind).toBe('order-accepted');
  });

  it('F37 a group refused for a clock that was wrong is made as soon as the clock is right', async () => {
    let isClockRight = false;
    const { options } = await venue(() =>
      isClockRight
        ? [201, { order_group_id: 'g-1', exchange_index: 2 }]
        : [401, { error: { code: 'header_timestamp_expired' } }],
    );
    const orders = createKalshiOrders(options);
    expect((await orders.createGroup(2, count(1_000))).ok).toBe(false);
    isClockRight = true;
    expect(await orders.createGroup(2, count(1_000))).toEqual({ ok: true, value: 'g-1' });
  });

  it('F39a orders of one moment go out one by one, and each ends by its own answer', async () => {
    const endings: readonly Answer[] = [
      [201, ACCEPTED],
      [400, { error: { code: 'invalid_price', message: 'invalid price' } }],
      'drop',
      [201, '{"order_id"'],
      [503, '<html>'],
      [409, { error: { code: 'order_already_exists', message: 'exists' } }],
    ];
    const { calls, options } = await venue((call) => {
      if (call.method !== 'POST') return NOT_FOUND;
      const { client_order_id: name } = z
        .object({ client_order_id: z.string() })
        .parse(JSON.parse(call.body));
      return endings[Number(name)] ?? 'hang';
    });
    const orders = createKalshiOrders(options);
    const reports = await Promise.all(
      endings.map((_, index) =>
        orders.create(approvedOrder({ clientOrderId: clientOrderId(String(index)) })),
      ),
    );
    expect(calls.every((call) => call.path === '/portfolio/events/orders')).toBe(true);
    expect(calls).toHaveLength(endings.length);
    expect(reports.map((report) => [report.clientOrderId, report.kind])).toEqual([
      ['0', 'order-accepted'],
      ['1', 'order-rejected'],
      ['2', 'order-unknown'],
      ['3', 'order-unknown'],
      ['4', 'order-unknown'],
      ['5', 'order-unknown'],
    ]);
  });

  it('F34 a burst beyond the local bucket is refused here, and a cancel still goes out', async () => {
    const { calls, options } = await venue((call) => {
      if (call.method === 'POST') return [201, ACCEPTED];
      return [200, { order_id: ORDER_ID, reduced_by: '10.00', ts_ms: 1 }];
    });
    const orders = createKalshiOrders({
      ...options,
      clock: { ...options.clock, mono: () => monoNs(1) },
    });
    const reports = await Promise.all(
      Array.from({ length: 12 }, (_none, index) =>
        orders.create(approvedOrder({ clientOrderId: clientOrderId(`burst-${index}`) })),
      ),
    );
    expect(reports.filter((report) => report.kind === 'order-accepted')).toHaveLength(8);
    expect(reports.filter((report) => report.kind === 'order-rejected')).toHaveLength(4);
    expect(await orders.cancel(TARGET)).toMatchObject({ kind: 'cancel-accepted' });
    expect(calls).toHaveLength(9);
  });

  it.each([
    ['a yes', [200, { order_id: ORDER_ID, ts_ms: 1 }], 'done'],
    ['F45 no answer', 'hang', 'unknown'],
    ['F29 a cut connection', 'drop', 'unknown'],
    ['F29 a 503 page', [503, '<html>'], 'unknown'],
    ['F115 a 404', NOT_FOUND, 'unknown'],
  ] as const)('I34 a renewal that meets %s leaves once', async (_name, answer, outcome) => {
    const { calls, options } = await venue(() => answer);
    const report = await createKalshiOrders(options).renew(renewal());
    expect(report).toMatchObject({ kind: 'renewal', venueOrderId: ORDER_ID, outcome });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /portfolio/events/orders/${ORDER_ID}/amend`,
    ]);
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ count: '10.00', exchange_index: 2 });
  });

  it('F34 I31 renewals cost what orders cost and leave the tokens kept for cancels alone', async () => {
    const { calls, options } = await venue(({ method }) =>
      method === 'POST'
        ? [200, { order_id: ORDER_ID, ts_ms: 1 }]
        : [200, { order_id: ORDER_ID, reduced_by: '10.00', ts_ms: 1 }],
    );
    const still = { ...options.clock, mono: () => monoNs(1) };
    const orders = createKalshiOrders({ ...options, clock: still });
    const reports = await Promise.all(Array.from({ length: 12 }, () => orders.renew(renewal())));
    expect(reports.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: 8 }, () => 'done'),
      ...Array.from({ length: 4 }, () => 'not-sent'),
    ]);
    expect((await orders.cancel(TARGET)).kind).toBe('cancel-accepted');
    expect(calls).toHaveLength(9);
  });

  it('F36 no renewal leaves once the venue has refused our key', async () => {
    const { calls, options } = await venue(() => [
      401,
      { error: { code: 'authentication_error' } },
    ]);
    const orders = createKalshiOrders(options);
    expect(await orders.renew(renewal())).toMatchObject({ outcome: 'unknown' });
    expect(await orders.renew(renewal())).toMatchObject({ outcome: 'not-sent' });
    expect(calls).toHaveLength(1);
  });

  it('F115 cancels name shard and market; a 404 is unknown', async () => {
    const { calls, options } = await venue(() => NOT_FOUND);
    const report = await createKalshiOrders(options).cancel(TARGET);
    expect(report).toMatchObject({ kind: 'cancel-unknown', cause: '404 not_found: not found' });
    expect(calls[0]?.query.get('exchange_index')).toBe('2');
    expect(calls[0]?.query.get('market_ticker')).toBe(TICKER);
  });

  it('F116 makes and triggers groups on the shard, and refuses one made elsewhere', async () => {
    let made = bodies.orderGroup.exchange_index;
    const { calls, options } = await venue((call) =>
      call.method === 'POST' ? [201, { ...bodies.orderGroup, exchange_index: made }] : [200, {}],
    );
    const orders = createKalshiOrders(options);
    const group = unwrap(await orders.createGroup(2, count(5_000)));
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({
      contracts_limit_fp: '50.00',
      exchange_index: 2,
    });
    expect((await orders.triggerGroup(2, group)).ok).toBe(true);
    expect((await orders.resetGroup(2, orderGroupId('g'))).ok).toBe(true);
    expect(calls.slice(1).map((call) => call.query.get('exchange_index'))).toEqual(['2', '2']);
    made = 0;
    expect((await orders.createGroup(2, count(5_000))).ok).toBe(false);
  });

  it('cancel-all takes the 204 and is not repeated on failure', async () => {
    let status = 204;
    const { calls, options } = await venue(() => [status, status === 204 ? '' : 'x']);
    const orders = createKalshiOrders(options);
    expect((await orders.cancelAll()).ok).toBe(true);
    status = 503;
    expect((await orders.cancelAll()).ok).toBe(false);
    expect(calls).toHaveLength(2);
  });
});

const row = {
  order_id: ORDER_ID,
  client_order_id: 'bb000000-0000-4000-8000-000000000001',
  ticker: TICKER,
  book_side: 'bid',
  status: 'resting',
  yes_price_dollars: '0.4600',
  initial_count_fp: '10.00',
  fill_count_fp: '0.00',
  remaining_count_fp: '10.00',
  created_time: '2026-11-22T20:30:00Z',
};
const NEXT = { ...row, order_id: 'aa000000-0000-4000-8000-000000000002' };

function accountVenue(fail: string | null): Handler {
  return (call) => {
    const page = call.query.get('cursor');
    if (`${call.path} ${page ?? ''}`.trim() === fail) return [500, 'x'];
    switch (call.path) {
      case '/exchange/user_data_timestamp':
        return [200, { as_of_time: '2026-11-22T20:31:00Z' }];
      case '/portfolio/orders':
        return [200, page ? { orders: [NEXT], cursor: '' } : { orders: [row], cursor: 'p2' }];
      case '/portfolio/fills':
        return [200, { fills: [], cursor: '' }];
      case '/portfolio/positions':
        return [200, { market_positions: [{ ticker: TICKER, position_fp: '-3.50' }], cursor: '' }];
      case '/portfolio/settlements':
        return [200, { settlements: [bodies.settlement], cursor: '' }];
      case '/portfolio/balance':
        return [200, bodies.balance];
      default:
        return NOT_FOUND;
    }
  };
}

describe('account reading', () => {
  it('F30 reads every page of every surface of the shard, with the watermark read first', async () => {
    const { calls, options } = await venue(accountVenue(null));
    const report = await createKalshiOrders(options).account(1_795_300_000, 2);
    expect(report).toMatchObject({
      complete: true,
      asOf: Date.UTC(2026, 10, 22, 20, 31),
      positions: [{ ticker: TICKER, position: -350 }],
      settlements: [{ yesPayout: 10_000 }],
      balance: { shard: 2, cash: 50_000_000 },
    });
    expect(report.resting.map((order) => order.venueOrderId)).toEqual([ORDER_ID, NEXT.order_id]);
    expect(calls[0]?.path).toBe('/exchange/user_data_timestamp');
    const balance = calls.find((call) => call.path === '/portfolio/balance');
    expect(balance?.query.get('exchange_index')).toBe('2');
  });

  it.each(['/portfolio/orders p2', '/portfolio/positions', '/portfolio/balance'])(
    'a failing %s makes the reading incomplete, so it proves no absence',
    async (fail) => {
      const { calls, options } = await venue(accountVenue(fail));
      const report = await createKalshiOrders(options).account(1_795_300_000, 2);
      expect(report.complete).toBe(false);
      const [path, page] = fail.split(' ');
      const tries = calls.filter(
        (call) => call.path === path && (!page || call.query.has('cursor')),
      );
      expect(tries.length).toBeGreaterThanOrEqual(3);
      if (path === '/portfolio/balance') expect(report.balance).toBeNull();
    },
  );

  it('F46 one order by its id tells whose it is, on its shard; a 404 proves nothing', async () => {
    const { calls, options } = await venue(({ path }) =>
      path === `/portfolio/orders/${ORDER_ID}` ? [200, { order: row }] : NOT_FOUND,
    );
    const orders = createKalshiOrders(options);
    expect(unwrap(await orders.readOrder(ORDER_ID))).toMatchObject({
      ...{ kind: 'order-status', venueOrderId: ORDER_ID, source: 'read' },
      clientOrderId: row.client_order_id,
    });
    expect(calls[0]?.query.get('exchange_index')).toBe('2');
    expect((await orders.readOrder(venueOrderId('none'))).ok).toBe(false);
  });

  it('a resting order on another shard’s listing is seen by the kill’s read', async () => {
    const { options } = await venue((call) => {
      const own = call.query.get('exchange_index') === '2';
      return [200, { orders: own ? [NEXT] : [{ ...row, ticker: 'KXNFLGAME-X' }], cursor: '' }];
    });
    const orders = unwrap(await createKalshiOrders(options).restingOrders());
    expect(orders.map((order) => order.venueOrderId)).toEqual([ORDER_ID, NEXT.order_id]);
  });
});

const command = z.object({
  id: z.number(),
  cmd: z.string(),
  params: z.object({
    channels: z.array(z.string()).optional(),
    action: z.string().optional(),
    sid: z.number().optional(),
    market_tickers: z.array(z.string()).optional(),
  }),
});

/** Acknowledges everything and sends a snapshot for each ticker asked for; sids count per connection. */
function streaming(socket: WebSocket): void {
  let nextSid = 1;
  let bookSid = 0;
  let seq = 0;
  const snapshots = (tickers: readonly string[]) => {
    for (const ticker of tickers) {
      seq++;
      const msg = { market_ticker: ticker, yes_dollars_fp: [['0.4100', '7.00']] };
      socket.send(frameText('snapshotBothSides', { sid: bookSid, seq, msg }));
    }
  };
  socket.on('message', (data) => {
    const { id, params } = command.parse(JSON.parse(data.toString()));
    const [channel] = params.channels ?? [];
    if (channel) {
      const sid = nextSid++;
      socket.send(JSON.stringify({ type: 'subscribed', id, msg: { channel, sid } }));
      if (channel === 'orderbook_delta') bookSid = sid;
    }
    const isBook = channel === 'orderbook_delta' || params.sid === bookSid;
    if (!isBook) return;
    if (params.action === 'get_snapshot' || channel) snapshots(params.market_tickers ?? []);
    if (params.action === 'add_markets') {
      seq++;
      const msg = { market_tickers: [TICKER, OTHER] };
      socket.send(JSON.stringify({ type: 'ok', id, sid: bookSid, seq, msg }));
      snapshots(params.market_tickers ?? []);
    }
  });
}

const restOfFeed: Handler = (call) => {
  if (call.path === '/exchange/status') return [200, bodies.exchangeStatus];
  if (call.path === '/markets') {
    const series = call.query.get('series_ticker');
    return [200, { markets: series === 'KXBTCD' ? [bodies.hourlyMarket] : [], cursor: '' }];
  }
  if (call.path === '/events') return [200, { events: [], cursor: '' }];
  if (call.path.startsWith('/series/')) return [200, bodies.seriesReply];
  return NOT_FOUND;
};

function collect(options: KalshiFeedOptions) {
  const ticks: Tick[] = [];
  const reports: Report[] = [];
  const statuses: FeedStatus[] = [];
  const feed = createKalshiFeed(options);
  stops.push(() => feed.stop());
  feed.start({
    tick: (tick) => ticks.push(tick),
    report: (report) => reports.push(report),
    status: (status) => statuses.push(status),
  });
  const seqs = () => ticks.flatMap((tick) => ('seq' in tick ? [tick.seq] : []));
  const has = (kind: FeedStatus['kind']) => statuses.some((status) => status.kind === kind);
  return { feed, ticks, reports, statuses, seqs, has };
}

describe('feed', () => {
  it('connects signed, subscribes, follows the watched set and delivers books without a hole', async () => {
    const { options } = await venue(restOfFeed, streaming);
    const { feed, ticks, seqs, statuses } = collect(options);
    feed.watch([TICKER]);
    await until('the first book', () => seqs().length === 1);
    feed.watch([TICKER, OTHER]);
    await until('the second book', () => seqs().length === 3);
    expect(seqs()).toEqual([1, 2, 3]);
    const sid =
      ticks.flatMap((tick) => (tick.kind === 'contract-snapshot' ? [tick.sid] : []))[0] ?? 0;
    feed.resync({ connection: 'kalshi', sid, tickers: [TICKER], reason: 'test' });
    await until('the fresh snapshot', () => seqs().length === 4);
    expect(statuses).toContainEqual({
      kind: 'subscribed',
      connection: 'kalshi',
      feed: 'kalshi-book',
    });
  });

  it('F118 tells markets with their fees and whether the shard trades', async () => {
    const { options } = await venue(restOfFeed, streaming);
    const { ticks, has } = collect(options);
    await until('the market', () =>
      ticks.some((tick) => tick.kind === 'market' && tick.market.fee.kind === 'quadratic'),
    );
    await until('the clock', () => has('clock'));
    expect(ticks).toContainEqual({
      kind: 'exchange-status',
      shard: 2,
      exchangeActive: true,
      tradingActive: false,
    });
  });

  it('reconnects after a cut with new sids, and says disconnected in between', async () => {
    const { options, sockets } = await venue(restOfFeed, streaming);
    const { feed, seqs, statuses } = collect(options);
    feed.watch([TICKER]);
    await until('the first book', () => seqs().length === 1);
    for (const client of sockets.clients) client.terminate();
    await until('the book again', () => seqs().length === 2);
    const kinds = statuses.map((status) => status.kind);
    expect(kinds.filter((kind) => kind === 'connected')).toHaveLength(2);
    expect(kinds.indexOf('disconnected')).toBeLessThan(kinds.lastIndexOf('connected'));
    expect(seqs()).toEqual([1, 1]);
  });

  it('answers the venue’s pings and measures the round trip with its own', async () => {
    let pongs = 0;
    const { options } = await venue(restOfFeed, (socket) => {
      streaming(socket);
      socket.on('pong', () => pongs++);
      socket.ping('heartbeat');
    });
    const { statuses } = collect(options);
    await until('our pong', () => pongs === 1);
    await until('a round trip', () =>
      statuses.some((status) => status.kind === 'alive' && status.roundTripMs !== null),
    );
  });

  it('F37 says why a handshake was refused', async () => {
    const { options } = await venue(restOfFeed, streaming);
    const other = generateKeyPairSync('ed25519').privateKey;
    const wrong = unwrap(
      loadKalshiKey(String(other.export({ type: 'pkcs8', format: 'pem' })), 'key-1'),
    );
    const { statuses, has } = collect({ ...options, key: wrong });
    await until('the refusal', () => has('disconnected'));
    expect(statuses).toContainEqual({
      kind: 'disconnected',
      connection: 'kalshi',
      reason: expect.stringContaining('handshake refused: 401'),
    });
  });

  it('stops for good', async () => {
    const { options, sockets, calls } = await venue(restOfFeed, streaming);
    const { feed, has } = collect(options);
    await until('the connection', () => has('connected'));
    await feed.stop();
    await until('the close', () => sockets.clients.size === 0);
    const before = calls.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sockets.clients.size).toBe(0);
    expect(calls.length - before).toBeLessThanOrEqual(3);
  });
});
