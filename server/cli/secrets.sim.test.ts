// A short day of the real processes with known secrets; then everything they wrote is searched for them.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { pino } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterEach, describe, expect, test } from 'vitest';
import type { Mode } from '#lib/domain/mode.ts';
import { databaseName } from '#server/adapters/postgres/migrate.ts';
import type { Postgres } from '#server/adapters/postgres/start-postgres.ts';
import { openStore } from '#server/adapters/prisma/store.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { createLog } from '#server/config/json-log.ts';
import { type Runtime, runtimePath } from '#server/config/runtime.ts';
import { hashToken } from '#server/config/token-hash.ts';
import { startSimulatedVenue } from '#server/conformance/simulated-venue.ts';
import { createAuditReader } from '#server/gateway/audit-reader.ts';
import { runCommand } from '#server/gateway/commands.ts';
import { createEngineLink } from '#server/gateway/engine-link.ts';
import type { GatewayContext } from '#server/gateway/gateway-context.ts';
import { createConsoleServer } from '#server/gateway/http-server.ts';
import { createOriginGuard } from '#server/gateway/origin-guard.ts';
import { createSessions } from '#server/gateway/session.ts';
import { runningSettings } from '#server/gateway/settings/running-settings.ts';
import { contextOf } from '#server/gateway/testing/api-scene.ts';
import { ROOT } from './build-console.ts';
import { startChild } from './child.ts';
import { killCommand } from './kill.ts';
import { startDatabase } from './start-database.ts';
import { writeTestRuntime } from './testing/test-runtime.ts';

const MODE: Mode = 'sim';
const BUILD = 'b-secrets';
const PASSWORD = `pass phrase ${randomBytes(12).toString('hex')}`;
const GUESS = `wrong guess ${randomBytes(12).toString('hex')}`;
const token = () => randomBytes(24).toString('base64url');

type End = () => Promise<void> | void;
const ends: End[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function database(home: string): Promise<{ readonly app: string; readonly owner: string }> {
  const servers: Postgres[] = [];
  const config = { home, mode: MODE, databaseUrl: null };
  const app = await startDatabase(config, pino({ level: 'silent' }), (started) => {
    servers.push(started);
    ends.push(() => started.stop());
  });
  const [server] = servers;
  if (server === undefined) throw new Error('no embedded database');
  return { app, owner: server.url(databaseName(MODE), 'owner') };
}

/** The console server without its pages, over the real store and the running engine. */
async function gateway(runtime: Runtime, lines: string[]): Promise<GatewayContext> {
  const log = createLog('gateway', 'trace', { write: (line) => void lines.push(line) });
  const clock = createSystemClock();
  const store = await openStore({ url: runtime.databaseUrl, mode: MODE, log });
  const engine = createEngineLink({
    address: runtime.engine,
    build: BUILD,
    clock,
    timers: createSystemTimers(),
    onTopic: () => undefined,
    onState: () => undefined,
  });
  const context: GatewayContext = {
    mode: MODE,
    build: BUILD,
    metricsTokenHash: null,
    running: { startedAt: runtime.startedAt, settings: runningSettings(runtime) },
    store,
    decisions: store,
    orders: store,
    pnl: store,
    audit: createAuditReader(store),
    kills: store,
    incidents: store,
    quotes: store,
    modelPapers: { list: () => [] },
    limits: store,
    moments: { ask: () => null, close: () => undefined },
    drills: contextOf().drills,
    sessions: createSessions(store, clock, false),
    clock,
    log,
    engine,
    guesses: new RateLimiterMemory({ points: 10, duration: 60 }),
    allGuesses: new RateLimiterMemory({ points: 60, duration: 60 }),
    closeSockets: () => undefined,
  };
  const { host, port, origin } = runtime.gateway;
  const http = createConsoleServer({
    guard: createOriginGuard(origin),
    context: () => context,
    page: () => Promise.reject(new Error('no pages here')),
    dev: false,
    secure: false,
  });
  await new Promise<void>((resolve) => http.listen(port, host, resolve));
  ends.push(async () => {
    http.closeAllConnections();
    http.close();
    engine.close();
    await store.close();
  });
  return context;
}

async function post(runtime: Runtime, path: string, body: object, cookie = ''): Promise<Response> {
  const { origin } = runtime.gateway;
  return fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
}

/** Setup by link, a password, wrong guesses, a login, a step-up that fails and one that is right. Out: what must stay secret. */
async function operate(runtime: Runtime, context: GatewayContext): Promise<readonly string[]> {
  const setup = token();
  await context.store.createSetupToken(hashToken(setup), Date.now() + 60_000);
  const first = await post(runtime, '/api/setup', { token: setup });
  const cookie = String(first.headers.get('set-cookie')).split(';')[0] ?? '';
  expect((await post(runtime, '/api/password', { next: PASSWORD }, cookie)).status).toBe(200);
  expect((await post(runtime, '/api/login', { password: GUESS })).status).toBe(403);
  const login = await post(runtime, '/api/login', { password: PASSWORD });
  expect(login.status).toBe(200);
  const again = String(login.headers.get('set-cookie')).split(';')[0] ?? '';
  // Pages fail here: the error must be told without what the request carried.
  await fetch(`${runtime.gateway.origin}/`, { headers: { cookie: again } });
  const session = await context.sessions.ofCookie(again);
  if (session === null) throw new Error('not signed in');
  for (const password of [GUESS, PASSWORD]) {
    const at = Date.now();
    const body = { kind: 'release', reason: 'a test' } as const;
    const call = { id: `release-${at}`, build: BUILD, issuedAt: at, expiresAt: at + 5_000, body };
    await runCommand(context, session, { ...call, password }, () =>
      Promise.reject(new Error('not asked')),
    );
  }
  return [setup, ...[cookie, again].map((each) => each.split('=')[1] ?? '')];
}

/** Every row of every table, as text. */
async function dump(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ readonly name: string }>(
      "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const rows = await client.query<{ readonly text: string }>(
        `SELECT to_jsonb(t)::text AS text FROM ${name} t`,
      );
      texts.push(...rows.rows.map((row) => `${name} ${row.text}`));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}

