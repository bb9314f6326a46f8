// The fault proxy over real sockets: every fault does what its name says, and without one nothing is changed.
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createRng } from '#server/simulator/seeded/rng.ts';
import type { Fault, FaultKind, Line } from './fault.ts';
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts';
import type { Weather } from './weather.ts';

const MESSAGES = ['{"n":1}', '{"n":2}', '{"n":3}'];
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Weather of one fault that strikes everything. */
function always(line: Line, kind: FaultKind | null): Weather {
  const fault = { line, share: 1, forMs: 0, delayMs: 30 };
  const faults: readonly Fault[] = kind === null ? [] : [{ ...fault, kind }];
  return {
    ...{ struck: new Map(), strike: () => undefined, clear: () => undefined },
    ...{ begin: () => undefined, totals: () => ({ storms: 0, faults: 0 }) },
    on: (asked) => faults.filter((each) => each.line === asked),
    has: (asked, wanted) => faults.some((each) => each.line === asked && each.kind === wanted),
  };
}

/** A venue that counts orders and sends three messages to whoever connects. */
async function openVenue(): Promise<{ readonly url: string; readonly orders: string[] }> {
  const orders: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      orders.push(body);
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ place: orders.length }));
    });
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    for (const message of MESSAGES) socket.send(message);
    socket.ping();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, orders };
}

async function through(kind: FaultKind | null, line: Line) {
  const venue = await openVenue();
  const weather = always(line, kind);
  const plan = { target: venue.url, line: 'kalshi-ws', weather, rng: createRng('proxy') } as const;
  const proxy: FaultProxy = await openFaultProxy(plan);
  closers.unshift(() => proxy.close());
  return { venue, proxy };
}

/** Status and body, or why there was no whole answer within the patience of a short test. */
async function post(kind: FaultKind | null) {
  const { venue, proxy } = await through(kind, 'kalshi-rest');
  const signal = AbortSignal.timeout(700);
  const answer = await fetch(proxy.through(venue.url), { method: 'POST', body: 'order', signal })
    .then(async (response) => ({ status: response.status, text: await response.text() }))
    .catch((error: unknown) => (signal.aborted ? 'silence' : `lost: ${String(error)}`));
  return { answer, orders: venue.orders };
}

/** Everything a client hears within a moment: messages, pings, its end. */
async function listen(kind: FaultKind | null): Promise<readonly string[]> {
  const { venue, proxy } = await through(kind, 'kalshi-ws');
  const heard: string[] = [];
  const socket = new WebSocket(proxy.through(venue.url).replace('http', 'ws'));
  socket.on('message', (data) => heard.push(String(data)));
  socket.on('ping', () => heard.push('ping'));
  socket.on('error', () => heard.push('error'));
  socket.on('close', () => heard.push('close'));
  await new Promise((resolve) => setTimeout(resolve, 400));
  const told = [...heard];
  socket.removeAllListeners('close');
  socket.terminate();
  return told;
}

describe('a request through the fault proxy', () => {
  test.each([[null], ['slow'], ['drip']] as const)(
    '%s: it arrives once and is answered',
    async (kind) => {
      const { answer, orders } = await post(kind);
      expect(answer).toEqual({ status: 201, text: '{"place":1}' });
      expect(orders).toEqual(['order']);
    },
  );

  test.each(['hang', 'refuse', 'fail-before'] as const)(
    '%s: the venue never hears of it',
    async (kind) => {
      const { answer, orders } = await post(kind);
      expect(orders).toEqual([]);
      if (kind === 'hang') expect(answer).toBe('silence');
      if (kind === 'refuse') expect(answer).toContain('lost');
      if (kind === 'fail-before')
        expect(answer).toMatchObject({ text: expect.stringContaining('<h1>') });
    },
  );

  test.each(['fail-after', 'lose-answer', 'no-answer', 'garble', 'cut'] as const)(
    'F29 F44 F45 %s: the venue has done it, and the answer does not say so',
    async (kind) => {
      const { answer, orders } = await post(kind);
      expect(orders).toEqual(['order']);
      if (kind === 'no-answer') expect(answer).toBe('silence');
      else if (kind === 'lose-answer' || kind === 'cut') expect(answer).toContain('lost');
      else expect(answer).not.toMatchObject({ text: '{"place":1}' });
    },
  );

  test('twice: the venue hears it twice, and the second answer is told', async () => {
    const { answer, orders } = await post('twice');
    expect(orders).toEqual(['order', 'order']);
    expect(answer).toMatchObject({ text: '{"place":2}' });
  });
});

describe('a socket through the fault proxy', () => {
  test.each([[null], ['slow'], ['deaf'], ['drip']] as const)(
    '%s: every message comes, in order',
    async (kind) => {
      expect(await listen(kind)).toEqual([...MESSAGES, 'ping']);
    },
  );

  test.each([
    ['twice', MESSAGES.flatMap((each) => [each, each]).concat('ping')],
    ['lose', ['ping']],
    ['mute', ['ping']],
    ['swap', ['{"n":2}', '{"n":1}', 'ping']],
    ['cut', [...MESSAGES.map((each) => each.slice(0, 3)), 'ping']],
    ['stall', []],
    ['half-open', []],
    ['refuse', ['error', 'close']],
  ] as const)('%s does what its name says', async (kind, heard) => {
    expect(await listen(kind)).toEqual(heard);
  });

  test('reset: it ends without a farewell and without a whole message', async () => {
    const heard = await listen('reset');
    expect(heard.at(-1)).toBe('close');
    expect(heard.filter((each) => MESSAGES.includes(each))).toEqual([]);
  });

  test('garble: the messages come, and none of them can be read', async () => {
    const heard = (await listen('garble')).filter((each) => each !== 'ping');
    expect(heard).toHaveLength(MESSAGES.length);
    for (const each of heard) expect(() => JSON.parse(each)).toThrow();
  });
});
