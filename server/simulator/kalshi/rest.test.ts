// The REST surface against composed data: signing, error shapes, routing by shard, batches, groups, lag, buckets.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  createBody,
  KEY_ID,
  makeClient,
  ORDERS,
  ROOT,
  signedHeaders,
  textAt,
} from './test-client.ts';
import { FIFTEEN, fifteenMarket, MAKER, NOW_MS, TICKER, TRADER } from './test-scene.ts';

const BALANCE = '/portfolio/balance';
const NOT_FOUND = { error: { code: 'not_found', message: 'not found' } };

describe('signing', () => {
  const headersAt = (skewMs: number): Record<string, string> =>
    signedHeaders('GET', `${ROOT}${BALANCE}`, { stampMs: NOW_MS + skewMs });

  test.each([
    [-10_000, 200],
    [10_000, 200],
    [-30_000, 401],
    [30_001, 401],
  ])('a stamp %i ms off answers %i', (skewMs, status) => {
    const response = makeClient().raw({
      method: 'GET',
      target: BALANCE,
      headers: headersAt(skewMs),
    });
    expect(response.status).toBe(status);
    if (status === 401) expect(response.bodyText).toContain('header_timestamp_expired');
  });

  test('the query is not signed, the path is', () => {
    const client = makeClient();
    expect(client.call('GET', `${BALANCE}?exchange_index=2`).status).toBe(200);
    const headers = signedHeaders('GET', '/portfolio/balance', { stampMs: NOW_MS });
    const response = client.raw({ method: 'GET', target: BALANCE, headers });
    expect(JSON.parse(response.bodyText)).toEqual({
      error: {
        code: 'authentication_error',
        message: 'authentication_error',
        details: 'INCORRECT_API_KEY_SIGNATURE',
      },
    });
  });

  test('the algorithm follows the registered key, RSA as well as Ed25519', () => {
    const client = makeClient();
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const publicKeyPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    client.exchange.registerKey(TRADER, { keyId: 'rsa-key', publicKeyPem });
    const terms = { stampMs: NOW_MS, keyId: 'rsa-key', privateKey: rsa.privateKey };
    const headers = signedHeaders('GET', `${ROOT}${BALANCE}`, terms);
    expect(client.raw({ method: 'GET', target: BALANCE, headers }).status).toBe(200);
    const swapped = { ...headers, 'kalshi-access-key': KEY_ID };
    expect(client.raw({ method: 'GET', target: BALANCE, headers: swapped }).status).toBe(401);
  });

  test('a read-only key may not trade', () => {
    const client = makeClient();
    const pair = generateKeyPairSync('ed25519');
    const publicKeyPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    client.exchange.registerKey(TRADER, { keyId: 'reader', publicKeyPem, scopes: ['read'] });
    const terms = { stampMs: NOW_MS, keyId: 'reader', privateKey: pair.privateKey };
    const headers = signedHeaders('POST', `${ROOT}${ORDERS}`, terms);
    const request = { method: 'POST', target: ORDERS, body: createBody(), headers };
    expect(client.raw(request).status).toBe(403);
    expect(client.exchange.restingOrders(TRADER)).toEqual([]);
  });
});

describe('create', () => {
  test('a resting order answers 201 without averages', () => {
    const answer = makeClient().call('POST', ORDERS, createBody({ client_order_id: 'c1' }));
    expect(answer).toEqual({
      status: 201,
      body: {
        order_id: expect.any(String),
        client_order_id: 'c1',
        fill_count: '0.00',
        remaining_count: '1.00',
        ts_ms: NOW_MS,
      },
    });
  });

  test('a fill answers the recorded averages per contract', () => {
    const client = makeClient();
    client.scene.place(MAKER, { side: 'ask', priceCentiCents: 5_200 });
    const body = createBody({ price: '0.9900', time_in_force: 'immediate_or_cancel' });
    expect(client.call('POST', ORDERS, body).body).toMatchObject({
      fill_count: '1.00',
      remaining_count: '0.00',
      average_fill_price: '0.5200',
      average_fee_paid: '0.0175',
    });
  });

  test.each([
    [{ count: 1 }, 'number', 'count', 'string'],
    [{ price: 0.46 }, 'number', 'price', 'string'],
    [{ post_only: 'yes' }, 'string', 'post_only', 'bool'],
  ])('%j is refused in the flat shape with the decoder text', (overrides, kind, field, type) => {
    expect(makeClient().call('POST', ORDERS, createBody(overrides))).toEqual({
      status: 400,
      body: {
        code: 'bad_request',
        message: 'bad request',
        details: `json: cannot unmarshal ${kind} into Go struct field CreateOrderV2Request.${field} of type ${type}`,
      },
    });
  });

  test('the expiry is in seconds', () => {
    const client = makeClient();
    client.call('POST', ORDERS, createBody({ expiration_time: NOW_MS / 1_000 + 5 }));
    client.exchange.advance(NOW_MS + 5_000);
    expect(client.exchange.restingOrders(TRADER)).toEqual([]);
    const past = createBody({ expiration_time: NOW_MS / 1_000 - 1 });
    expect(client.call('POST', ORDERS, past).status).toBe(400);
  });

  test('the legacy endpoints are gone', () => {
    const answer = makeClient().call('POST', '/portfolio/orders', { ticker: TICKER });
    expect(answer.status).toBe(410);
    expect(textAt(answer, 'error', 'code')).toBe('deprecated_v1_order_endpoint');
  });
});