/** Everything below the home but the database's own files and the two that are meant to hold secrets. */
function filesOf(home: string, kept: readonly string[]): readonly (readonly [string, string])[] {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(home, 'postgres')) && !kept.includes(path))
    .map((path) => [path, readFileSync(path, 'latin1')] as const);
}

function found(
  secrets: readonly string[],
  places: readonly (readonly [string, string])[],
): string[] {
  return places.flatMap(([place, text]) =>
    secrets
      .filter((secret) => text.includes(secret))
      .map((secret) => `${place}: ${secret.slice(0, 4)}…`),
  );
}

describe('secrets', () => {
  test('I36 no key, password, guess, cookie or token is in any log, database row or file but its own', async () => {
    const home = mkdtempSync(join(tmpdir(), 'voltage-secrets-'));
    ends.push(() => rmSync(home, { recursive: true, force: true }));
    const venue = await startSimulatedVenue(null);
    ends.push(() => venue.stop());
    const { app, owner } = await database(home);
    const runtime = await writeTestRuntime({ home, venue, databaseUrl: app, build: BUILD });
    const lines: string[] = [];
    for (const name of ['watchdog', 'engine']) {
      const child = await startChild({
        name,
        cwd: ROOT,
        readyWithinMs: 60_000,
        argv: () => [`server/${name}/main.ts`, home, '--arm'],
        onLog: (which, line) => lines.push(`${which} ${line}`),
      });
      ends.push(() => child.stop(5_000));
    }
    const context = await gateway(runtime, lines);
    const used = await operate(runtime, context);
    await killCommand.run(['--home', home, '--reason', 'secrets'], {
      out: (line) => lines.push(line),
      json: true,
    });
    await new Promise((resolve) => setTimeout(resolve, 3_000));

    const keyBody = venue.trader.privatePem.split('\n')[1] ?? '';
    const databasePassword = decodeURIComponent(new URL(app).password);
    const secrets = [
      ...used,
      ...[keyBody, PASSWORD, GUESS, runtime.engine.token, runtime.watchdog.token],
      databasePassword,
    ];
    expect(secrets.every((secret) => secret.length >= 16)).toBe(true);
    const rows = await dump(owner);
    const kept = [runtimePath(home), runtime.venue.keyFile];
    const places = [
      ['logs', lines.join('\n')],
      ['database', rows],
      ...filesOf(home, kept),
    ] as const;
    // The search finds what is there: proof that its silence means something.
    expect(found(secrets, [['planted', `x${PASSWORD}y`]])).toHaveLength(1);
    expect(rows).toContain('release-refused');
    expect(rows.split('\n').length).toBeGreaterThan(10);
    expect(lines.length).toBeGreaterThan(5);
    expect(found(secrets, places)).toEqual([]);
    expect(lines.join('\n')).not.toMatch(/KALSHI-ACCESS-SIGNATURE|PRIVATE KEY/i);
    if (process.platform !== 'win32')
      for (const path of kept) expect(statSync(path).mode & 0o077).toBe(0);
  }, 180_000);

  test('I36 a log replaces secret fields, also one level down', () => {
    const lines: string[] = [];
    const log = createLog('test', 'trace', { write: (line) => void lines.push(line) });
    for (const field of ['password', 'token', 'key', 'pem', 'signature', 'cookie', 'authorization'])
      log.error({ [field]: PASSWORD, request: { [field]: PASSWORD } }, 'planted');
    expect(lines).toHaveLength(7);
    expect(lines.join('')).not.toContain(PASSWORD);
  });
});
