// A gateway for tests: stores in memory, no engine, and /api on a port of its own with a signed-in operator.
import { createServer } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import { createLog } from '#server/config/json-log.ts';
import { handleApi } from '../api.ts';
import { createAuditReader } from '../audit-reader.ts';
import { type GatewayContext, OPERATOR } from '../gateway-context.ts';
import { createSessions } from '../session.ts';
import { createMemoryAudit } from './memory-audit.ts';
import { createMemoryAuth } from './memory-auth.ts';
import { createMemoryDecisions } from './memory-decisions.ts';
import { createMemoryOrders } from './memory-orders.ts';
import { createMemoryPnl } from './memory-pnl.ts';

/** The time of a scene that names none, Unix ms. */
export const SCENE_NOW = 1_795_186_800_000;

/** Everything a handler may ask for; `parts` in place of what is empty, silent or absent. */
export function contextOf(parts: Partial<GatewayContext> = {}): GatewayContext {
  const { store = createMemoryAuth() } = parts;
  const { clock = { wall: () => wallMs(SCENE_NOW), mono: () => monoNs(0) } } = parts;
  return {
    ...{ mode: 'sim', build: 'b-1', metricsTokenHash: null, store, clock },
    running: { startedAt: SCENE_NOW, settings: [] },
    decisions: createMemoryDecisions(),
    orders: createMemoryOrders(),
    pnl: createMemoryPnl(),
    audit: createAuditReader(createMemoryAudit()),
    kills: { listKills: async () => [] },
    incidents: { listIncidents: async () => ({ rows: [], unreadable: 0, next: null }) },
    quotes: { readQuotes: async () => ({ rows: [], limit: 2_000, isCut: false }) },
    modelPapers: { list: () => [] },
    limits: NO_LIMITS,
    moments: { ask: () => null, close: () => undefined },
    drills: NO_DRILLS,
    sessions: createSessions(store, clock, false),
    log: createLog('test', 'silent'),
    engine: NO_ENGINE,
    guesses: new RateLimiterMemory({ points: 10, duration: 60 }),
    allGuesses: new RateLimiterMemory({ points: 60, duration: 60 }),
    closeSockets: () => undefined,
    ...parts,
  };
}

/** No rehearsal was ever asked for, and none can begin. */
const NO_DRILLS: GatewayContext['drills'] = {
  run: () => null,
  refusal: () => 'no rehearsals here',
  begin: () => false,
  stop: () => false,
  close: () => undefined,
};

/** Limits that were never changed, and a day on which nothing happened. */
const NO_LIMITS: GatewayContext['limits'] = {
  listLimitVersions: async () => [],
  newestLimitEdit: async () => ({ kind: 'none' }),
  readSpan: async () => ({ entries: [], refusals: [], refusalsFrom: null }),
};

/** An engine that is not connected. */
export const NO_ENGINE: GatewayContext['engine'] = {
  snapshots: () => [],
  command: () => Promise.reject(new Error('no engine here')),
  lookAtTicket: () => Promise.resolve('no-answer'),
  presence: () => undefined,
  connectedSince: () => null,
  build: () => null,
  close: () => undefined,
};

export interface ServedApi {
  readonly origin: string;
  /** Of a signed-in operator. */
  readonly cookie: string;
  close(): void;
}

/** Serves /api of `context` until closed. */
export async function serveApi(context: GatewayContext): Promise<ServedApi> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://console');
    void handleApi(context, request, response, pathname);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const { token } = await context.sessions.begin(OPERATOR);
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    cookie: context.sessions.cookie(token, 60).split(';')[0] ?? '',
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
