// The console server against hostile pages, stolen cookies, guesses, floods, and a database or an engine that is gone.
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import fc from 'fast-check';
import { type Socket as ClientSocket, io as ioClient } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandReply, OperatorCommand } from '#lib/domain/command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { monoNs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import { hashToken } from '#server/config/token-hash.ts';
import { createConsoleServer } from './http-server.ts';
import { createOriginGuard } from './origin-guard.ts';
import { hashPassword } from './password.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { contextOf, NO_ENGINE } from './testing/api-scene.ts';
import { createMemoryAuth, type MemoryAuth } from './testing/memory-auth.ts';
import {
  createMemoryDecisions,
  type MemoryDecisions,
  sampleDecision,
} from './testing/memory-decisions.ts';
import {
  createMemoryOrders,
  type MemoryOrders,
  sampleFill,
  sampleOrder,
} from './testing/memory-orders.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const PASSWORD = 'a long enough passphrase';
let auth: MemoryAuth;
let decisions: MemoryDecisions;
let orders: MemoryOrders;
let sockets: Sockets;
let port = 0;
let origin = '';
let nowMs = 0;
let commands: OperatorCommand[] = [];
let fallbacks: string[] = [];
let engineAnswers = true;
let close: () => Promise<void>;
const clients: ClientSocket[] = [];

function reply(command: Pick<OperatorCommand, 'id'>, ok: boolean, code: string): CommandReply {
  return { id: command.id, ok, code, text: code, at: wallMs(nowMs) };
}