describe('cancel and the shards', () => {
  test.each([
    ['?exchange_index=2', 200],
    [`?market_ticker=${TICKER}`, 200],
    [`?exchange_index=-1&market_ticker=${TICKER}`, 200],
    ['', 404],
    ['?exchange_index=0', 404],
    ['?exchange_index=3', 404],
  ])('F-shard a cancel with "%s" answers %i', (query, status) => {
    const client = makeClient();
    const orderId = textAt(client.call('POST', ORDERS, createBody()), 'order_id');
    const answer = client.call('DELETE', `${ORDERS}/${orderId}${query}`);
    expect(answer.status).toBe(status);
    if (status === 404) expect(answer.body).toEqual(NOT_FOUND);
    expect(client.exchange.restingOrders(TRADER)).toHaveLength(status === 404 ? 1 : 0);
  });

  test('unknown, cancelled, executed and wrong-shard orders answer byte for byte the same', () => {
    const client = makeClient();
    const cancelled = textAt(client.call('POST', ORDERS, createBody()), 'order_id');
    client.call('DELETE', `${ORDERS}/${cancelled}?exchange_index=2`);
    const resting = textAt(client.call('POST', ORDERS, createBody()), 'order_id');
    client.scene.place(MAKER, { side: 'ask', priceCentiCents: 4_600 });
    const other = textAt(client.call('POST', ORDERS, createBody()), 'order_id');
    const targets = [`${cancelled}?exchange_index=2`, `${resting}?exchange_index=2`, 'none', other];
    const bodies = targets.map(
      (target) => client.raw({ method: 'DELETE', target: `${ORDERS}/${target}` }).bodyText,
    );
    expect(new Set(bodies)).toEqual(new Set([JSON.stringify(NOT_FOUND)]));
  });

  test('cancel-all takes every order and shadows those of the next minute', () => {
    const client = makeClient();
    client.call('POST', ORDERS, createBody());
    expect(client.call('DELETE', ORDERS)).toEqual({ status: 204, body: null });
    client.offsetMs = 59_000;
    client.call('POST', ORDERS, createBody({ price: '0.4500' }));
    client.offsetMs = 60_000;
    client.call('POST', ORDERS, createBody({ price: '0.4400' }));
    client.exchange.advance(NOW_MS + 62_000);
    const prices = client.exchange.restingOrders(TRADER).map((order) => order.priceCentiCents);
    expect(prices).toEqual([4_400]);
  });

  test('money crosses shards only by a transfer, which takes a moment', () => {
    const client = makeClient();
    const transfer = {
      source: 'event_contract',
      destination: 'event_contract',
      amount: 1_000_000,
      source_exchange_shard: 0,
      destination_exchange_shard: 2,
    };
    const started = client.call('POST', '/portfolio/intra_exchange_instance_transfer', transfer);
    const path = `/portfolio/intra_exchange_instance_transfers/${textAt(started, 'transfer_id')}`;
    expect(client.call('GET', path).body).toMatchObject({
      status: 'pending',
      amount: '100.000000',
    });
    client.exchange.audit();
    client.offsetMs = 1_500;
    expect(client.call('GET', path).body).toMatchObject({ status: 'complete' });
    expect(client.call('GET', `${BALANCE}?exchange_index=2`).body).toMatchObject({
      balance_dollars: '10100.0000',
    });
  });
});

