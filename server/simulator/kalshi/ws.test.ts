// The WebSocket core against composed data: acks, sequence numbers, books, private channels, lifecycle, index, errors.
import { describe, expect, test } from 'vitest';
import { createGroup, triggerGroup } from './order-groups.ts';
import {
  FIFTEEN,
  fifteenMarket,
  MAKER,
  makeScene,
  NOW_MS,
  type Scene,
  TICKER,
  TRADER,
} from './test-scene.ts';
import { accountOf } from './venue.ts';
import { createWsHub, type WsConnection, type WsHub } from './ws.ts';

interface Frame {
  readonly type: string;
  readonly id?: number;
  readonly sid?: number;
  readonly seq?: number;
  readonly sending_ts_ms?: number;
  readonly msg: Record<string, unknown>;
}

interface Line {
  readonly scene: Scene;
  readonly hub: WsHub;
  readonly connection: WsConnection;
  readonly frames: Frame[];
  command(cmd: string, params?: Record<string, unknown>): Frame[];
  subscribe(channels: string[], params?: Record<string, unknown>): Frame[];
}

function connect(scene: Scene = makeScene(), accountId = TRADER): Line {
  const hub = createWsHub(scene.exchange, () => NOW_MS + 3);
  const frames: Frame[] = [];
  const account = accountOf(scene.exchange.venue, accountId);
  const connection = hub.connect(account, (text) => frames.push(JSON.parse(text)));
  let id = 0;
  const command = (cmd: string, params?: Record<string, unknown>): Frame[] => {
    const before = frames.length;
    connection.receive(JSON.stringify({ id: ++id, cmd, params }), NOW_MS);
    return frames.slice(before);
  };
  const subscribe = (channels: string[], params = {}): Frame[] =>
    command('subscribe', { channels, ...params });
  return { scene, hub, connection, frames, command, subscribe };
}

const BOOK = { market_tickers: [TICKER], use_yes_price: false };
const typesOf = (frames: readonly Frame[]): string[] => frames.map(({ type }) => type);

describe('acknowledgements', () => {
  test('every channel gets its own ack before its data', () => {
    const line = connect();
    line.scene.place(MAKER);
    const frames = line.subscribe(['orderbook_delta', 'trade'], BOOK);
    expect(frames).toMatchObject([
      { type: 'subscribed', id: 1, msg: { channel: 'orderbook_delta', sid: 1 } },
      { type: 'subscribed', id: 1, msg: { channel: 'trade', sid: 2 } },
      { type: 'orderbook_snapshot', sid: 1, seq: 1 },
    ]);
    expect(frames.every(({ sending_ts_ms }) => sending_ts_ms === NOW_MS + 3)).toBe(true);
  });

  test('ok lists the full set and consumes a seq', () => {
    const line = connect();
    line.scene.exchange.createMarket(fifteenMarket(), NOW_MS);
    line.subscribe(['orderbook_delta'], BOOK);
    const added = line.command('update_subscription', {
      sid: 1,
      action: 'add_markets',
      market_tickers: [FIFTEEN],
    });
    expect(added).toMatchObject([
      { type: 'ok', sid: 1, seq: 2, msg: { market_tickers: [TICKER, FIFTEEN] } },
      { type: 'orderbook_snapshot', sid: 1, seq: 3 },
    ]);
    expect(line.command('list_subscriptions')).toMatchObject([
      { type: 'ok', msg: [{ channel: 'orderbook_delta', sid: 1 }] },
    ]);
    expect(line.command('unsubscribe', { sids: [1] })).toMatchObject([
      { type: 'unsubscribed', sid: 1, seq: 4 },
    ]);
  });

  test.each([
    ['subscribe', { channels: ['nonsense'] }, 8],
    ['subscribe', {}, 3],
    ['subscribe', undefined, 2],
    ['subscribe', { channels: ['orderbook_delta'] }, 14],
    ['dance', {}, 5],
    ['unsubscribe', {}, 4],
    ['unsubscribe', { sids: [9] }, 7],
    ['update_subscription', { sids: [1, 2], action: 'add_markets' }, 12],
    ['update_subscription', { sid: 9, action: 'add_markets' }, 7],
  ])('%s with %j answers error %i', (cmd, params, code) => {
    expect(connect().command(cmd, params)).toMatchObject([{ type: 'error', id: 1, msg: { code } }]);
  });
});

