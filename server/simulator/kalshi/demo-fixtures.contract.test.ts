// The venue against the demo fixtures of 2026-06-11: the same request in the same state answers the same status and shape.
// Differences allowed are only those of kalshi-api §2 (removal calendar), §1.6 (shards) and other products' fields.
import { describe, expect, test } from 'vitest';
import { createExchange } from './exchange.ts';
import type { MarketDefinition } from './market-shapes.ts';
import {
  conformanceFolder,
  type Recording,
  readTarGz,
  recordingsOf,
  shapeOf,
} from './recorded-fixtures.ts';
import { type Client, makeClient, ROOT, signedHeaders, textAt } from './test-client.ts';
import {
  countingEntropy,
  MAKER,
  makeScene,
  NOW_MS,
  orderOf,
  type Scene,
  TRADER,
} from './test-scene.ts';
import { accountOf } from './venue.ts';
import { createWsHub } from './ws.ts';

const folder = conformanceFolder();
const files = readTarGz(`${folder}/kalshi_v2_rest_and_ws_demo_fixtures_2026-06-11.tar.gz`);
const recordings = recordingsOf(files);

const TICKER = 'KXWTACHALLENGERMATCH-26JUN11JIMLEP-LEP';
const SERIES = 'KXWTACHALLENGERMATCH';

/** Sent in June 2026, gone since; and fields only other products have. */
const GONE = [
  'service',
  'liquidity_dollars',
  'resting_orders_count',
  'response_price_units',
  'fractional_trading_enabled',
  'custom_strike',
  'mve_collection_ticker',
  'mve_selected_legs',
  'is_provisional',
  'primary_participant_key',
];

/** Added since June 2026, or optional in the documented shape. */
const ADDED = [
  'exchange_index',
  'exchange_index_statuses',
  'exchange_estimated_resume_time',
  'intra_exchange_transfers_active',
  'settlement_bounds_type',
  'subtitle',
  'settlement_ts',
  'settlement_value_dollars',
  'floor_strike',
];

/** Requests whose answer the venue changed on purpose since: legacy order endpoints are gone. */
const NOW_GONE = new Set(['orders__legacy_create', 'orders__legacy_cancel']);

function market(name: string, overrides: Partial<MarketDefinition> = {}): MarketDefinition {
  return {
    ticker: name,
    eventTicker: 'KXWTACHALLENGERMATCH-26JUN11JIMLEP',
    seriesTicker: SERIES,
    title: 'Will LEP win?',
    yesSubTitle: 'LEP',
    strikeType: 'greater',
    floorStrikeUsd: 1,
    openAtMs: NOW_MS - 1_800_000,
    closeAtMs: NOW_MS + 1_800_000,
    ...overrides,
  };
}

/** The demo's state: one market quoted 0.47 × 0.52 on shard 0, others around it, $98 in the account. */
function demoScene(): Scene {
  const scene = makeScene();
  const exchange = createExchange({ entropy: countingEntropy() });
  const base = exchange.venue.series.get('KXBTCD');
  if (base === undefined) throw new Error('Condition failed: no base series');
  exchange.createSeries({ ...base, ticker: SERIES, exchangeIndex: 0 });
  const startMs = NOW_MS - 3_600_000;
  exchange.openAccount(
    { id: MAKER, kind: 'agent', cashMicroByShard: { 0: 1_000_000_000 } },
    startMs,
  );
  exchange.openAccount({ id: TRADER, kind: 'api', cashMicroByShard: { 0: 98_018_600 } }, startMs);
  exchange.createMarket(market(TICKER), startMs);
  for (let i = 0; i < 12; i++) exchange.createMarket(market(`${SERIES}-OTHER-${i}`), startMs);
  const closed = { openAtMs: NOW_MS - 1_800_000, closeAtMs: NOW_MS - 100_000 };
  exchange.createMarket(market(`${SERIES}-CLOSED`, closed), startMs);
  const settled = { openAtMs: NOW_MS - 1_800_000, closeAtMs: NOW_MS - 600_000 };
  exchange.createMarket(market(`${SERIES}-SETTLED`, settled), startMs);
  for (const [side, price] of [
    ['bid', 4_700],
    ['ask', 5_200],
  ] as const) {
    const quote = { ticker: TICKER, side, priceCentiCents: price, countCentiContracts: 300 };
    exchange.placeFor(MAKER, orderOf(quote), NOW_MS);
  }
  return { ...scene, exchange };
}