describe('decrease and amend', () => {
  /** Two bids at one price: the trader's first, another behind it. */
  function queued(): { client: ReturnType<typeof makeClient>; orderId: string } {
    const client = makeClient();
    const orderId = textAt(client.call('POST', ORDERS, createBody({ count: '5.00' })), 'order_id');
    client.scene.place(MAKER, { countCentiContracts: 500 });
    return { client, orderId };
  }
  const ahead = (client: ReturnType<typeof makeClient>, orderId: string): string =>
    textAt(client.call('GET', `/portfolio/orders/${orderId}/queue_position`), 'queue_position_fp');
  const amendBody = (overrides: Record<string, unknown>): Record<string, unknown> => ({
    ticker: TICKER,
    side: 'bid',
    price: '0.4600',
    count: '5.00',
    exchange_index: 2,
    ...overrides,
  });

  test('a decrease keeps the queue place', () => {
    const { client, orderId } = queued();
    const answer = client.call('POST', `${ORDERS}/${orderId}/decrease`, {
      reduce_to: '2.00',
      exchange_index: 2,
    });
    expect(answer.body).toMatchObject({ remaining_count: '2.00' });
    expect(ahead(client, orderId)).toBe('0.00');
    client.exchange.audit();
  });

  test.each([
    ['a smaller count', { count: '3.00' }, '0.00', '3.00'],
    ['an expiry alone', { expiration_time: NOW_MS / 1_000 + 60 }, '0.00', null],
    ['a larger count', { count: '6.00' }, '5.00', '6.00'],
  ])('an amend to %s leaves %j ahead', (_name, overrides, place, remaining) => {
    const { client, orderId } = queued();
    const answer = client.call('POST', `${ORDERS}/${orderId}/amend`, amendBody(overrides));
    expect(answer).toMatchObject({ status: 200, body: { remaining_count: remaining } });
    expect(ahead(client, orderId)).toBe(place);
    client.exchange.audit();
  });

  test('an amend into the ask trades and says so', () => {
    const { client, orderId } = queued();
    client.scene.place('other', { side: 'ask', priceCentiCents: 4_800, countCentiContracts: 200 });
    const answer = client.call(
      'POST',
      `${ORDERS}/${orderId}/amend`,
      amendBody({ price: '0.4800' }),
    );
    expect(answer.body).toMatchObject({ fill_count: '2.00', remaining_count: '3.00' });
    expect(answer.body).toMatchObject({ average_fill_price: '0.4800' });
    client.exchange.audit();
  });

  test.each([
    [{ side: 'ask' }, 'order_side_mismatch'],
    [{ client_order_id: 'another' }, 'order_id_and_client_order_id_mismatch'],
    [{ price: '0.4650' }, 'invalid_price'],
  ])('an amend with %j is refused', (overrides, code) => {
    const { client, orderId } = queued();
    const answer = client.call('POST', `${ORDERS}/${orderId}/amend`, amendBody(overrides));
    expect(textAt(answer, 'error', 'code')).toBe(code);
  });
});

test('a batch succeeds in part', () => {
  const client = makeClient();
  const orders = [createBody({ client_order_id: 'a' }), createBody({ price: '0.4650' })];
  const created = client.call('POST', `${ORDERS}/batched`, { orders });
  expect(created).toMatchObject({
    status: 201,
    body: { orders: [{ client_order_id: 'a' }, { error: { code: 'invalid_price' } }] },
  });
  const order_id = textAt(created, 'orders', 0, 'order_id');
  const cancelled = client.call('DELETE', `${ORDERS}/batched`, {
    orders: [
      { order_id, exchange_index: 2 },
      { order_id: 'none', exchange_index: 2 },
    ],
  });
  expect(cancelled).toMatchObject({
    status: 200,
    body: {
      orders: [{ reduced_by: '1.00' }, { reduced_by: '0.00', error: { code: 'not_found' } }],
    },
  });
});

