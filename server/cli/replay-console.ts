// The desk beside a replay: link, gateway and throw-away database in a home of their own. In: steps. Out: topics, commands.
import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { OperatorCommand } from '#lib/domain/command.ts';
import type { Refusal } from '#lib/domain/forecast.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { type LinkPeer, type LinkServer, serveLink } from '#server/adapters/link/serve-link.ts';
import type { Postgres } from '#server/adapters/postgres/start-postgres.ts';
import { buildId } from '#server/config/build-id.ts';
import type { Config } from '#server/config/config.ts';
import { readRuntime, writeRuntime } from '#server/config/runtime.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import type { World } from '#server/core/world.ts';
import { createWorldPublisher } from '#server/engine/publish/publish-world.ts';
import { createTopicTables } from '#server/engine/topic-tables.ts';
import { buildConsole, ROOT } from './build-console.ts';
import { type Child, startChild } from './child.ts';
import { UsageError } from './command.ts';
import { freePort, portProblem } from './free-port.ts';
import { createLogFiles } from './log-file.ts';
import { processIsOurs } from './process-alive.ts';
import type { Progress } from './progress.ts';
import { startDatabase } from './start-database.ts';
import { makeHome } from './venue-plan.ts';

/** The desk's own pace: as often as the engine publishes. */
const PUBLISH_MS = 100;

export interface ReplayConsole {
  /** The single-use link into the desk. */
  readonly url: string;
  /** Shows the world after a step, at most ten times a second. */
  show(world: World, event: CoreEvent, effects: readonly Effect[]): void;
  /** Commands since the last call, as events. */
  commands(): readonly EventBody[];
  /** From now on commands are answered with `reason`. */
  refuse(reason: string): void;
  stop(): Promise<void>;
}

export interface ConsoleOptions {
  readonly config: Config;
  readonly port: number | null;
  readonly speed: number;
  readonly progress: Progress;
  /** For the status: models that were found and are not asked. */
  readonly modelsLeftOut: readonly Refusal[];
  /** Why no command is taken; null when commands become events. */
  readonly refusal: string | null;
}

function token(): string {
  return randomBytes(24).toString('base64url');
}

/** A fresh home under the configured one. Refuses while another replay lives in it. */
function freshHome(config: Config): string {
  const home = join(config.home, 'replay');
  const other = readRuntime(home);
  if (other.ok && processIsOurs(other.value.supervisorPid))
    throw new UsageError(`a replay desk runs already (process ${other.value.supervisorPid})`);
  makeHome(config.home);
  rmSync(home, { recursive: true, force: true });
  makeHome(home);
  return home;
}

async function consolePort(config: Config, wanted: number | null): Promise<number> {
  const port = wanted ?? config.port;
  const problem = await portProblem(config.host, port);
  if (problem === null) return port;
  if (wanted !== null) throw new UsageError(`--port ${wanted} cannot be had: ${problem}`);
  return freePort();
}

/** What this process is to the gateway: an engine that publishes a replay. */
interface Desk {
  readonly boot: string;
  readonly token: string;
  readonly build: string;
  readonly speed: number;
  readonly modelsLeftOut: readonly Refusal[];
  refusal: string | null;
  readonly waiting: OperatorCommand[];
  readonly askedBy: Map<string, LinkPeer>;
}

function onCommand(desk: Desk, command: OperatorCommand, peer: LinkPeer): void {
  if (desk.refusal === null) {
    desk.askedBy.set(command.id, peer);
    desk.waiting.push(command);
    return;
  }
  const reply = { id: command.id, ok: false, code: 'replay', text: desk.refusal };
  peer.send({ kind: 'reply', reply: { ...reply, at: wallMs(Date.now()) } });
}

interface Publishing {
  readonly server: LinkServer;
  show(world: World, event: CoreEvent, effects: readonly Effect[]): void;
}