describe('the book', () => {
  test('an empty side has no key and levels ascend', () => {
    const line = connect();
    line.scene.place(MAKER, { priceCentiCents: 4_600 });
    line.scene.place(MAKER, { priceCentiCents: 4_500 });
    const [, snapshot] = line.subscribe(['orderbook_delta'], BOOK);
    expect(snapshot?.msg['yes_dollars_fp']).toEqual([
      ['0.4500', '1.00'],
      ['0.4600', '1.00'],
    ]);
    expect(snapshot?.msg).not.toHaveProperty('no_dollars_fp');
  });

  test('the no side is at its own scale unless YES scale was asked for', () => {
    const scene = makeScene();
    scene.place(MAKER, { side: 'ask', priceCentiCents: 4_800 });
    scene.place(MAKER, { side: 'ask', priceCentiCents: 5_000 });
    const own = connect(scene).subscribe(['orderbook_delta'], BOOK)[1];
    const yes = connect(scene).subscribe(['orderbook_delta'], { ...BOOK, use_yes_price: true })[1];
    expect(own?.msg['no_dollars_fp']).toEqual([
      ['0.5000', '1.00'],
      ['0.5200', '1.00'],
    ]);
    expect(yes?.msg['no_dollars_fp']).toEqual([
      ['0.4800', '1.00'],
      ['0.5000', '1.00'],
    ]);
  });

  test('only own changes carry the client order id', () => {
    const line = connect();
    line.subscribe(['orderbook_delta'], BOOK);
    line.scene.place(TRADER, { clientOrderId: 'mine' });
    line.scene.place(MAKER, { clientOrderId: 'theirs' });
    const [own, other] = line.frames.filter(({ type }) => type === 'orderbook_delta');
    expect(own?.msg).toMatchObject({ client_order_id: 'mine', delta_fp: '1.00', side: 'yes' });
    expect(other?.msg).not.toHaveProperty('client_order_id');
  });

  test('get_snapshot answers with the id of the command', () => {
    const line = connect();
    line.subscribe(['orderbook_delta'], BOOK);
    const terms = { sid: 1, action: 'get_snapshot', market_tickers: [TICKER] };
    expect(line.command('update_subscription', terms)).toMatchObject([
      { type: 'orderbook_snapshot', id: 2, sid: 1, seq: 2 },
    ]);
  });

  test('a market subscribed to before it exists sends its book when it is created', () => {
    const line = connect();
    line.subscribe(['orderbook_delta'], { market_tickers: [FIFTEEN] });
    line.scene.exchange.createMarket(fifteenMarket(), NOW_MS);
    expect(line.frames.at(-1)).toMatchObject({
      type: 'orderbook_snapshot',
      msg: { market_ticker: FIFTEEN },
    });
  });

  test('F-gap a skipped message uses up its number', () => {
    const line = connect();
    line.subscribe(['orderbook_delta'], BOOK);
    line.hub.skipNextSequenced();
    line.scene.place(MAKER);
    line.scene.place(MAKER);
    expect(line.frames.filter(({ seq }) => seq !== undefined).map(({ seq }) => seq)).toEqual([
      1, 3,
    ]);
  });
});

describe('private channels', () => {
  test('a maker fill is told as delta, trade, fill, position and order', () => {
    const line = connect();
    const all = ['orderbook_delta', 'trade', 'fill', 'user_orders', 'market_positions'];
    line.scene.place(TRADER, { clientOrderId: 'mine' });
    line.subscribe(all, BOOK);
    const before = line.frames.length;
    line.scene.place(MAKER, { side: 'ask', priceCentiCents: 4_600 });
    const frames = line.frames.slice(before);
    expect(typesOf(frames)).toEqual([
      'orderbook_delta',
      'trade',
      'fill',
      'market_position',
      'user_order',
    ]);
    expect(frames[2]?.msg).toMatchObject({
      client_order_id: 'mine',
      is_taker: false,
      fee_cost: '0.000000',
      post_position_fp: '1.00',
      exchange_index: 2,
    });
    expect(frames[4]?.msg).toMatchObject({ status: 'executed', last_update_reason: 'Trade' });
    expect(frames[2]).not.toHaveProperty('seq');
  });

  test('nobody sees the orders of another', () => {
    const line = connect();
    line.subscribe(['fill', 'user_orders', 'market_positions']);
    line.scene.place(MAKER);
    line.scene.place('other', { side: 'ask', priceCentiCents: 4_600 });
    expect(line.frames.filter(({ type }) => type !== 'subscribed')).toEqual([]);
  });

  test('nothing is replayed to a late subscriber', () => {
    const line = connect();
    line.scene.place(TRADER);
    line.scene.place(MAKER, { side: 'ask', priceCentiCents: 4_600 });
    expect(typesOf(line.subscribe(['fill', 'user_orders', 'trade']))).toEqual(
      Array(3).fill('subscribed'),
    );
  });
});