describe('order groups', () => {
  const GROUPS = '/portfolio/order_groups';
  function grouped(limit: number): { client: ReturnType<typeof makeClient>; groupId: string } {
    const client = makeClient();
    const terms = { contracts_limit: limit, exchange_index: 2 };
    const groupId = textAt(client.call('POST', `${GROUPS}/create`, terms), 'order_group_id');
    return { client, groupId };
  }

  test('more than the limit within 15 seconds cancels the group and blocks it until reset', () => {
    const { client, groupId } = grouped(5);
    const order = createBody({ count: '10.00', order_group_id: groupId });
    client.call('POST', ORDERS, order);
    const sell = { side: 'ask', priceCentiCents: 4_600 } as const;
    client.scene.place(MAKER, { ...sell, countCentiContracts: 500 });
    expect(client.exchange.restingOrders(TRADER)).toHaveLength(1);
    client.scene.place(MAKER, { ...sell, countCentiContracts: 1 });
    expect(client.exchange.restingOrders(TRADER)).toEqual([]);
    const refusal = client.call('POST', ORDERS, order);
    expect(textAt(refusal, 'error', 'code')).toBe('exceeded_order_group_risk_limit');
    expect(client.call('PUT', `${GROUPS}/${groupId}/reset`).status).toBe(404);
    expect(client.call('PUT', `${GROUPS}/${groupId}/reset?exchange_index=2`).status).toBe(200);
    expect(client.call('POST', ORDERS, order).status).toBe(201);
  });

  test('the sum forgets fills older than 15 seconds', () => {
    const { client, groupId } = grouped(5);
    client.call('POST', ORDERS, createBody({ count: '10.00', order_group_id: groupId }));
    const sale = {
      ticker: TICKER,
      side: 'ask',
      priceCentiCents: 4_600,
      timeInForce: 'immediate_or_cancel',
    } as const;
    client.exchange.placeFor(MAKER, { ...sale, countCentiContracts: 400 }, NOW_MS);
    client.exchange.placeFor(MAKER, { ...sale, countCentiContracts: 400 }, NOW_MS + 15_000);
    expect(client.exchange.restingOrders(TRADER)).toHaveLength(1);
  });

  test('trigger, limit and delete act on the resting orders', () => {
    const { client, groupId } = grouped(5);
    const place = () => client.call('POST', ORDERS, createBody({ order_group_id: groupId }));
    place();
    client.call('PUT', `${GROUPS}/${groupId}/trigger?exchange_index=2`);
    expect(client.exchange.restingOrders(TRADER)).toEqual([]);
    client.call('PUT', `${GROUPS}/${groupId}/reset?exchange_index=2`);
    place();
    const limit = { contracts_limit_fp: '7.00' };
    client.call('PUT', `${GROUPS}/${groupId}/limit?exchange_index=2`, limit);
    expect(client.call('GET', `${GROUPS}/${groupId}`).body).toMatchObject({
      contracts_limit_fp: '7.00',
      orders: [expect.any(String)],
    });
    client.call('DELETE', `${GROUPS}/${groupId}?exchange_index=2`);
    expect(client.exchange.restingOrders(TRADER)).toEqual([]);
    expect(client.call('GET', GROUPS).body).toEqual({});
  });
});