async function serveDesk(desk: Desk, port: number): Promise<Publishing> {
  const startedAt = Date.now();
  const tables = createTopicTables(desk.boot, (message) =>
    server.broadcast({ kind: 'topic', message }),
  );
  const publisher = createWorldPublisher(tables);
  const server = await serveLink({
    port,
    token: desk.token,
    hello: () => ({
      kind: 'hello',
      role: 'engine',
      build: desk.build,
      boot: desk.boot,
      mode: 'replay',
      pid: process.pid,
    }),
    onRequest(request, peer) {
      if (request.kind === 'command') onCommand(desk, request.command, peer);
      else if (request.kind === 'snapshot')
        peer.send({ kind: 'topic', message: tables.snapshot(request.topic, lastAt) });
    },
  });
  let lastAt = 0;
  let shownMs = Number.NEGATIVE_INFINITY;
  let alarms = 0;

  const carryOut = (effect: Effect, event: CoreEvent): void => {
    if (effect.kind === 'alarm') {
      alarms += 1;
      const { severity, code, text } = effect;
      publisher.alarm({ id: `${desk.boot}-${alarms}`, at: event.at, severity, code, text });
    } else if (effect.kind === 'reply') {
      desk.askedBy.get(effect.reply.id)?.send({ kind: 'reply', reply: effect.reply });
      desk.askedBy.delete(effect.reply.id);
    }
  };

  return {
    server,
    show(world, event, effects) {
      lastAt = event.at;
      for (const effect of effects) carryOut(effect, event);
      const nowMs = performance.now();
      if (nowMs - shownMs < PUBLISH_MS) return;
      shownMs = nowMs;
      // A journal was made in another mode: the desk must never look like that one.
      const shown: World = { ...world, options: { ...world.options, mode: 'replay' } };
      publisher.publish(shown, event, {
        build: desk.build,
        startedAt,
        eventSeq: event.seq,
        loopDelayMs: 0,
        queueLength: 0,
        replaySpeed: desk.speed,
        modelsLeftOut: desk.modelsLeftOut,
        limitsSource: { kind: 'recording' },
      });
    },
  };
}

interface Place {
  readonly home: string;
  readonly port: number;
  readonly origin: string;
  readonly databaseUrl: string;
}

/** The gateway reads this as it reads that of a start; there is no venue and no watchdog behind it. */
async function writePlace(config: Config, desk: Desk, place: Place, link: number): Promise<void> {
  const { home, port, origin, databaseUrl } = place;
  writeRuntime({
    build: desk.build,
    mode: 'replay',
    home,
    supervisorPid: process.pid,
    startedAt: Date.now(),
    logLevel: config.logLevel,
    engine: { port: link, token: desk.token },
    watchdog: { port: await freePort(), token: token() },
    gateway: { host: config.host, port, origin, dev: false, metricsTokenHash: null },
    databaseUrl,
    venue: {
      krakenUrl: '',
      krakenRestUrl: '',
      krakenDepth: config.krakenDepth,
      kalshiRestUrl: '',
      kalshiWsUrl: '',
      keyId: '',
      keyFile: '',
      shard: 0,
      account: 'replay',
    },
    simulator: null,
    journal: { directory: join(home, 'journal'), budgetBytes: 0 },
    operatorMinutes: 0,
    limitsFile: config.limitsFile,
  });
}

/** Starts everything and resolves once the desk can be opened; what was started is stopped again on failure. */
export async function startReplayConsole(options: ConsoleOptions): Promise<ReplayConsole> {
  const { config, progress } = options;
  const home = freshHome(config);
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.reverse()) await end();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    return await open(options, { home, progress, started, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Opening {
  readonly home: string;
  readonly progress: Progress;
  /** How to stop what runs so far, oldest first. */
  readonly started: (() => Promise<void>)[];
  readonly stop: () => Promise<void>;
}

async function open(options: ConsoleOptions, opening: Opening): Promise<ReplayConsole> {
  const { config } = options;
  const { home, progress, started, stop } = opening;
  const logFiles = createLogFiles(home);
  const log = pino(
    { name: 'replay', level: config.logLevel, base: null },
    { write: (line: string) => logFiles('supervisor', line.trimEnd()) },
  );
  await progress.stage('console build', () => buildConsole((line) => logFiles('build', line)));
  const databaseUrl = await progress.stage('database', () =>
    startDatabase({ home, mode: 'replay', databaseUrl: null }, log, (postgres: Postgres) =>
      started.push(() => postgres.stop()),
    ),
  );
  const desk: Desk = {
    boot: randomUUID(),
    token: token(),
    build: buildId(ROOT),
    speed: options.speed,
    modelsLeftOut: options.modelsLeftOut,
    refusal: options.refusal,
    waiting: [],
    askedBy: new Map(),
  };
  const publishing = await serveDesk(desk, await freePort());
  started.push(() => publishing.server.close());
  const port = await consolePort(config, options.port);
  const origin = `http://${config.host}:${port}`;
  await writePlace(config, desk, { home, port, origin, databaseUrl }, publishing.server.port);
  const gateway: Child = await progress.stage('console server', () =>
    startChild({
      name: 'gateway',
      cwd: ROOT,
      argv: () => ['server/gateway/main.ts', home],
      readyWithinMs: 60_000,
      onLog: logFiles,
    }),
  );
  started.push(() => gateway.stop(5_000));
  const setupToken = gateway.ready['setupToken'];
  return {
    url: typeof setupToken === 'string' ? `${origin}/setup?token=${setupToken}` : origin,
    show: publishing.show,
    commands: () => desk.waiting.splice(0).map((command) => ({ kind: 'command', command })),
    refuse(reason) {
      desk.refusal = reason;
    },
    stop,
  };
}
