// Process 1: the trading loop. Reads the runtime record, wires the venue of the mode, runs until told to stop.
import { randomUUID } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { wallMs } from '#lib/domain/instant.ts';
import { unwrap } from '#lib/result.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { serveLink } from '#server/adapters/link/serve-link.ts';
import { readDrills } from '#server/config/drill-file.ts';
import { createLog } from '#server/config/json-log.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import { limitsOfStart } from '#server/config/limits-in-force.ts';
import { announceReady, watchSupervisor } from '#server/config/orphan.ts';
import { readRuntime } from '#server/config/runtime.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import type { WorldOptions } from '#server/core/world.ts';
import { createEngine } from './engine.ts';
import { askedModels } from './engine-model.ts';
import { createHostHealth } from './host-health.ts';
import { installLastResort } from './last-resort.ts';
import { watchLimits } from './limits-watch.ts';
import { createGroupFile } from './order-group.ts';
import { createRequests, notYet, type Requests } from './requests.ts';
import { wireVenue } from './wire-venue.ts';

const HEARTBEAT_MS = 500;
const HOST_MS = 1_000;
const LEASE_RENEW_MS = 1_000;
const DRILLS_MS = 10_000;
const EARLY_KEPT = 1_000;
/** A real cancel-all may act for about a minute (F119); the simulated venue's is set to as little as this. */
const RELEASE_SECONDS = { sim: 5, other: 60 } as const;

const runtime = unwrap(readRuntime(process.argv[2] ?? '.voltage'));
const log = createLog('engine', runtime.logLevel);
const boot = randomUUID();

/** The link stands before anything slow is opened: the watchdog hears a start, not a silence. */
let isStarting = true;
let loopDelayMs = 0;
let requests: Requests | null = null;
/** Tables asked for before there are any. */
const early: (() => void)[] = [];
const server = await serveLink({
  port: runtime.engine.port,
  token: runtime.engine.token,
  hello: () => ({
    kind: 'hello',
    role: 'engine',
    build: runtime.build,
    boot,
    mode: runtime.mode,
    pid: process.pid,
  }),
  onRequest(request, peer) {
    if (requests !== null) requests.onRequest(request, peer);
    else if (request.kind === 'command')
      peer.send({ kind: 'reply', reply: notYet(request.command, wallMs(Date.now())) });
    else if (early.length < EARLY_KEPT) early.push(() => requests?.onRequest(request, peer));
  },
  onFault: (error) => log.error({ error: String(error) }, 'a request failed'),
});
const beat = (): void =>
  server.broadcast({
    ...{ kind: 'heartbeat', at: Date.now(), loopDelayMs, isStarting },
    rssBytes: process.memoryUsage.rss(),
  });
setInterval(beat, HEARTBEAT_MS);

const base = await wireVenue(runtime, log);
const lease = await base.store.acquireLease(`engine ${process.pid}`);
const start = limitsOfStart(
  unwrap(loadLimits(runtime.limitsFile)),
  runtime.limitsFile,
  await base.store.newestLimitEdit(),
);
if (start.notice !== null) log.warn({}, start.notice);
const signal = unwrap(loadSignal());
const { models, leftOut } = askedModels(base.models, signal);
for (const { id, reason } of leftOut) log.warn({ model: id, reason }, 'a model is not asked');
const world: WorldOptions = {
  boot,
  mode: runtime.mode,
  shard: runtime.venue.shard,
  account: runtime.venue.account,
  limits: start.limits,
  models,
  signal,
  minReleaseSeconds: runtime.mode === 'sim' ? RELEASE_SECONDS.sim : RELEASE_SECONDS.other,
  // Only the first engine of a simulated start arms itself; a restarted one waits for a person.
  armWhenReady:
    runtime.mode === 'sim' && process.argv.includes('--arm') && start.source.kind !== 'unreadable',
  spotProxySdUsd: null,
  operatorAbsenceMs: runtime.operatorMinutes === 0 ? null : runtime.operatorMinutes * 60_000,
};
const parts = base.parts(world);

let drills = readDrills(runtime.home);
parts.timers.every(DRILLS_MS, () => {
  drills = readDrills(runtime.home);
});

let stopping = false;

const engine = createEngine({
  parts,
  world,
  build: runtime.build,
  modelsLeftOut: leftOut,
  drills: () => drills,
  limitsSource: start.source,
  limitsFile: runtime.limitsFile,
  latchFile: createLatchFile(runtime.home),
  groupFile: createGroupFile(runtime.home, runtime.venue.account),
  log,
  publish: (message) => server.broadcast({ kind: 'topic', message }),
  reply: (reply) => requests?.reply(reply),
  onBreach(reason) {
    log.error(
      { reason },
      'the core broke a rule: latched on disk; the next start kills at the exchange',
    );
    process.exit(70);
  },
});

requests = createRequests({
  build: runtime.build,
  now: () => parts.clock.wall(),
  snapshot: (topic) => engine.tables.snapshot(topic, parts.clock.wall()),
  command: (command) => engine.command(command),
  presence: (consoles) => engine.presence(consoles),
  lookAtTicket: (ticket) => engine.lookAtTicket(ticket),
});
for (const ask of early.splice(0)) ask();

const meter = createHostHealth(runtime.home);
parts.timers.every(HOST_MS, () => {
  meter.sample().then(
    (sample) => {
      loopDelayMs = sample.loopDelayMs;
      const watchdogAlive = server
        .peers()
        .some((peer) => peer.role === 'watchdog' && peer.build === runtime.build);
      engine.host({ ...sample, watchdogAlive });
    },
    (error: unknown) => log.error({ error: String(error) }, 'host sample failed'),
  );
});
if (runtime.limitsFile !== null)
  watchLimits({
    file: runtime.limitsFile,
    timers: parts.timers,
    onLimits: (limits) => engine.limits(limits, 'limits file'),
    onFault: (reason) => engine.limitsFault(reason),
  });
parts.timers.every(LEASE_RENEW_MS, () => {
  lease.renew().then(
    (held) => {
      if (held || stopping) return;
      log.error({}, 'the writer lease was lost to another engine: stopping');
      process.exit(71);
    },
    (error: unknown) => log.warn({ error: String(error) }, 'the lease could not be renewed'),
  );
});

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  parts.timers.after(8_000, () => process.exit(1));
  const isFlat = await engine.stop();
  server.broadcast({ kind: 'farewell', isFlat });
  await lease.release();
  await parts.store.close();
  meter.stop();
  await server.close();
  process.exit(0);
}
function stopNow(): void {
  stop().catch((error: unknown) => {
    log.error({ error: String(error) }, 'could not stop cleanly');
    process.exit(1);
  });
}
process.on('SIGTERM', stopNow);
process.on('SIGINT', () => undefined);
installLastResort({ process, abandon: engine.abandon, log, exit: (code) => process.exit(code) });
watchSupervisor(stopNow);
await engine.start();
isStarting = false;
announceReady({ port: server.port, boot });
// Now, because an engine that is killed never gets to it: the next start takes a third less of the processor.
flushCompileCache();
