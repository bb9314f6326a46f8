// The venue over real loopback sockets: handshake, heartbeat, and every wire fault.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { serveKalshi } from './serve-kalshi.ts';
import type { KalshiServer } from './served-kalshi.ts';
import { createBody, ED25519, KEY_ID, ORDERS, ROOT, signedHeaders } from './test-client.ts';
import { MAKER, makeScene, NOW_MS, type Scene, TICKER, TRADER } from './test-scene.ts';

let scene: Scene;
let server: KalshiServer;
const sockets: WebSocket[] = [];

beforeEach(async () => {
  scene = makeScene();
  const publicKeyPem = ED25519.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  scene.exchange.registerKey(TRADER, { keyId: KEY_ID, publicKeyPem });
  const timers = {
    after: (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    every: () => () => undefined,
  };
  server = await serveKalshi({
    port: 0,
    exchange: scene.exchange,
    nowMs: () => NOW_MS,
    timers,
    log: () => undefined,
  });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
});

function request(method: string, target: string, body?: unknown): Promise<Response> {
  const [path = ''] = `${ROOT}${target}`.split('?');
  return fetch(`${server.restUrl}${target}`, {
    method,
    headers: signedHeaders(method, path, { stampMs: NOW_MS }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

interface Line {
  readonly socket: WebSocket;
  readonly frames: Record<string, unknown>[];
}

async function openSocket(): Promise<Line> {
  const path = '/trade-api/ws/v2';
  const socket = new WebSocket(server.wsUrl, {
    headers: signedHeaders('GET', path, { stampMs: NOW_MS }),
  });
  sockets.push(socket);
  const frames: Record<string, unknown>[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return { socket, frames };
}

async function until(holds: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + 3_000;
  while (!holds()) {
    if (performance.now() > deadlineMs) throw new Error('Condition failed: it never came');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function subscribed(): Promise<Line> {
  const line = await openSocket();
  const params = { channels: ['orderbook_delta'], market_tickers: [TICKER], use_yes_price: false };
  line.socket.send(JSON.stringify({ id: 1, cmd: 'subscribe', params }));
  await until(() => line.frames.length === 2);
  return line;
}

test('a create over HTTP shows up on the socket with its client order id', async () => {
  const line = await subscribed();
  const response = await request('POST', ORDERS, createBody({ client_order_id: 'wire-1' }));
  expect(response.status).toBe(201);
  await until(() => line.frames.length === 3);
  expect(line.frames[2]).toMatchObject({
    type: 'orderbook_delta',
    seq: 2,
    msg: { client_order_id: 'wire-1' },
  });
});

test('an unsigned handshake is refused with 401', async () => {
  const socket = new WebSocket(server.wsUrl);
  sockets.push(socket);
  const status = await new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.once('error', () => undefined);
  });
  expect(status).toBe(401);
});

test('the heartbeat is a ping with its payload every ten seconds', async () => {
  const line = await openSocket();
  const payloads: string[] = [];
  line.socket.on('ping', (data) => payloads.push(String(data)));
  for (const seconds of [0, 9.9, 10, 15, 20]) server.tick(NOW_MS + seconds * 1_000);
  await until(() => payloads.length === 2);
  expect(payloads).toEqual(['heartbeat', 'heartbeat']);
});

test('dropped sockets close at once', async () => {
  const line = await openSocket();
  server.faults.dropSockets();
  await until(() => line.socket.readyState === WebSocket.CLOSED);
});

test('a stall delivers nothing, then everything in order', async () => {
  const line = await subscribed();
  server.faults.stalled = true;
  scene.place(MAKER);
  scene.place(MAKER);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(line.frames).toHaveLength(2);
  server.faults.stalled = false;
  server.tick(NOW_MS);
  await until(() => line.frames.length === 4);
  expect(line.frames.map((frame) => frame['seq'])).toEqual([undefined, 1, 2, 3]);
});

test('a skipped message leaves a gap in seq', async () => {
  const line = await subscribed();
  server.faults.skipNextSequenced();
  scene.place(MAKER);
  scene.place(MAKER);
  await until(() => line.frames.length === 3);
  expect(line.frames[2]).toMatchObject({ seq: 3 });
});

test('F29 a create that answers 500 rests all the same', async () => {
  server.faults.failAfterAcceptNext = 1;
  const body = createBody({ client_order_id: 'lost' });
  expect((await request('POST', ORDERS, body)).status).toBe(500);
  expect(scene.exchange.restingOrders(TRADER)).toHaveLength(1);
  expect((await request('POST', ORDERS, body)).status).toBe(409);
});

test('F29 a create whose connection drops rests all the same', async () => {
  server.faults.dropAfterAcceptNext = 1;
  await expect(request('POST', ORDERS, createBody())).rejects.toThrow();
  expect(scene.exchange.restingOrders(TRADER)).toHaveLength(1);
});

test('429, 503 and latency happen on request and then stop', async () => {
  server.faults.rateLimitNext = 1;
  const limited = await request('GET', '/portfolio/balance');
  expect([limited.status, await limited.text()]).toEqual([429, '{"error":"too many requests"}']);
  server.faults.unavailableNext = 1;
  expect((await request('POST', ORDERS, createBody())).status).toBe(503);
  expect(scene.exchange.restingOrders(TRADER)).toEqual([]);
  server.faults.responseLatencyMs = 60;
  const startMs = performance.now();
  expect((await request('GET', '/portfolio/balance')).status).toBe(200);
  expect(performance.now() - startMs).toBeGreaterThan(55);
});

test('a skewed venue clock refuses good signatures', async () => {
  server.faults.clockSkewMs = 40_000;
  const response = await request('GET', '/portfolio/balance');
  expect(response.status).toBe(401);
  expect(await response.text()).toContain('header_timestamp_expired');
});

test('a terminal error reaches every subscription', async () => {
  const line = await subscribed();
  server.faults.terminalError(10);
  await until(() => line.frames.length === 3);
  expect(line.frames[2]).toMatchObject({ type: 'error', sid: 1, msg: { code: 10 } });
});