const CREATE = {
  ticker: TICKER,
  side: 'bid',
  count: '1.00',
  price: '0.0100',
  time_in_force: 'good_till_canceled',
  self_trade_prevention_type: 'taker_at_cross',
};
const TAKER = { ...CREATE, price: '0.9900', time_in_force: 'immediate_or_cancel' };
const ORDERS = '/portfolio/events/orders';

function rest(client: Client, overrides: Record<string, unknown> = {}): string {
  return textAt(client.call('POST', ORDERS, { ...CREATE, ...overrides }), 'order_id');
}
function take(client: Client): string {
  return textAt(client.call('POST', ORDERS, TAKER), 'order_id');
}
function cancelled(client: Client, clientOrderId?: unknown): string {
  const id = rest(client, clientOrderId === undefined ? {} : { client_order_id: clientOrderId });
  client.call('DELETE', `${ORDERS}/${id}`);
  return id;
}

/** What had happened before each recorded request; answers the id its path names, if any. */
const BEFORE: Readonly<
  Record<string, (client: Client, recorded: Recording) => string | undefined>
> = {
  cleanup__leftover_0: (client) => take(client),
  cleanup__leftover_1: (client) => cancelled(client),
  cleanup__leftover_2: (client) => take(client),
  cleanup__stp_resting: (client) => rest(client, { price: '0.4800' }),
  fills__after_taker: (client) => take(client),
  orders__cancel_already_canceled: (client) => cancelled(client),
  orders__cancel_executed: (client) => take(client),
  orders__cancel_v2: (client) => rest(client),
  orders__duplicate_client_order_id: (client, { requestBody }) =>
    rest(client, { client_order_id: Object(requestBody).client_order_id }),
  orders__reuse_canceled_client_id: (client, { requestBody }) =>
    cancelled(client, Object(requestBody).client_order_id),
  orders__get_after_create: (client) => rest(client),
  orders__get_after_cancel: (client) => {
    const id = rest(client);
    client.exchange.faults.readLagMs = 400;
    client.offsetMs = 1_000;
    client.call('DELETE', `${ORDERS}/${id}`);
    client.offsetMs = 1_360;
    return id;
  },
  orders__stp_self_cross: (client) => {
    rest(client, { price: '0.4800', post_only: true });
    return undefined;
  },
  orders__stp_resting_after: (client) => rest(client, { price: '0.4800' }),
  portfolio__orders_list: (client) => {
    take(client);
    cancelled(client);
    return undefined;
  },
  portfolio__positions: (client) => take(client),
  trades__public_recorded: (client) => take(client),
};

function headersOf(recorded: Recording, method: string, path: string): Record<string, string> {
  const signed = (skewMs = 0): Record<string, string> =>
    signedHeaders(method, path, { stampMs: NOW_MS + skewMs });
  switch (recorded.name) {
    case 'auth__bad_signature':
      return signedHeaders(method, `${path}/wrong`, { stampMs: NOW_MS });
    case 'auth__missing_signature_header': {
      const { 'kalshi-access-signature': _left, ...others } = signed();
      return others;
    }
    case 'auth__unknown_key_id':
      return signedHeaders(method, path, {
        stampMs: NOW_MS,
        keyId: '00000000-0000-0000-0000-000000000000',
      });
    case 'auth__skew_minus30s':
      return signed(-30_000);
    case 'auth__skew_minus5min':
      return signed(-300_000);
    case 'auth__skew_plus5min':
      return signed(300_000);
    case 'auth__skew_minus5s':
      return signed(-5_000);
    case 'auth__skew_plus5s':
      return signed(5_000);
    default:
      return recorded.auth.toLowerCase().startsWith('un') || recorded.auth.startsWith('NONE')
        ? {}
        : signed();
  }
}

/** Sends the recorded request to a fresh venue in the equivalent state. */
function replay(recorded: Recording): { readonly status: number; readonly body: unknown } {
  const client = makeClient(demoScene());
  const id = BEFORE[recorded.name]?.(client, recorded);
  let target = recorded.target.slice(ROOT.length);
  const isById = /orders\/[0-9a-f-]{36}/.test(target);
  if (isById && id !== undefined) target = target.replace(/[0-9a-f-]{36}/, id);
  if (recorded.name === 'trades__public_recorded')
    target = `/markets/trades?ticker=${TICKER}&limit=12`;
  const method = recorded.method;
  const [path = ''] = `${ROOT}${target}`.split('?');
  const headers =
    client.offsetMs === 0
      ? headersOf(recorded, method, path)
      : signedHeaders(method, path, { stampMs: NOW_MS + client.offsetMs });
  const response = client.raw({ method, target, body: recorded.requestBody, headers });
  return { status: response.status, body: JSON.parse(response.bodyText) };
}