describe('lifecycle and index', () => {
  test('a 15-minute market is created, gets its strike late, is determined and settled', () => {
    const line = connect();
    const { exchange } = line.scene;
    line.subscribe(['market_lifecycle_v2']);
    exchange.createMarket(fifteenMarket(), NOW_MS);
    exchange.setStrike(FIFTEEN, 76_218.44, NOW_MS + 4_000);
    exchange.advance(NOW_MS + 906_000);
    const mine = line.frames.filter(({ msg }) => msg['market_ticker'] === FIFTEEN);
    expect(mine.map(({ msg }) => msg['event_type'])).toEqual([
      'created',
      'metadata_updated',
      'determined',
      'settled',
    ]);
    expect(mine[0]?.msg['additional_metadata']).not.toHaveProperty('floor_strike');
    expect(mine[1]?.msg).toMatchObject({
      floor_strike: 76_218.44,
      custom_strike: { round_digits: '2' },
      yes_sub_title: 'Target Price: $76,218.44',
    });
    expect(mine[2]?.msg).toMatchObject({ result: 'no', settlement_value: '0.0000' });
  });

  test('the index carries its trailing mean, and the settlement mean in the last minute', () => {
    const line = connect();
    line.subscribe(['cfbenchmarks_value', 'cfbenchmarks_value_5hz'], { index_ids: ['BRTI'] });
    const closeMs = NOW_MS + 900_000;
    for (let at = closeMs - 61_000; at <= closeMs; at += 1_000) {
      line.scene.exchange.publishIndex(85_000 + (at - closeMs) / 1_000, at, at + 74);
    }
    const slow = line.frames
      .filter(({ type }) => type === 'cfbenchmarks_value')
      .map(({ msg }) => msg);
    expect(slow[0]?.['avg_60s_data']).toMatchObject({ value: '84939.00000000', window_size: 0 });
    expect(slow[1]).not.toHaveProperty('last_60s_windowed_average_15min');
    expect(slow[2]?.['last_60s_windowed_average_15min']).toMatchObject({ window_size: 1 });
    expect(slow.at(-1)?.['last_60s_windowed_average_15min']).toMatchObject({
      value: '84970.50000000',
      window_size: 60,
    });
    expect(slow.at(-1)?.['avg_60s_data']).toMatchObject({
      value: '84969.50000000',
      window_size: 60,
    });
    expect(line.frames.filter(({ type }) => type === 'cfbenchmarks_value_5hz')).toHaveLength(62);
    expect(line.scene.exchange.settlementMeanUsd(closeMs)).toBe(84_970.5);
  });

  test('a stamp that does not rise is dropped', () => {
    const line = connect();
    line.subscribe(['cfbenchmarks_value'], { index_ids: ['BRTI'] });
    line.scene.exchange.publishIndex(85_000, NOW_MS, NOW_MS);
    line.scene.exchange.publishIndex(86_000, NOW_MS, NOW_MS);
    expect(line.frames.filter(({ type }) => type === 'cfbenchmarks_value')).toHaveLength(1);
  });

  test('without index ids nothing flows', () => {
    const line = connect();
    line.subscribe(['cfbenchmarks_value']);
    line.scene.exchange.publishIndex(85_000, NOW_MS, NOW_MS);
    expect(typesOf(line.frames)).toEqual(['subscribed']);
  });
});

test('a terminal error ends every subscription', () => {
  const line = connect();
  line.subscribe(['orderbook_delta', 'trade'], BOOK);
  line.hub.terminalError(25);
  line.scene.place(MAKER);
  expect(line.frames.slice(-2)).toMatchObject([
    { type: 'error', sid: 1, msg: { code: 25 } },
    { type: 'error', sid: 2, msg: { code: 25 } },
  ]);
});

test('order group steps reach the account, with the limit where it matters', () => {
  const line = connect();
  line.subscribe(['order_group_updates']);
  const { exchange } = line.scene;
  exchange.run(NOW_MS, () => {
    const terms = { accountId: TRADER, shard: 2, limit: 500 };
    const group = createGroup(exchange.venue, terms);
    if (!('httpStatus' in group)) triggerGroup(exchange.venue, group);
  });
  expect(line.frames.slice(1)).toMatchObject([
    { seq: 1, msg: { event_type: 'created', contracts_limit_fp: '5.00' } },
    { seq: 2, msg: { event_type: 'triggered', ts_ms: NOW_MS } },
  ]);
});
