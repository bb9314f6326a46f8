// The real engine and watchdog against a simulated exchange: hung, without database, on a full disk; then restarts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ensure } from '#lib/check.ts';
import { unwrap } from '#lib/result.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import type { Postgres } from '#server/adapters/postgres/start-postgres.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { askTopic } from '#server/cli/ask.ts';
import { type Child, startChild } from '#server/cli/child.ts';
import { freePort } from '#server/cli/free-port.ts';
import { startDatabase } from '#server/cli/start-database.ts';
import { simulatedTrader } from '#server/cli/venue-plan.ts';
import { type Runtime, writeRuntime } from '#server/config/runtime.ts';
import { type RunningSimulator, runSimulator } from '#server/simulator/run-simulator.ts';
import { readSimulatorConfig } from '#server/simulator/simulator-config.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const statusSchema = z.object({ rows: z.object({ engine: z.object({ trading: z.string() }) }) });
const ORDERS = 50;
const LATENCY_MS = 100;
const CLOSES_AFTER_MS = 60_000;

/** The figures belong into the log of the run. */
function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

type End = () => Promise<void> | void;
const ends: End[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A directory on a file system of its own that can be filled; an ordinary one where nothing may be mounted. */
function smallDisk(): { readonly path: string; readonly isSmall: boolean } {
  const path = mkdtempSync(join(tmpdir(), 'voltage-silent-'));
  const isSmall = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', path]).status === 0;
  ends.push(() => {
    if (isSmall) spawnSync('umount', ['-l', path]);
    rmSync(path, { recursive: true, force: true });
  });
  return { path, isSmall };
}

async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  withinSeconds = 30,
): Promise<void> {
  for (let i = 0; i < 40 * withinSeconds; i++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never: ${what}`);
}

interface Scene {
  readonly home: string;
  readonly isSmall: boolean;
  readonly simulator: RunningSimulator;
  readonly postgres: Postgres;
  readonly engine: Child;
  readonly watchdog: Child;
  readonly runtime: Runtime;
  readonly logs: string[];
  resting(): number;
}

async function simulate(home: string): Promise<RunningSimulator> {
  const trader = simulatedTrader(home);
  const plan = {
    ...{ adminToken: 'not a secret at all', traderKeyId: trader.keyId },
    traderPublicKeyPem: trader.publicPem,
  };
  const simulator = await runSimulator(unwrap(readSimulatorConfig(JSON.stringify(plan))), {
    ...{ clock: createSystemClock(), timers: createSystemTimers(), log: () => undefined },
    onBroken: (error) => {
      throw error;
    },
  });
  ends.push(() => simulator.stop());
  return simulator;
}

async function runtimeOf(
  home: string,
  simulator: RunningSimulator,
  databaseUrl: string,
): Promise<Runtime> {
  const { krakenUrl, krakenRestUrl, kalshiRestUrl, kalshiWsUrl } = simulator.addresses;
  const { keyId, keyFile } = simulatedTrader(home);
  const link = async () => ({ port: await freePort(), token: 'x'.repeat(24) });
  const runtime: Runtime = {
    ...{ build: 'test', mode: 'sim', home, supervisorPid: process.pid, startedAt: Date.now() },
    ...{ logLevel: 'info', engine: await link(), watchdog: await link(), databaseUrl },
    gateway: {
      host: '127.0.0.1',
      port: 1,
      origin: 'http://127.0.0.1:1',
      dev: false,
      metricsTokenHash: null,
    },
    venue: {
      ...{ krakenUrl, krakenRestUrl, krakenDepth: 25, kalshiRestUrl, kalshiWsUrl },
      ...{ keyId, keyFile, shard: 2, account: 'sim-silent' },
    },
    ...{ simulator: null, limitsFile: null, operatorMinutes: 0 },
    journal: { directory: join(home, 'journal'), budgetBytes: 16 * 1024 * 1024 },
  };
  writeRuntime(runtime);
  return runtime;
}

async function start(name: string, home: string, logs: string[]): Promise<Child> {
  const child = await startChild({
    ...{ name, cwd: ROOT, readyWithinMs: 60_000 },
    // Armed from the start, and again after every restart if anything let it.
    argv: () => [`server/${name}/main.ts`, home, '--arm'],
    onLog: (_, line) => logs.push(`${Date.now()} ${name} ${line}`),
  });
  ends.push(() => child.stop(100));
  return child;
}

/** In a market that outlives the test: in the last minute of an hour there is none until the next one opens. */
async function restMany(simulator: RunningSimulator, home: string): Promise<void> {
  const group = readFileSync(join(home, 'run', 'order-group'), 'utf8').split('\n')[1] ?? '';
  const { exchange } = simulator.world;
  const longLived = () =>
    exchange
      .markets(['active'])
      .find(({ closeAtMs }) => closeAtMs - simulator.nowMs() > CLOSES_AFTER_MS);
  await until('a market', () => longLived() !== undefined, 2 * (CLOSES_AFTER_MS / 1_000));
  const market = ensure(longLived(), 'a market that outlives the test');
  for (let i = 0; i < ORDERS; i++)
    exchange.placeFor(
      'trader',
      {
        ...{ ticker: market.ticker, side: 'bid', priceCentiCents: 100, countCentiContracts: 100 },
        ...{ timeInForce: 'good_till_canceled', clientOrderId: `rest-${i}`, orderGroupId: group },
      },
      simulator.nowMs(),
    );
}

async function scene(): Promise<Scene> {
  const { path: home, isSmall } = smallDisk();
  const data = mkdtempSync(join(tmpdir(), 'voltage-silent-db-'));
  ends.push(() => rmSync(data, { recursive: true, force: true }));
  const simulator = await simulate(home);
  let postgres: Postgres | null = null;
  const url = await startDatabase(
    { home: data, mode: 'sim', databaseUrl: null },
    pino({ level: 'silent' }),
    (started) => {
      postgres = started;
      ends.push(() => started.stop());
    },
  );
  if (postgres === null) throw new Error('no database');
  const runtime = await runtimeOf(home, simulator, url);
  const logs: string[] = [];
  const watchdog = await start('watchdog', home, logs);
  const engine = await start('engine', home, logs);
  await until('an order group', () => existsSync(join(home, 'run', 'order-group')));
  // F116 on the way there the order group was read back, triggered, seen to refuse and reset.
  await until('armed', async () => (await tradingOf(runtime)) === 'armed');
  await restMany(simulator, home);
  const resting = () => simulator.world.exchange.restingOrders('trader').length;
  expect(resting()).toBe(ORDERS);
  // The watchdog has heard the engine by then, twice over.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return { home, isSmall, simulator, postgres, engine, watchdog, runtime, logs, resting };
}

function hang(engine: Child): number {
  process.kill(engine.pid() ?? 0, 'SIGSTOP');
  return Date.now();
}

async function zeroAfter(
  { resting, logs }: Scene,
  since: number,
): Promise<{ zeroMs: number; confirmedMs: number }> {
  await until('zero resting orders', () => resting() === 0);
  const zeroMs = Date.now() - since;
  await until('the confirmation', () => logs.some((line) => /watchdog .*"confirmed:/.test(line)));
  return { zeroMs, confirmedMs: Date.now() - since };
}

async function tradingOf(runtime: Runtime): Promise<string | null> {
  const answer = await askTopic(runtime, 'status', 1_000);
  return answer.ok
    ? (statusSchema.safeParse(answer.value).data?.rows.engine.trading ?? null)
    : null;
}

describe('a silent engine', () => {
  test('F92 F75 hung: the watchdog leaves nothing resting within 10 s, and every restart comes back killed', async () => {
    const at = await scene();
    const took = await zeroAfter(at, hang(at.engine));
    tell(`engine hung: zero orders ${took.zeroMs} ms, confirmed ${took.confirmedMs} ms`);
    expect(took.confirmedMs).toBeLessThanOrEqual(10_000);
    expect(createLatchFile(at.home).read()).toMatchObject({ by: 'watchdog' });
    for (let restart = 1; restart <= 3; restart++) {
      process.kill(at.engine.pid() ?? 0, 'SIGKILL');
      await until('a restart', () => at.engine.restarts() >= restart);
      await until('killed again', async () => (await tradingOf(at.runtime)) === 'killed');
    }
  }, 180_000);

  test('F92 hung, and its watchdog dies with it: the next watchdog of the run kills within half a minute', async () => {
    const at = await scene();
    const since = hang(at.engine);
    process.kill(at.watchdog.pid() ?? 0, 'SIGKILL');
    const took = await zeroAfter(at, since);
    tell(`engine hung, watchdog killed: zero orders ${took.zeroMs} ms`);
    expect(at.watchdog.restarts()).toBe(1);
    expect(took.confirmedMs).toBeLessThanOrEqual(30_000);
    expect(createLatchFile(at.home).read()).toMatchObject({ by: 'watchdog' });
  }, 180_000);

  test('F73 F86 F87 hung, disk full and database stopped: the watchdog still gets there within 10 s', async () => {
    const at = await scene();
    await at.postgres.stop();
    if (at.isSmall) {
      const filled = spawnSync('dd', ['if=/dev/zero', `of=${join(at.home, 'full')}`, 'bs=64k']);
      expect(filled.status).not.toBe(0);
      expect(() => writeFileSync(join(at.home, 'one-more'), 'x'.repeat(65_536))).toThrow();
    }
    at.simulator.world.exchange.faults.readLagMs = LATENCY_MS;
    const took = await zeroAfter(at, hang(at.engine));
    tell(
      `hung, no database, ${at.isSmall ? 'disk full' : 'disk NOT full'}: zero orders ${took.zeroMs} ms, confirmed ${took.confirmedMs} ms`,
    );
    expect(took.confirmedMs).toBeLessThanOrEqual(10_000);
    expect(createLatchFile(at.home).read()).toMatchObject({ by: 'watchdog' });
  }, 180_000);
});
