// Process 1: the trading loop. Reads the runtime record, wires the venue of the mode, runs until told to stop.
import { randomUUID } from 'node:crypto';
import { unwrap } from '#lib/result.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { serveLink } from '#server/adapters/link/serve-link.ts';
import { createLog } from '#server/config/json-log.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import { announceReady, watchSupervisor } from '#server/config/orphan.ts';
import { readRuntime } from '#server/config/runtime.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import type { WorldOptions } from '#server/core/world.ts';
import { createEngine } from './engine.ts';
import { askedModels } from './engine-model.ts';
import { createHostHealth } from './host-health.ts';
import { watchLimits } from './limits-watch.ts';
import { createGroupFile } from './order-group.ts';
import { createRequests } from './requests.ts';
import { wireVenue } from './wire-venue.ts';

const HEARTBEAT_MS = 500;
const HOST_MS = 1_000;
const LEASE_RENEW_MS = 1_000;
/** A real cancel-all may act for about a minute (F119); the simulated venue's is set to as little as this. */
const RELEASE_SECONDS = { sim: 5, other: 60 } as const;

const runtime = unwrap(readRuntime(process.argv[2] ?? '.voltage'));
const log = createLog('engine', runtime.logLevel);
const boot = randomUUID();

const base = await wireVenue(runtime, log);
const lease = await base.store.acquireLease(`engine ${process.pid}`);
const signal = unwrap(loadSignal());
const { models, leftOut } = askedModels(base.models, signal);
for (const { id, reason } of leftOut) log.warn({ model: id, reason }, 'a model is not asked');
const world: WorldOptions = {
  boot,
  mode: runtime.mode,
  shard: runtime.venue.shard,
  account: runtime.venue.account,
  limits: unwrap(loadLimits(runtime.limitsFile)),
  models,
  signal,
  minReleaseSeconds: runtime.mode === 'sim' ? RELEASE_SECONDS.sim : RELEASE_SECONDS.other,
  // Only the first engine of a simulated start arms itself; a restarted one waits for a person.
  armWhenReady: runtime.mode === 'sim' && process.argv.includes('--arm'),
  spotProxySdUsd: null,
};
const parts = base.parts(world);

let stopping = false;

const engine = createEngine({
  parts,
  world,
  build: runtime.build,
  modelsLeftOut: leftOut,
  latchFile: createLatchFile(runtime.home),
  groupFile: createGroupFile(runtime.home, runtime.venue.account),
  log,
  publish: (message) => server.broadcast({ kind: 'topic', message }),
  reply: (reply) => requests.reply(reply),
  onBreach(reason) {
    log.error(
      { reason },
      'the core broke a rule: latched on disk; the next start kills at the exchange',
    );
    process.exit(70);
  },
});

const requests = createRequests({
  build: runtime.build,
  now: () => parts.clock.wall(),
  snapshot: (topic) => engine.tables.snapshot(topic, parts.clock.wall()),
  command: (command) => engine.command(command),
});

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
  onRequest: requests.onRequest,
  onFault: (error) => log.error({ error: String(error) }, 'a request failed'),
});

const meter = createHostHealth(runtime.home);
let loopDelayMs = 0;
parts.timers.every(HEARTBEAT_MS, () =>
  server.broadcast({
    kind: 'heartbeat',
    at: parts.clock.wall(),
    loopDelayMs,
    rssBytes: process.memoryUsage.rss(),
  }),
);
parts.timers.every(HOST_MS, () => {
  meter.sample().then(
    (sample) => {
      loopDelayMs = sample.loopDelayMs;
      const watchdogAlive = server
        .peers()
        .some((peer) => peer.role === 'watchdog' && peer.build === runtime.build);
      engine.host({
        loopDelayMs: sample.loopDelayMs,
        freeDiskBytes: sample.freeDiskBytes,
        watchdogAlive,
      });
    },
    (error: unknown) => log.error({ error: String(error) }, 'host sample failed'),
  );
});
if (runtime.limitsFile !== null)
  watchLimits({
    file: runtime.limitsFile,
    timers: parts.timers,
    onLimits: (limits) => engine.limits(limits, 'limits file'),
    onFault: (reason) => log.error({ reason }, 'the limits file cannot be read: nothing changed'),
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
  await engine.stop();
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
for (const fault of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(fault, (error: unknown) => {
    log.error({ error: String(error), stack: error instanceof Error ? error.stack : '' }, fault);
    process.exit(70);
  });
watchSupervisor(stopNow);
await engine.start();
announceReady({ port: server.port, boot });