describe('reads', () => {
  test('a read lags its write by the configured time', () => {
    const client = makeClient();
    client.exchange.faults.readLagMs = 400;
    client.offsetMs = 1_000;
    const orderId = textAt(client.call('POST', ORDERS, createBody()), 'order_id');
    expect(client.call('GET', `/portfolio/orders/${orderId}`).status).toBe(404);
    client.offsetMs = 1_500;
    client.call('DELETE', `${ORDERS}/${orderId}?exchange_index=2`);
    client.offsetMs = 1_860;
    const late = client.call('GET', `/portfolio/orders/${orderId}`);
    expect(textAt(late, 'order', 'status')).toBe('resting');
    expect(client.call('GET', `/markets/${TICKER}/orderbook`).body).toEqual({
      orderbook_fp: { yes_dollars: [['0.4600', '1.00']], no_dollars: [] },
    });
    expect(client.call('GET', '/exchange/user_data_timestamp').body).toEqual({
      as_of_time: '2026-10-06T19:30:01.46Z',
    });
    client.offsetMs = 1_900;
    const now = client.call('GET', `/portfolio/orders/${orderId}`);
    expect(textAt(now, 'order', 'status')).toBe('canceled');
  });

  test('pages walk to an empty cursor and a garbage cursor starts again', () => {
    const client = makeClient();
    for (let i = 0; i < 5; i++) client.call('POST', ORDERS, createBody());
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = client.call('GET', `/portfolio/orders?limit=2&cursor=${cursor}`);
      for (const row of Object(page.body).orders) seen.push(row.order_id);
      cursor = textAt(page, 'cursor');
    } while (cursor !== '');
    expect(new Set(seen).size).toBe(5);
    const first = client.call('GET', '/portfolio/orders?limit=2');
    expect(client.call('GET', '/portfolio/orders?limit=2&cursor=garbage').body).toEqual(first.body);
  });

  test('market filters follow the lifecycle', () => {
    const client = makeClient();
    const later = { openAtMs: NOW_MS + 900_000, closeAtMs: NOW_MS + 1_800_000 };
    client.exchange.createMarket(fifteenMarket(later), NOW_MS);
    const tickers = (query: string): string[] =>
      Object(client.call('GET', `/markets?${query}`).body).markets.map(
        (m: { ticker: string }) => m.ticker,
      );
    expect(tickers('status=open')).toEqual([TICKER]);
    expect(tickers('status=unopened')).toEqual([FIFTEEN]);
    expect(tickers('series_ticker=KXBTC15M')).toEqual([FIFTEEN]);
    client.offsetMs = 1_800_000;
    expect(tickers('status=closed').sort()).toEqual([FIFTEEN, TICKER].sort());
    client.offsetMs = 1_806_000;
    expect(tickers('status=settled')).toEqual([FIFTEEN]);
    expect(client.call('GET', '/markets?status=open&min_settled_ts=1').status).toBe(400);
  });

  test('candles carry quotes, trades and volume', () => {
    const client = makeClient();
    client.scene.place(MAKER, { side: 'ask', priceCentiCents: 4_800 });
    client.scene.place(TRADER, { priceCentiCents: 4_800 });
    const range = `start_ts=${NOW_MS / 1_000}&end_ts=${NOW_MS / 1_000 + 60}&period_interval=1`;
    const path = `/series/KXBTCD/markets/${TICKER}/candlesticks?${range}`;
    expect(client.call('GET', path).body).toMatchObject({
      candlesticks: [
        { price: { close_dollars: '0.4800' }, volume_fp: '1.00', open_interest_fp: '1.00' },
      ],
    });
  });

  test('a settlement shows up with its revenue in cents', () => {
    const client = makeClient();
    client.scene.place(MAKER, { side: 'ask', priceCentiCents: 4_800 });
    client.scene.place(TRADER, { priceCentiCents: 4_800 });
    for (let at = NOW_MS + 1_741_000; at <= NOW_MS + 1_800_000; at += 1_000) {
      client.exchange.publishIndex(85_000, at, at);
    }
    client.offsetMs = 1_800_000 + 145_000;
    expect(client.call('GET', '/portfolio/settlements').body).toMatchObject({
      settlements: [
        {
          market_result: 'yes',
          yes_count_fp: '1.00',
          yes_total_cost_dollars: '0.480000',
          revenue: 100,
          value: 100,
        },
      ],
    });
    expect(client.call('GET', '/portfolio/positions').body).toMatchObject({ market_positions: [] });
  });
});

describe('token buckets', () => {
  test('Basic affords ten creates at once on a shard, then answers the string body', () => {
    const client = makeClient();
    const statuses = Array.from({ length: 11 }, () =>
      client.raw({ method: 'POST', target: ORDERS, body: createBody() }),
    );
    expect(statuses.map(({ status }) => status)).toEqual([...Array(10).fill(201), 429]);
    expect(statuses.at(-1)?.bodyText).toBe('{"error":"too many requests"}');
    client.offsetMs = 100;
    expect(client.call('POST', ORDERS, createBody()).status).toBe(201);
  });

  test('an explicit shard has its own bucket, an auto-routed call draws on all', () => {
    const client = makeClient();
    for (let i = 0; i < 10; i++) client.call('POST', ORDERS, createBody());
    const routed = createBody({ exchange_index: -1 });
    expect(client.call('POST', ORDERS, routed).status).toBe(429);
    expect(client.call('DELETE', ORDERS).status).toBe(204);
  });
});

test('a paused shard shows in the exchange status, by shard', () => {
  const client = makeClient();
  client.exchange.faults.pauseTrading(NOW_MS, 2);
  const { body } = client.call('GET', '/exchange/status');
  expect(body).toMatchObject({ exchange_active: true, trading_active: true });
  expect(Object(body).exchange_index_statuses[2]).toMatchObject({
    exchange_index: 2,
    trading_active: false,
  });
});
