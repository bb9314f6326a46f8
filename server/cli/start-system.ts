// Builds up one running system, step by step: console, database, venue, watchdog, engine, console server.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Postgres } from '#server/adapters/postgres/start-postgres.ts';
import { buildId } from '#server/config/build-id.ts';
import type { Config } from '#server/config/config.ts';
import { type Runtime, readRuntime, writeRuntime } from '#server/config/runtime.ts';
import { hashToken } from '#server/config/token-hash.ts';
import { ENGINE_FLAGS } from '#server/engine/runtime-flags.ts';
import { buildConsole, ROOT } from './build-console.ts';
import { type Child, type Ready, startChild } from './child.ts';
import { UsageError } from './command.ts';
import { freePort } from './free-port.ts';
import { createLogFiles } from './log-file.ts';
import type { Progress } from './progress.ts';
import { startDatabase } from './start-database.ts';
import { freshAccount, realVenue, simulatedTrader, simulatedVenue } from './venue-plan.ts';

/** What there is to stop, known from the moment it exists; nothing is added once `isStopping`. */
export interface Started {
  readonly children: Child[];
  postgres: Postgres | null;
  isStopping: boolean;
}

/** A start that is interrupted ends at its next step. */
function assertGoingOn(started: Started): void {
  if (started.isStopping) throw new Error('interrupted');
}

function token(): string {
  return randomBytes(24).toString('base64url');
}

type Spawn = (
  name: string,
  script: string,
  plan: {
    readonly argv: (restart: number) => readonly string[];
    readonly readyWithinMs: number;
    readonly input?: string;
    readonly onReady?: (ready: Ready, restart: number) => void;
    /** Flags of Node, before the script. */
    readonly flags?: readonly string[];
  },
) => Promise<Child>;

/**
 * A simulated venue that died comes back as a new world under the same addresses: its books start anew, so engine and
 * watchdog start anew with them, under a new account. The engine is down before the watchdog looks for it again.
 */
async function onNewWorld(config: Config, started: Started): Promise<void> {
  const bound = started.children.filter(({ name }) => name === 'engine' || name === 'watchdog');
  await Promise.all(bound.map((child) => child.halt(10_000)));
  const runtime = readRuntime(config.home);
  if (runtime.ok && !started.isStopping) {
    const { venue } = runtime.value;
    writeRuntime({ ...runtime.value, venue: { ...venue, account: freshAccount() } });
  }
  for (const child of bound) child.resume();
}

async function startVenue(
  config: Config,
  spawn: Spawn,
  {
    started,
    onTrouble,
  }: { readonly started: Started; readonly onTrouble: (error: unknown) => void },
): Promise<{ readonly venue: Runtime['venue']; readonly simulator: Runtime['simulator'] }> {
  if (config.mode !== 'sim') {
    const venue = realVenue(config);
    if (!venue.ok) throw new UsageError(venue.error);
    return { venue: venue.value, simulator: null };
  }
  const trader = simulatedTrader(config.home);
  const adminToken = token();
  const simulator = await spawn('simulator', 'server/simulator/main.ts', {
    argv: () => [],
    readyWithinMs: 30_000,
    onReady: (_, restart) => {
      if (restart > 0) onNewWorld(config, started).catch(onTrouble);
    },
    input: `${JSON.stringify({
      seed: config.simSeed,
      krakenPort: await freePort(),
      kalshiPort: await freePort(),
      adminPort: await freePort(),
      adminToken,
      traderKeyId: trader.keyId,
      traderPublicKeyPem: trader.publicPem,
    })}\n`,
  });
  const venue = simulatedVenue(config, trader, simulator.ready);
  if (!venue.ok) throw new Error(venue.error);
  const adminUrl = simulator.ready['adminUrl'];
  return {
    venue: venue.value,
    simulator: typeof adminUrl === 'string' ? { adminUrl, adminToken } : null,
  };
}

/** Starts everything in order; rejects with the words of the step that failed, or with `interrupted`. */
export async function startSystem(
  config: Config,
  progress: Progress,
  started: Started,
  dev: boolean,
): Promise<{ readonly origin: string; readonly setupToken: string | null }> {
  const logFiles = createLogFiles(config.home);
  const log = pino(
    { name: 'supervisor', level: config.logLevel, base: null },
    { write: (line: string) => logFiles('supervisor', line.trimEnd()) },
  );
  const onTrouble = (error: unknown): void =>
    log.error({ error: String(error) }, 'the new simulated world was not taken up');
  const spawn: Spawn = async (name, script, plan) => {
    assertGoingOn(started);
    return startChild({
      name,
      cwd: ROOT,
      argv: (restart) => [...(plan.flags ?? []), script, ...plan.argv(restart)],
      readyWithinMs: plan.readyWithinMs,
      onLog: logFiles,
      environment: { NODE_COMPILE_CACHE: join(config.home, 'cache', 'node') },
      onExit: (which, detail) => progress.note(`! ${which} ended (${detail}); starting it again`),
      onSpawn: (child) => started.children.push(child),
      ...(plan.onReady === undefined ? {} : { onReady: plan.onReady }),
      ...(plan.input === undefined ? {} : { input: plan.input }),
    });
  };

  if (!dev) {
    await progress.stage('console build', () => buildConsole((line) => logFiles('build', line)));
  }
  const databaseUrl = await progress.stage('database', () =>
    startDatabase(config, log, (postgres) => {
      started.postgres = postgres;
    }),
  );
  assertGoingOn(started);
  const { venue, simulator } = await progress.stage(
    config.mode === 'sim' ? 'simulated venue' : 'venue settings',
    () => startVenue(config, spawn, { started, onTrouble }),
  );
  const origin = config.origin ?? `http://${config.host}:${config.port}`;
  writeRuntime({
    build: buildId(ROOT),
    mode: config.mode,
    home: config.home,
    supervisorPid: process.pid,
    startedAt: Date.now(),
    logLevel: config.logLevel,
    engine: { port: await freePort(), token: token() },
    watchdog: { port: await freePort(), token: token() },
    gateway: {
      ...{ host: config.host, port: config.port, origin, dev },
      metricsTokenHash: config.metricsToken === null ? null : hashToken(config.metricsToken),
    },
    databaseUrl,
    venue,
    simulator,
    journal: {
      directory: join(config.home, 'journal'),
      budgetBytes: config.journalMegabytes * 1024 * 1024,
    },
    limitsFile: config.limitsFile,
    operatorMinutes: config.operatorMinutes,
  });
  await progress.stage('watchdog', () =>
    spawn('watchdog', 'server/watchdog/main.ts', {
      argv: () => [config.home],
      readyWithinMs: 15_000,
    }),
  );
  await progress.stage('engine', () =>
    spawn('engine', 'server/engine/main.ts', {
      argv: (restart) => (restart === 0 ? [config.home, '--arm'] : [config.home]),
      flags: ENGINE_FLAGS,
      readyWithinMs: 30_000,
    }),
  );
  const gateway = await progress.stage('console server', () =>
    spawn('gateway', 'server/gateway/main.ts', {
      argv: () => [config.home],
      readyWithinMs: 60_000,
    }),
  );
  const setupToken = gateway.ready['setupToken'];
  return { origin, setupToken: typeof setupToken === 'string' ? setupToken : null };
}
