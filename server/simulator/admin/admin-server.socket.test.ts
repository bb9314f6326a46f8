// The admin port over real HTTP: token, routes, faults that reach their switches, refusals that change nothing.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WireFaults } from '../kalshi/served-kalshi.ts';
import { type ServedKraken, serveKraken } from '../kraken/serve-kraken.ts';
import { createKrakenVenue, type KrakenVenue } from '../kraken/venue.ts';
import { createWorld, type SimulatedWorld } from '../world/create-world.ts';
import { type AdminServer, serveAdmin } from './admin-server.ts';

const TOKEN = 'a-token-of-enough-length';
const START_MS = Date.UTC(2026, 10, 22, 15, 5);

let world: SimulatedWorld;
let venue: KrakenVenue;
let kraken: ServedKraken;
let admin: AdminServer;
let speed = 1;
let calls: string[] = [];
let wire: WireFaults;

function recordedWire(): WireFaults {
  return {
    dropSockets: () => calls.push('dropSockets'),
    stalled: false,
    skipNextSequenced: () => calls.push('skipNextSequenced'),
    rateLimitNext: 0,
    failAfterAcceptNext: 0,
    dropAfterAcceptNext: 0,
    unavailableNext: 0,
    responseLatencyMs: 0,
    clockSkewMs: 0,
    terminalError: (code) => calls.push(`terminalError ${code}`),
  };
}

beforeAll(async () => {
  world = createWorld({ seed: 'admin', startMs: START_MS, strikesPerSide: 1, bucketsPerSide: 0 });
  venue = createKrakenVenue({ bids: world.spot.bids(), asks: world.spot.asks() });
  kraken = await serveKraken({ port: 0, venue, nowMs: world.nowMs });
  world.exchange.openAccount(
    { id: 'trader', kind: 'api', cashMicroByShard: { 2: 5_000_000_000 } },
    world.nowMs(),
  );
  wire = recordedWire();
  admin = await serveAdmin({
    port: 0,
    token: TOKEN,
    traderId: 'trader',
    world,
    kraken,
    kalshi: { faults: wire },
    nowMs: world.nowMs,
    speed: () => speed,
    setSpeed: (next) => {
      speed = next;
    },
  });
});

afterAll(async () => {
  await admin.close();
  await kraken.close();
});

beforeEach(() => {
  calls = [];
});

