// Process 2: serves the console. Logs people in, keeps the last table of every topic, forwards commands. Holds no key.
import { randomBytes, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { unwrap } from '#lib/result.ts';
import { createModelPapers } from '#server/adapters/onnx/read-papers.ts';
import { openStore } from '#server/adapters/prisma/store.ts';
import { createSystemClock } from '#server/adapters/system/clock.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { writeDrill } from '#server/config/drill-file.ts';
import { createLog } from '#server/config/json-log.ts';
import { announceReady, watchSupervisor } from '#server/config/orphan.ts';
import { readRuntime } from '#server/config/runtime.ts';
import { hashToken } from '#server/config/token-hash.ts';
import { createAuditReader } from './audit-reader.ts';
import { recordEnd } from './drill/drill.ts';
import { startDrillChild } from './drill/drill-child.ts';
import { drillFacts, drillRefusal } from './drill/drill-refusal.ts';
import { createDrillRunner } from './drill/drill-runner.ts';
import { createEngineLink } from './engine-link.ts';
import { createFallbackKill } from './fallback-kill.ts';
import { type GatewayContext, OPERATOR } from './gateway-context.ts';
import { createConsoleServer } from './http-server.ts';
import { createMomentReader, startMomentChild } from './moment-reader.ts';
import { createOriginGuard } from './origin-guard.ts';
import { createSessions } from './session.ts';
import { runningSettings } from './settings/running-settings.ts';
import { createSockets, type Sockets } from './sockets.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** The engine calls three missed words an empty room. */
const PRESENCE_MS = 5_000;
const SETUP_LINK_MS = 24 * 60 * 60_000;

const runtime = unwrap(readRuntime(process.argv[2] ?? '.voltage'));
const log = createLog('gateway', runtime.logLevel);
const clock = createSystemClock();
const timers = createSystemTimers();
const secure = runtime.gateway.origin.startsWith('https:');
const store = await openStore({ url: runtime.databaseUrl, mode: runtime.mode, log });
const guard = createOriginGuard(runtime.gateway.origin);

let sockets: Sockets | null = null;
const engine = createEngineLink({
  address: runtime.engine,
  build: runtime.build,
  clock,
  timers,
  onTopic: (message) => sockets?.topic(message),
  onState: () => sockets?.state(),
});

const context: GatewayContext = {
  mode: runtime.mode,
  build: runtime.build,
  metricsTokenHash: runtime.gateway.metricsTokenHash,
  running: { startedAt: runtime.startedAt, settings: runningSettings(runtime) },
  store,
  decisions: store,
  orders: store,
  pnl: store,
  audit: createAuditReader(store),
  kills: store,
  incidents: store,
  quotes: store,
  modelPapers: createModelPapers({
    shipped: join(ROOT, 'server', 'models'),
    added: join(runtime.home, 'models'),
  }),
  limits: store,
  moments: createMomentReader({
    ...{ clock, timers },
    start: () => startMomentChild(runtime.journal.directory),
  }),
  drills: createDrillRunner({
    ...{ clock, timers, start: startDrillChild },
    keep: (result) => writeDrill(runtime.home, result),
    refusal: () => drillRefusal(drillFacts({ mode: runtime.mode, engine })),
    onEnd: (run) => recordEnd({ store, clock, log }, run),
  }),
  sessions: createSessions(store, clock, secure),
  clock,
  log,
  engine,
  guesses: new RateLimiterMemory({ points: 10, duration: 60 }),
  allGuesses: new RateLimiterMemory({ points: 60, duration: 60 }),
  closeSockets: (which, reason) => sockets?.closeSession(which, reason),
};

const fallbackKill = createFallbackKill({
  ...{ address: runtime.watchdog, build: runtime.build, clock, timers },
  newId: randomUUID,
});

const { host, port, dev } = runtime.gateway;
const pages = next({ dev, dir: ROOT, hostname: host, port, quiet: true });
await pages.prepare();
const handlePage = pages.getRequestHandler();

const http = createConsoleServer({
  guard,
  context: () => context,
  page: (request, response) => handlePage(request, response),
  dev,
  secure,
});
sockets = createSockets({ http, guard, context: () => context, fallbackKill });
timers.every(PRESENCE_MS, () => engine.presence(sockets?.consoles() ?? 0));

await new Promise<void>((resolve, reject) => {
  http.once('error', reject);
  http.listen(port, host, resolve);
});

/** Without a password only a fresh single-use link opens a session; it is printed, never stored. */
const operator = await store.findOperator(OPERATOR);
let setupToken: string | null = null;
if ((operator?.passwordHash ?? null) === null) {
  setupToken = randomBytes(32).toString('base64url');
  await store.createSetupToken(hashToken(setupToken), clock.wall() + SETUP_LINK_MS);
}

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  engine.close();
  context.moments.close();
  context.drills.close();
  timers.after(3_000, () => process.exit(0));
  Promise.allSettled([sockets?.close(), store.close(), pages.close()]).then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
process.on('SIGTERM', stop);
process.on('SIGINT', () => undefined);
process.on('unhandledRejection', (error) => {
  log.error({ error: String(error) }, 'unhandled rejection');
  process.exit(1);
});
watchSupervisor(stop);
announceReady({ port, setupToken });
