// What the venue emits passes the trader's own wire schemas: each REST answer and every kind of WebSocket frame.
// The schemas are the only thing shared with the adapter (wall 8).
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import * as rest from '#server/adapters/kalshi/rest-schema.ts';
import { decodeFrame } from '#server/adapters/kalshi/ws-schema.ts';
import { type Client, createBody, makeClient, ORDERS, textAt } from './test-client.ts';
import { FIFTEEN, fifteenMarket, MAKER, NOW_MS, TICKER, TRADER } from './test-scene.ts';
import { accountOf } from './venue.ts';
import { createWsHub } from './ws.ts';

const CLOSE_MS = NOW_MS + 900_000;

/** Orders resting and filled, a group triggered, and one 15-minute market played to its settlement. */
function busyVenue(): { readonly client: Client; readonly frames: readonly string[] } {
  const client = makeClient();
  const { exchange } = client;
  const frames: string[] = [];
  const hub = createWsHub(exchange, () => NOW_MS);
  const connection = hub.connect(accountOf(exchange.venue, TRADER), (text) => frames.push(text));
  const channels = [
    'orderbook_delta',
    'ticker',
    'trade',
    'fill',
    'user_orders',
    'market_positions',
    'order_group_updates',
    'market_lifecycle_v2',
    'cfbenchmarks_value',
    'cfbenchmarks_value_5hz',
  ];
  const params = {
    channels,
    market_tickers: [TICKER, FIFTEEN],
    index_ids: ['BRTI'],
    use_yes_price: false,
  };
  connection.receive(JSON.stringify({ id: 1, cmd: 'subscribe', params }), NOW_MS);
  exchange.createMarket(fifteenMarket(), NOW_MS);
  exchange.setStrike(FIFTEEN, 84_000.5, NOW_MS);
  const terms = { contracts_limit: 1, exchange_index: 2 };
  const order_group_id = textAt(
    client.call('POST', '/portfolio/order_groups/create', terms),
    'order_group_id',
  );
  client.call('POST', ORDERS, createBody({ ticker: FIFTEEN, count: '9.00', order_group_id }));
  const sale = {
    ticker: FIFTEEN,
    side: 'ask',
    priceCentiCents: 4_600,
    countCentiContracts: 250,
  } as const;
  client.scene.place(MAKER, sale);
  client.call('POST', ORDERS, createBody({ expiration_time: NOW_MS / 1_000 + 3_000 }));
  exchange.faults.deactivate(TICKER, NOW_MS);
  exchange.faults.activate(TICKER, NOW_MS);
  exchange.faults.regrid(TICKER, 'deci_cent', NOW_MS);
  for (let at = CLOSE_MS - 61_000; at <= CLOSE_MS; at += 500) {
    exchange.publishIndex(84_001.25, at, at + 70);
  }
  client.offsetMs = 906_000;
  exchange.advance(NOW_MS + 906_000);
  connection.receive(JSON.stringify({ id: 2, cmd: 'list_subscriptions' }), NOW_MS + 906_000);
  connection.receive(JSON.stringify({ id: 3, cmd: 'nonsense' }), NOW_MS + 906_000);
  connection.receive(
    JSON.stringify({ id: 4, cmd: 'unsubscribe', params: { sids: [1] } }),
    NOW_MS + 906_000,
  );
  exchange.faults.closeEarly(TICKER, NOW_MS + 907_000);
  return { client, frames };
}

const READS: readonly (readonly [string, z.ZodType])[] = [
  ['/series/KXBTC15M', rest.seriesReply],
  ['/events?series_ticker=KXBTC15M', rest.eventsReply],
  [`/markets/${TICKER}`, rest.marketReply],
  ['/markets', rest.marketsReply],
  [`/markets/${TICKER}/orderbook`, rest.orderbookReply],
  [`/markets/trades?ticker=${FIFTEEN}`, rest.tradesReply],
  ['/exchange/status', rest.exchangeStatusReply],
  ['/exchange/user_data_timestamp', rest.userDataTimestampReply],
  ['/account/limits', rest.limitsReply],
  ['/account/endpoint_costs', rest.endpointCostsReply],
  ['/portfolio/orders', rest.ordersReply],
  ['/portfolio/fills', rest.fillsReply],
  ['/portfolio/positions?settlement_status=all', rest.positionsReply],
  ['/portfolio/settlements', rest.settlementsReply],
  ['/portfolio/balance?exchange_index=2', rest.balanceReply],
];

describe('REST answers', () => {
  const { client } = busyVenue();
  test.each(READS)('%s passes the schema', (target, schema) => {
    const answer = client.call('GET', target);
    expect(answer.status).toBe(200);
    expect(schema.safeParse(answer.body).error).toBeUndefined();
    expect(JSON.stringify(answer.body).length).toBeGreaterThan(20);
  });

  test('every market row passes the market schema', () => {
    const rows: unknown[] = Object(client.call('GET', '/markets').body).markets;
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(rest.marketSchema.safeParse(row).error).toBeUndefined();
  });
});

test('every frame of a busy session decodes, and every kind was sent', () => {
  const { frames } = busyVenue();
  const kinds = new Set<string>();
  for (const text of frames) {
    const decoded = decodeFrame(text);
    expect(decoded.ok ? decoded.value.fault : `${decoded.error}: ${text}`).toBeNull();
    const { type, msg } = JSON.parse(text);
    kinds.add(type === 'market_lifecycle_v2' ? `${type}:${msg.event_type}` : type);
  }
  expect([...kinds].sort()).toEqual([
    'cfbenchmarks_value',
    'cfbenchmarks_value_5hz',
    'error',
    'event_lifecycle',
    'fill',
    'market_lifecycle_v2:activated',
    'market_lifecycle_v2:close_date_updated',
    'market_lifecycle_v2:created',
    'market_lifecycle_v2:deactivated',
    'market_lifecycle_v2:determined',
    'market_lifecycle_v2:metadata_updated',
    'market_lifecycle_v2:price_level_structure_updated',
    'market_lifecycle_v2:settled',
    'market_position',
    'ok',
    'order_group_updates',
    'orderbook_delta',
    'orderbook_snapshot',
    'subscribed',
    'ticker',
    'trade',
    'unsubscribed',
    'user_order',
  ]);
});