beforeEach(async () => {
  nowMs = 1_795_186_800_000;
  commands = [];
  fallbacks = [];
  engineAnswers = true;
  auth = createMemoryAuth();
  decisions = createMemoryDecisions();
  orders = createMemoryOrders();
  const clock = { wall: (): WallMs => wallMs(nowMs), mono: () => monoNs(0) };
  const context = contextOf({
    ...{ store: auth, decisions, orders, clock },
    engine: {
      ...NO_ENGINE,
      command: async (command) => {
        commands.push(command);
        return engineAnswers ? reply(command, true, 'done') : reply(command, false, 'engine-down');
      },
      connectedSince: () => nowMs,
      build: () => 'b-1',
    },
    closeSockets: (which, reason) => sockets.closeSession(which, reason),
  });
  let guard = createOriginGuard('http://127.0.0.1:1');
  const lateGuard = {
    problem: (request: Parameters<typeof guard.problem>[0]) => guard.problem(request),
  };
  const http = createConsoleServer({
    guard: lateGuard,
    context: () => context,
    page: async (request, response) => {
      const build = String(request.headers['x-voltage-build']);
      response.end(`page of ${build} ${Object.keys(request.headers).join(',')}`);
    },
    dev: false,
    secure: false,
  });
  sockets = createSockets({
    http,
    guard: lateGuard,
    context: () => context,
    fallbackKill: async (by, reason, level) => {
      fallbacks.push(`${by}: ${level}: ${reason}`);
      return reply({ id: commandId('watchdog-1') }, true, 'killed');
    },
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  origin = `http://127.0.0.1:${port}`;
  guard = createOriginGuard(origin);
  close = () => sockets.close();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await close();
});

function call(path: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return call(path, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

async function login(): Promise<string> {
  const hashed = await hashPassword(PASSWORD);
  if (hashed.ok) await auth.setPasswordHash('operator', hashed.value);
  const answer = await post('/api/login', { password: PASSWORD });
  expect(answer.status).toBe(200);
  return String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? '';
}

function dial(headers: Readonly<Record<string, string>>, transport = 'websocket'): ClientSocket {
  const client = ioClient(origin, {
    transports: [transport],
    extraHeaders: { ...headers },
    reconnection: false,
    forceNew: true,
  });
  clients.push(client);
  return client;
}

function outcomeOf(client: ClientSocket): Promise<string> {
  return new Promise((resolve) => {
    client.on('connect', () => resolve('connected'));
    client.on('connect_error', (error) => resolve(`refused: ${error.message}`));
  });
}

async function desk(cookie: string): Promise<ClientSocket> {
  const client = dial({ origin, cookie });
  expect(await outcomeOf(client)).toBe('connected');
  return client;
}

const ask = (client: ClientSocket, input: unknown): Promise<CommandReply> =>
  client.timeout(3_000).emitWithAck('command', input);

const kill = (reason: unknown = 'stop') => ({
  id: 'command-kill',
  issuedAt: 0,
  expiresAt: 0,
  body: { kind: 'kill', reason },
});

describe('pages and /api', () => {
  test('hosts and origins: only the one console, on every method, and never origin "null"', async () => {
    expect((await call('/sign-in')).status).toBe(200);
    expect((await call('/sign-in', { headers: { host: `localhost:${port}` } })).status).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
    ])
      expect((await call('/sign-in', { headers: { host } })).status).toBe(403);
    for (const from of [
      'null',
      'https://evil.example',
      `http://127.0.0.1:${port + 1}`,
      `https://127.0.0.1:${port}`,
    ])
      expect((await post('/api/login', { password: 'x' }, { origin: from })).status).toBe(403);
    const without = await call('/api/logout', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(without.status).toBe(403);
    const sameSite = { 'sec-fetch-site': 'same-site' };
    expect((await call('/api/session', { headers: sameSite })).status).toBe(403);
    expect((await call('/sign-in', { headers: sameSite })).status).toBe(200);
  });

  test('every answer carries the policy, nothing sensitive is cached, pages need a session', async () => {
    for (const path of ['/', '/sign-in', '/api/session', '/api/none', '/orders']) {
      const { headers } = await call(path);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
    }
    expect((await call('/')).headers.location).toBe('/sign-in');
    const nonces = await Promise.all([call('/sign-in'), call('/sign-in')]);
    expect(nonces[0]?.headers['content-security-policy']).not.toBe(
      nonces[1]?.headers['content-security-policy'],
    );
  });

  test('odd spellings of paths, writes to pages and steering headers do not get through', async () => {
    for (const path of [
      '//sign-in',
      '/_next/static/..%2f..%2fx',
      '/sign-in/..%5cx',
      '/_next/static/../../x',
      '/%2e%2e/x',
    ])
      expect((await call(path)).status).toBe(400);
    expect((await call('/sign-in', { method: 'POST', headers: { origin } })).status).toBe(405);
    const { text } = await call('/sign-in', {
      headers: { 'x-middleware-subrequest': 'x', 'x-forwarded-host': 'evil', 'x-invoke-path': '/' },
    });
    expect(text).not.toMatch(/x-middleware|x-forwarded|x-invoke/);
  });

  test('F112 a page is told its build by the server, never by the browser', async () => {
    const { text } = await call('/sign-in', { headers: { 'x-voltage-build': 'b-9' } });
    expect(text).toContain('page of b-1 ');
  });

  test('only small JSON is read', async () => {
    expect((await post('/api/login', {}, { 'content-type': 'text/plain' })).status).toBe(415);
    const big = await post('/api/login', { password: 'x'.repeat(100_000) });
    expect(big.status).toBe(400);
    expect(big.headers.connection).toBe('close');
    expect((await post('/api/login', [1, 2])).status).toBe(400);
  });

  test('ten guesses a minute are heard, right or wrong answers look alike, and the cookie is HttpOnly and strict', async () => {
    const cookie = await login();
    expect(cookie).toMatch(/^voltage_session=[\w-]{43}$/);
    const statuses: number[] = [];
    for (let i = 0; i < 15; i++)
      statuses.push((await post('/api/login', { password: `guess number ${i} of many` })).status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(9);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
    expect(auth.audit.join('\n')).not.toContain('guess number');
  });

  test('a setup link works for exactly one of twenty at once, and not after its time', async () => {
    const token = 't'.repeat(43);
    await auth.createSetupToken(hashToken(token), nowMs + 1_000);
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => post('/api/setup', { token })),
    );
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    const [cookie] = tries.find(({ status }) => status === 200)?.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  });

  test('a session ends after an idle hour, after twelve hours, and at logout; look-alike cookies are none', async () => {
    const cookie = await login();
    const signedIn = async (header: string) =>
      JSON.parse((await call('/api/session', { headers: { cookie: header } })).text).signedIn;
    expect(await signedIn(cookie)).toBe(true);
    const value = cookie.split('=')[1] ?? '';
    for (const fake of [
      `x${cookie}`,
      `voltage_session2=${value}`,
      `voltage_session=${value}x`,
      `a=b=${value}`,
    ])
      expect(await signedIn(fake)).toBe(false);
    nowMs += 59 * 60_000;
    expect(await signedIn(cookie)).toBe(true);
    nowMs += 60 * 60_000;
    expect(await signedIn(cookie)).toBe(false);
    const second = await login();
    await post('/api/logout', {}, { cookie: second });
    expect(await signedIn(second)).toBe(false);
  });
});

describe('decisions', () => {
  const read = async (path: string, cookie: string) => {
    const { status, text } = await call(path, { headers: { cookie } });
    return { status, body: JSON.parse(text) };
  };

  test('I9 without a session no decision is told, whether it is stored or not', async () => {
    decisions.rows.push(sampleDecision('d-1', nowMs));
    for (const path of ['/api/decisions/d-1', '/api/decisions/d-2', '/api/decisions'])
      expect((await call(path)).status).toBe(401);
  });

  test('a stored decision is told whole; one that is not stored is named so, what is no id is refused', async () => {
    const cookie = await login();
    const stored = sampleDecision('d-1', nowMs);
    decisions.rows.push(stored);
    expect(await read('/api/decisions/d-1', cookie)).toEqual({
      status: 200,
      body: { ok: true, decision: stored },
    });
    const missing = await read('/api/decisions/d-2', cookie);
    expect(missing).toMatchObject({ status: 404, body: { ok: false, code: 'not-stored' } });
    expect(missing.body.text).toContain('journal only');
    for (const id of ['', "d'--", 'x'.repeat(65), 'a/b', 'd-1/'])
      expect((await read(`/api/decisions/${id}`, cookie)).status).toBe(400);
    expect((await post('/api/decisions/d-1', {}, { cookie })).status).toBe(404);
  });

  test('a decision in an unknown form is neither missing nor made up', async () => {
    const cookie = await login();
    decisions.unreadable = 'checks: expected array';
    expect(await read('/api/decisions/d-1', cookie)).toMatchObject({
      status: 500,
      body: { ok: false, code: 'unreadable' },
    });
  });

  test('F87 without a database decisions answer 503, whichever question fails first', async () => {
    const cookie = await login();
    decisions.isDown = true;
    for (const path of ['/api/decisions/d-1', '/api/decisions'])
      expect(await read(path, cookie)).toMatchObject({
        status: 503,
        body: { ok: false, code: 'store-down' },
      });
    auth.isDown = true;
    expect((await read('/api/decisions/d-1', cookie)).status).toBe(503);
  });

  test('the list runs through every decision once, many of one instant included', async () => {
    const cookie = await login();
    for (let i = 0; i < 120; i++)
      decisions.rows.push(sampleDecision(`d-${String(i).padStart(3, '0')}`, nowMs + (i >> 6)));
    const seen: string[] = [];
    let path: string | null = '/api/decisions';
    while (path !== null) {
      const { status, body } = await read(path, cookie);
      expect(status).toBe(200);
      seen.push(...body.rows.map((row: { readonly id: string }) => row.id));
      path = body.next === null ? null : `/api/decisions?after=${body.next}`;
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
    for (const query of ['?after=%00', '?limit=1', '?ticker=%00'])
      expect((await read(`/api/decisions${query}`, cookie)).status).toBe(400);
  });
});

describe('orders and fills', () => {
  const PATHS = ['/api/orders', '/api/orders/o-1', '/api/fills', '/api/fills.csv'];
  const read = async (path: string, cookie: string) => {
    const { status, text } = await call(path, { headers: { cookie } });
    return { status, body: JSON.parse(text) };
  };
  const life = (id: string, at: number) => ({
    ...{ order: sampleOrder(id, at), intent: null, events: [], fills: [] },
    ...{ approval: null, hasDecision: false },
  });

  test('I9 without a session no order and no fill is told, and nothing is exported', async () => {
    orders.lives.push(life('o-1', nowMs));
    for (const path of PATHS) expect((await call(path)).status).toBe(401);
  });

  test('an order is told whole; one that is not stored is named so, what is no id is refused', async () => {
    const cookie = await login();
    orders.lives.push(life('o-1', nowMs));
    expect(await read('/api/orders/o-1', cookie)).toEqual({
      status: 200,
      body: { ok: true, life: life('o-1', nowMs) },
    });
    expect(await read('/api/orders/o-2', cookie)).toMatchObject({
      status: 404,
      body: { ok: false, code: 'not-stored' },
    });
    for (const id of ['', "o'--", 'x'.repeat(129), 'a/b'])
      expect((await read(`/api/orders/${id}`, cookie)).status).toBe(400);
    orders.unreadable = 'request: expected object';
    expect(await read('/api/orders/o-1', cookie)).toMatchObject({ status: 500 });
  });

  test('the lists run through every row once, and take no filter they do not know', async () => {
    const cookie = await login();
    for (let i = 120; i > 0; i--) {
      orders.lives.push(life(`o-${i}`, nowMs + (i >> 6)));
      orders.fills.push(sampleFill(i, nowMs + (i >> 6)));
    }
    for (const list of ['/api/orders', '/api/fills']) {
      const seen: string[] = [];
      let path: string | null = list;
      while (path !== null) {
        const { status, body } = await read(path, cookie);
        expect(status).toBe(200);
        seen.push(...body.rows.map((row: object) => JSON.stringify(row)));
        path = body.next === null ? null : `${list}?after=${body.next}`;
      }
      expect(new Set(seen).size).toBe(120);
      expect(seen).toHaveLength(120);
      for (const query of ['?after=x', '?limit=1', '?purpose=both', '?ticker=a+b'])
        expect((await read(`${list}${query}`, cookie)).status).toBe(400);
    }
    expect((await read('/api/orders?phase=gone', cookie)).status).toBe(400);
    expect((await read('/api/orders?phase=finished', cookie)).body.rows).toEqual([]);
    expect((await read('/api/fills?after=1_o-1', cookie)).status).toBe(400);
  });

  test('the export holds every fill under named columns; a database that goes meanwhile breaks it off', async () => {
    const cookie = await login();
    for (let i = 2_500; i > 0; i--) orders.fills.push(sampleFill(i, nowMs + i));
    const { status, headers, text } = await call('/api/fills.csv', { headers: { cookie } });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe(
      'attachment; filename="voltage-sim-fills-2026-11-20.csv"',
    );
    expect(headers['cache-control']).toBe('no-store');
    const lines = text.split('\r\n');
    expect(lines[0]).toContain('yes_price_usd,count_contracts,fee_usd');
    expect(lines).toHaveLength(2_502);
    orders.fillReads = 1;
    await expect(call('/api/fills.csv', { headers: { cookie } })).rejects.toThrow();
  });

  test('F87 without a database orders and fills answer 503', async () => {
    const cookie = await login();
    orders.isDown = true;
    for (const path of PATHS)
      expect(await read(path, cookie)).toMatchObject({
        status: 503,
        body: { ok: false, code: 'store-down' },
      });
  });
});

describe('the stream', () => {
  test.each(['websocket', 'polling'])(
    'a hostile origin with the cookie gets no %s',
    async (transport) => {
      const cookie = await login();
      expect(
        await outcomeOf(dial({ origin: 'https://evil.example', cookie }, transport)),
      ).toContain('refused');
      expect(await outcomeOf(dial({ origin, cookie }, transport))).toBe('connected');
      expect(await outcomeOf(dial({ origin }, transport))).toContain('signed-out');
    },
  );

  test('7.4.1 logout closes the socket of that session at once', async () => {
    const cookie = await login();
    const client = await desk(cookie);
    const gone = new Promise((resolve) => client.on('disconnect', resolve));
    await post('/api/logout', {}, { cookie });
    await gone;
  });

  test('F113 an expired session loses its socket within five seconds and its click is refused', async () => {
    const client = await desk(await login());
    nowMs += 13 * 3_600_000;
    const gone = new Promise((resolve) => client.on('disconnect', resolve));
    await ask(client, {
      id: 'command-1',
      build: 'b-1',
      issuedAt: nowMs,
      expiresAt: nowMs + 5_000,
      body: { kind: 'arm' },
    }).catch(() => null);
    expect(commands).toEqual([]);
    await gone;
  });

  test('F111 a command after its time is refused; a fractional time is rounded, for it could not be stored', async () => {
    const client = await desk(await login());
    const late = {
      id: 'command-1',
      build: 'b-1',
      issuedAt: nowMs - 9_000,
      expiresAt: nowMs - 1,
      body: { kind: 'arm' },
    };
    expect((await ask(client, late)).code).toBe('too-late');
    await ask(client, { ...late, issuedAt: nowMs + 0.5, expiresAt: nowMs + 1e9 });
    expect(Number.isInteger(commands[0]?.issuedAt)).toBe(true);
    expect(commands[0]?.expiresAt).toBe(nowMs + 10_000);
  });

  test('F112 an old tab may look and kill, and nothing else', async () => {
    const client = await desk(await login());
    const arm = {
      id: 'command-1',
      issuedAt: nowMs,
      expiresAt: nowMs + 5_000,
      body: { kind: 'arm' },
    };
    for (const build of ['b-0', '']) {
      expect((await ask(client, { ...arm, build })).code).toBe('old-page');
      expect((await ask(client, { ...kill('old tab'), build })).ok).toBe(true);
    }
    expect((await ask(client, arm)).code).toBe('bad-command');
    expect(commands.map(({ body }) => body.kind)).toEqual(['kill', 'kill']);
    expect((await ask(client, { ...arm, build: 'b-1' })).ok).toBe(true);
  });

  test('release needs the password again; kill needs none', async () => {
    const client = await desk(await login());
    const release = {
      id: 'command-1',
      build: 'b-1',
      issuedAt: nowMs,
      expiresAt: nowMs + 5_000,
      body: { kind: 'release', reason: 'ok' },
    };
    expect((await ask(client, release)).code).toBe('step-up');
    expect((await ask(client, { ...release, password: 'wrong' })).code).toBe('step-up');
    expect((await ask(client, { ...release, password: PASSWORD })).ok).toBe(true);
    expect((await ask(client, kill())).ok).toBe(true);
  });

  test('kill is never limited, never too late, never too long, and needs no acknowledgement', async () => {
    const client = await desk(await login());
    const arm = {
      id: 'command-1',
      build: 'b-1',
      issuedAt: nowMs,
      expiresAt: nowMs + 5_000,
      body: { kind: 'arm' },
    };
    const codes = await Promise.all(Array.from({ length: 30 }, () => ask(client, arm)));
    expect(codes.filter(({ code }) => code === 'too-many').length).toBeGreaterThan(0);
    expect((await ask(client, kill('x'.repeat(9_000)))).ok).toBe(true);
    expect((await ask(client, kill(undefined))).ok).toBe(true);
    client.emit('command', kill('without an answer'));
    await ask(client, kill('last'));
    const kills = commands.filter(({ body }) => body.kind === 'kill');
    expect(kills).toHaveLength(4);
  });

  test('F73 kill works while the database is gone, for a session that was good', async () => {
    const client = await desk(await login());
    auth.isDown = true;
    expect((await ask(client, kill())).ok).toBe(true);
    const arm = {
      id: 'command-1',
      build: 'b-1',
      issuedAt: nowMs,
      expiresAt: nowMs + 5_000,
      body: { kind: 'arm' },
    };
    expect((await ask(client, arm)).code).toBe('failed');
    expect(commands.map(({ body }) => body.kind)).toEqual(['kill']);
  });

  test('F73 an engine that does not answer a kill is passed over for the watchdog, at the level pressed', async () => {
    engineAnswers = false;
    const client = await desk(await login());
    expect(await ask(client, kill('panic'))).toMatchObject({ ok: true, code: 'killed' });
    expect(fallbacks).toEqual(['operator: kill: panic']);
    const press = { ...kill('out'), body: { kind: 'flatten', reason: 'out' } };
    expect(await ask(client, press)).toMatchObject({ ok: true });
    expect(fallbacks.at(-1)).toBe('operator: flatten: out');
  });

  test('10 000 random inputs: every one answered or ignored, none gets through, the server lives', async () => {
    const client = await desk(await login());
    const inputs = fc.sample(fc.jsonValue(), { numRuns: 10_000, seed: 5 });
    for (const input of inputs) client.emit('command', input, () => undefined);
    for (const input of inputs.slice(0, 500)) client.emit('subscribe', input, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(commands).toEqual([]);
    expect((await ask(client, kill())).ok).toBe(true);
  });
});