async function ask(
  route: string,
  body?: unknown,
  token = TOKEN,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const response = await fetch(`${admin.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  expect(answer).toBeTypeOf('object');
  return { status: response.status, body: Object.fromEntries(Object.entries(answer ?? {})) };
}

test('without the token nothing is told and nothing is done', async () => {
  for (const token of ['', 'x', `${TOKEN}x`]) {
    expect((await ask('GET /state', undefined, token)).status).toBe(401);
    expect((await ask('POST /fault', { kind: 'drop', venue: 'kalshi' }, token)).status).toBe(401);
  }
  expect(calls).toEqual([]);
});

test('the state shows the time, the markets and the trader as the venue sees them', async () => {
  const market = world.exchange.markets(['active'])[0];
  const placed = world.exchange.placeFor(
    'trader',
    {
      ticker: market?.ticker ?? '',
      side: 'bid',
      priceCentiCents: 100,
      countCentiContracts: 500,
      timeInForce: 'good_till_canceled',
    },
    world.nowMs(),
  );
  expect(placed.ok).toBe(true);
  const { status, body } = await ask('GET /state');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    nowMs: START_MS,
    speed: 1,
    trader: {
      cashMicroByShard: { 2: 4_999_950_000 },
      reservedMicroByShard: { 2: 50_000 },
      restingOrders: [{ ticker: market?.ticker, remainingCentiContracts: 500 }],
    },
  });
});

test('wire faults of Kalshi reach their switches', async () => {
  for (const fault of [
    { kind: 'drop', venue: 'kalshi' },
    { kind: 'sequence-gap', venue: 'kalshi' },
    { kind: 'terminal-error', code: 25 },
    { kind: 'stall', venue: 'kalshi', on: true },
    { kind: 'rate-limit', requests: 2 },
    { kind: 'fail-after-accept', requests: 3 },
    { kind: 'drop-after-accept', requests: 4 },
    { kind: 'unavailable', requests: 5 },
    { kind: 'latency', venue: 'kalshi', ms: 60 },
    { kind: 'clock-skew', ms: -7_000 },
  ]) {
    expect([fault, (await ask('POST /fault', fault)).status]).toEqual([fault, 200]);
  }
  expect(calls).toEqual(['dropSockets', 'skipNextSequenced', 'terminalError 25']);
  expect(wire).toMatchObject({
    stalled: true,
    rateLimitNext: 2,
    failAfterAcceptNext: 3,
    dropAfterAcceptNext: 4,
    unavailableNext: 5,
    responseLatencyMs: 60,
    clockSkewMs: -7_000,
  });
});

test('faults of Kraken reach its venue', async () => {
  for (const fault of [
    { kind: 'stall', venue: 'kraken', on: true },
    { kind: 'bad-checksum', updates: 2 },
    { kind: 'sequence-gap', venue: 'kraken' },
    { kind: 'latency', venue: 'kraken', ms: 80 },
    { kind: 'refuse-upgrades', status: 429 },
    { kind: 'mute-subscriptions', requests: 1 },
  ]) {
    expect([fault, (await ask('POST /fault', fault)).status]).toEqual([fault, 200]);
  }
  expect(venue.faultState).toMatchObject({
    stalled: true,
    corruptions: 2,
    skips: 1,
    latencyMs: 80,
    refusal: 429,
    mutes: 1,
  });
  await ask('POST /fault', { kind: 'stall', venue: 'kraken', on: false });
  expect(venue.faultState.stalled).toBe(false);
});

test('makers made to lean to one side quote higher than makers made to lean to the other', async () => {
  const midsOf = async (deviations: number): Promise<ReadonlyMap<string, number>> => {
    await ask('POST /fault', { kind: 'maker-lean', deviations });
    world.advanceTo(world.nowMs() + 5_000);
    return new Map(
      world.exchange.markets(['active']).flatMap((each) => {
        const { ticker, bestBidCentiCents: bid, bestAskCentiCents: best } = each;
        return bid === undefined || best === undefined ? [] : [[ticker, (bid + best) / 2]];
      }),
    );
  };
  const low = await midsOf(-1);
  const high = await midsOf(1);
  const rises = [...high].map(([ticker, mid]) => mid - (low.get(ticker) ?? mid));
  expect(Math.max(...rises)).toBeGreaterThan(2_000);
  expect((await ask('POST /fault', { kind: 'maker-lean', deviations: null })).status).toBe(200);
});

test('faults of the engine and the world act on it', async () => {
  const ticker =
    world.exchange.markets(['active']).find((market) => market.seriesTicker === 'KXBTC15M')
      ?.ticker ?? '';
  const { exchange } = world;
  await ask('POST /fault', { kind: 'read-lag', ms: 700 });
  expect(exchange.faults.readLagMs).toBe(700);
  await ask('POST /fault', { kind: 'deactivate', ticker });
  expect(exchange.market(ticker)?.status).toBe('inactive');
  await ask('POST /fault', { kind: 'activate', ticker });
  expect(exchange.market(ticker)?.status).toBe('active');
  const before = world.indexUsd();
  await ask('POST /fault', { kind: 'price-shock', fraction: -0.05 });
  world.advanceTo(world.nowMs() + 5_000);
  expect(world.indexUsd()).toBeLessThan(before * 0.97);
  await ask('POST /fault', { kind: 'close-early', ticker });
  expect(exchange.market(ticker)?.status).toBe('closed');
});

test('a burst trades at once', async () => {
  const market = world.exchange.markets(['active']).find((each) => {
    const { bestBidCentiCents: bid, bestAskCentiCents: best } = each;
    return bid !== undefined && best !== undefined;
  });
  const before = market?.volumeCentiContracts ?? 0;
  const ticker = market?.ticker ?? '';
  expect((await ask('POST /trade-burst', { ticker, orders: 20 })).status).toBe(200);
  expect(world.exchange.market(ticker)?.volumeCentiContracts).toBeGreaterThan(before);
});

test.each([
  ['an unknown kind', 'POST /fault', { kind: 'explode' }, 'kind'],
  ['an unknown market', 'POST /fault', { kind: 'deactivate', ticker: 'NOPE' }, 'ticker'],
  [
    'a pause of half an exchange',
    'POST /fault',
    { kind: 'pause', scope: 'exchange', shard: 2 },
    'shard',
  ],
  ['text that is not JSON', 'POST /fault', 'not json', 'body'],
  ['a body of 20 kB', 'POST /fault', 'x'.repeat(20_000), 'body'],
  ['a backward clock', 'POST /speed', { speed: -1 }, 'speed'],
  ['a burst nowhere', 'POST /trade-burst', { ticker: 'NOPE', orders: 5 }, 'ticker'],
])('%s is refused and the answer names the field', async (_name, route, body, field) => {
  const answer = await ask(route, body);
  expect(answer.status).toBe(400);
  expect(String(answer.body['error']).split(':')[0]).toBe(field);
});

test('the speed changes and an unknown route is not found', async () => {
  expect((await ask('POST /speed', { speed: 30 })).body).toEqual({ speed: 30 });
  expect(speed).toBe(30);
  expect((await ask('GET /nothing')).status).toBe(404);
});
