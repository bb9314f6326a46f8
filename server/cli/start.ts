// `npm start` / `npx voltage start`: one command from nothing to a trading desk, and a clean end on Ctrl-C.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Postgres } from '#server/adapters/postgres/start-postgres.ts';
import { buildId } from '#server/config/build-id.ts';
import { type Config, parseConfig } from '#server/config/config.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import { type Runtime, readRuntime, runtimePath, writeRuntime } from '#server/config/runtime.ts';
import { buildConsole, ROOT } from './build-console.ts';
import { type Child, startChild } from './child.ts';
import { type Command, type CommandIo, parseFlags, UsageError } from './command.ts';
import { freePort, portProblem } from './free-port.ts';
import { createLogFiles } from './log-file.ts';
import { processIsOurs } from './process-alive.ts';
import { createProgress, type Progress } from './progress.ts';
import { startDatabase } from './start-database.ts';
import { makeHome, realVenue, refusalOf, simulatedTrader, simulatedVenue } from './venue-plan.ts';

const HELP = `usage: npm start    (or: npx voltage start [--json])

Builds the console when needed, starts the embedded PostgreSQL, the simulated venue (mode sim), the engine, the
watchdog and the console server, and prints the address. Ctrl-C stops everything. Settings are VOLTAGE_* variables;
the README lists them.`;

interface Started {
  readonly children: Child[];
  postgres: Postgres | null;
}

function token(): string {
  return randomBytes(24).toString('base64url');
}

async function refuseSecondStart(config: Config): Promise<void> {
  const running = readRuntime(config.home);
  if (running.ok && processIsOurs(running.value.supervisorPid))
    throw new UsageError(
      `voltage is running already under ${config.home} (process ${running.value.supervisorPid}): stop it first`,
    );
  // The children of a killed start may need a moment to notice and to let the port go.
  for (let attempt = 0; ; attempt++) {
    const problem = await portProblem(config.host, config.port);
    if (problem === null) return;
    if (attempt >= 20)
      throw new UsageError(
        `the console cannot listen on ${config.host}:${config.port} (${problem}); set VOLTAGE_PORT to a free port`,
      );
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

type Spawn = (
  name: string,
  script: string,
  plan: {
    readonly argv: (restart: number) => readonly string[];
    readonly readyWithinMs: number;
    readonly input?: string;
  },
) => Promise<Child>;

async function startVenue(
  config: Config,
  spawn: Spawn,
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
    input: `${JSON.stringify({
      seed: config.simSeed,
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

async function startAll(
  config: Config,
  progress: Progress,
  started: Started,
  dev: boolean,
): Promise<{ readonly origin: string; readonly setupToken: string | null }> {
  makeHome(config.home);
  const logFiles = createLogFiles(config.home);
  const log = pino(
    { name: 'supervisor', level: config.logLevel, base: null },
    { write: (line: string) => logFiles('supervisor', line.trimEnd()) },
  );
  const spawn: Spawn = async (name, script, plan) => {
    const child = await startChild({
      name,
      cwd: ROOT,
      argv: (restart) => [script, ...plan.argv(restart)],
      readyWithinMs: plan.readyWithinMs,
      onLog: logFiles,
      onExit: (which, detail) => progress.note(`! ${which} ended (${detail}); starting it again`),
      ...(plan.input === undefined ? {} : { input: plan.input }),
    });
    started.children.push(child);
    return child;
  };

  if (!dev) {
    await progress.stage('console build', () => buildConsole((line) => logFiles('build', line)));
  }
  const databaseUrl = await progress.stage('database', () =>
    startDatabase(config, log, (postgres) => {
      started.postgres = postgres;
    }),
  );
  const { venue, simulator } = await progress.stage(
    config.mode === 'sim' ? 'simulated venue' : 'venue settings',
    () => startVenue(config, spawn),
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
    gateway: { host: config.host, port: config.port, origin, dev },
    databaseUrl,
    venue,
    simulator,
    journal: {
      directory: join(config.home, 'journal'),
      budgetBytes: config.journalMegabytes * 1024 * 1024,
    },
    limitsFile: config.limitsFile,
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

/** Engine first (it cancels what rests), then the rest, the database last. */
async function stopAll(started: Started): Promise<void> {
  for (const child of started.children) child.expectEnd();
  const order = ['engine', 'watchdog', 'gateway', 'simulator'];
  for (const name of order)
    for (const child of started.children) if (child.name === name) await child.stop(10_000);
  await started.postgres?.stop();
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags } = parseFlags(argv, { dev: 'switch' });
  const parsed = parseConfig(process.env);
  if (!parsed.ok) throw new UsageError(parsed.error);
  const config = parsed.value;
  const refusal = refusalOf(config.mode);
  if (refusal !== null) throw new UsageError(refusal);
  const limits = loadLimits(config.limitsFile);
  if (!limits.ok) throw new UsageError(limits.error);
  await refuseSecondStart(config);

  const terminal = process.stdout.isTTY === true && !io.json;
  const progress = createProgress((text) => {
    if (!io.json) process.stdout.write(text);
  }, terminal);
  const started: Started = { children: [], postgres: null };
  let interrupt: (code: number) => void = () => undefined;
  const interrupted = new Promise<number>((resolve) => {
    interrupt = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupt(0));
  progress.note(`voltage · mode ${config.mode} · state in ${config.home}`);
  try {
    const up = await Promise.race([
      startAll(config, progress, started, flags['dev'] === true),
      interrupted,
    ]);
    if (typeof up === 'number') return up;
    const url = up.setupToken === null ? up.origin : `${up.origin}/setup?token=${up.setupToken}`;
    if (io.json) io.out(JSON.stringify({ ready: true, origin: up.origin, url, home: config.home }));
    else {
      io.out('');
      io.out(`  Desk       ${up.origin}`);
      if (up.setupToken !== null) io.out(`  First login (works once): ${url}`);
      io.out(`  Logs       ${join(config.home, 'logs')}`);
      io.out('  Stop       Ctrl-C        Kill switch without browser: npx voltage kill');
    }
    return await interrupted;
  } finally {
    progress.note('stopping …');
    await stopAll(started);
    progress.note(`stopped (${runtimePath(config.home)} tells of the last start)`);
  }
}

export const startCommand: Command = {
  name: 'start',
  summary: 'start the whole system',
  help: HELP,
  run,
};