function isListed(path: string, names: readonly string[]): boolean {
  return path.split(/[.[\]]+/).some((part) => names.includes(part));
}

/** Paths the one has and the other lacks, and paths whose kinds differ. */
function differences(theirs: unknown, ours: unknown): readonly string[] {
  const [left, right] = [shapeOf(theirs), shapeOf(ours)];
  const missing = [...left.keys()].filter((path) => !right.has(path) && !isListed(path, GONE));
  const extra = [...right.keys()].filter((path) => !left.has(path) && !isListed(path, ADDED));
  const changed = [...left].filter(([path, kinds]) => {
    const mine = right.get(path);
    return mine !== undefined && [...mine].some((kind) => !kinds.has(kind));
  });
  return [
    ...missing.map((path) => `missing ${path}`),
    ...extra.map((path) => `extra ${path}`),
    ...changed.map(([path]) => `kind of ${path}`),
  ];
}

const HAS_DATA = recordings.length > 0;

describe.skipIf(!HAS_DATA)('the recorded demo requests (needs shared/data/ws-conformance)', () => {
  test('the archive holds the whole set', () => {
    expect(recordings.length).toBeGreaterThan(45);
  });

  test.each(
    recordings
      .filter(({ name }) => !NOW_GONE.has(name))
      .map((recorded) => [recorded.name, recorded] as const),
  )('%s answers the recorded status and shape', (_name, recorded) => {
    const ours = replay(recorded);
    expect(ours.status).toBe(recorded.status);
    expect(differences(recorded.body, ours.body)).toEqual([]);
  });

  test.each(
    recordings
      .filter(({ name }) => NOW_GONE.has(name))
      .map((recorded) => [recorded.name, recorded] as const),
  )('%s answers 410 now', (_name, recorded) => {
    expect(replay(recorded).status).toBe(410);
  });

  test.each(
    recordings
      .filter(({ status }) => status >= 400)
      .map((recorded) => [recorded.name, recorded] as const),
  )('%s answers the recorded error word for word', (_name, recorded) => {
    const { service: _gone, ...error } = Object(Object(recorded.body).error);
    const expected = 'error' in Object(recorded.body) ? { error } : recorded.body;
    expect(replay(recorded).body).toEqual(expected);
  });
});

interface Frame {
  readonly type: string;
  readonly msg?: { readonly side?: string };
}

/** Frames of the venue for the recorded subscription, with changes on both legs and a trade. */
function ourFrames(useYesPrice: boolean): readonly Frame[] {
  const { exchange } = demoScene();
  const frames: Frame[] = [];
  const hub = createWsHub(exchange, () => NOW_MS);
  const connection = hub.connect(accountOf(exchange.venue, TRADER), (text) =>
    frames.push(JSON.parse(text)),
  );
  const params = {
    channels: ['orderbook_delta', 'trade'],
    market_tickers: [TICKER],
    use_yes_price: useYesPrice,
  };
  connection.receive(JSON.stringify({ id: 1, cmd: 'subscribe', params }), NOW_MS);
  exchange.placeFor(
    MAKER,
    orderOf({ ticker: TICKER, side: 'ask', priceCentiCents: 5_300 }),
    NOW_MS,
  );
  exchange.placeFor(MAKER, orderOf({ ticker: TICKER, priceCentiCents: 4_500 }), NOW_MS);
  return frames;
}

describe.skipIf(!HAS_DATA)(
  'the recorded WebSocket frames (needs shared/data/ws-conformance)',
  () => {
    test.each([
      ['ws__orderbook_trade_noleg', false],
      ['ws__orderbook_trade_yes', true],
    ])('%s has the same acks, first snapshot and shapes', (name, useYesPrice) => {
      const lines = (files.get(`${name}.jsonl`) ?? '')
        .split('\n')
        .filter((line) => line.trim() !== '');
      const theirs: readonly Frame[] = lines.map((line) => JSON.parse(line));
      const ours = ourFrames(useYesPrice);
      expect(ours.slice(0, 4).map(({ type }) => type)).toEqual(
        theirs.slice(0, 4).map(({ type }) => type),
      );
      for (const recorded of theirs) {
        const like = ours.find(({ type }) => type === recorded.type);
        expect(
          differences(recorded, like).filter((text) => text !== 'extra sending_ts_ms'),
        ).toEqual([]);
      }
      expect(theirs.length).toBeGreaterThan(3);
    });
  },
);
