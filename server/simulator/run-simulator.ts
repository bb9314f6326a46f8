// Runs one simulated venue: world, both venues' sockets, admin port, and the loop that moves time. In: settings. Out: addresses.
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import { type AdminServer, serveAdmin } from './admin/admin-server.ts';
import { serveKalshi } from './kalshi/serve-kalshi.ts';
import type { KalshiServer } from './kalshi/served-kalshi.ts';
import { type ServedKraken, serveKraken } from './kraken/serve-kraken.ts';
import { createKrakenVenue } from './kraken/venue.ts';
import { createPacedClock, type PacedClock } from './seeded/sim-clock.ts';
import type { SimulatorConfig } from './simulator-config.ts';
import { createWorld, type SimulatedWorld } from './world/create-world.ts';

const CANCEL_ALL_SHADOW_MS = 5_000;

/** Real time between two turns of the loop. */
const LOOP_MS = 10;

/** Most simulated time one turn may catch up, so that a late loop still answers its sockets. */
const MOST_CATCH_UP_MS = 10_000;

/** Full conservation check of the ledger. */
const AUDIT_EVERY_MS = 60_000;

/** A simulator that shows real time follows the system clock when it falls behind by this much (sleep, debugger). */
const FOLLOW_WALL_MS = 2_000;

const BTC_SHARD = 2;
const TRADER_ID = 'trader';

/** What the starter needs from the process: time, timers, a log, and what to do when the venue's books are broken. */
export interface SimulatorParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: (text: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly onBroken: (error: unknown) => void;
}

/** The ready line of the process. */
export interface SimulatorAddresses {
  readonly krakenUrl: string;
  readonly krakenRestUrl: string;
  readonly kalshiRestUrl: string;
  readonly kalshiWsUrl: string;
  readonly adminUrl: string;
}

export interface RunningSimulator {
  readonly addresses: SimulatorAddresses;
  readonly world: SimulatedWorld;
  /** The venue's time, in whole Unix ms. */
  nowMs(): number;
  stop(): Promise<void>;
}

function openTrader(world: SimulatedWorld, config: SimulatorConfig): void {
  const { exchange } = world;
  const cashMicro = Math.round(config.traderCash * 10_000) * 100;
  const cashMicroByShard = { [BTC_SHARD]: cashMicro };
  exchange.openAccount({ id: TRADER_ID, kind: 'api', cashMicroByShard }, world.nowMs());
  const { traderKeyId, traderPublicKeyPem, readerKeyId, readerPublicKeyPem } = config;
  exchange.registerKey(TRADER_ID, { keyId: traderKeyId, publicKeyPem: traderPublicKeyPem });
  if (readerKeyId === undefined || readerPublicKeyPem === undefined) return;
  exchange.registerKey(TRADER_ID, {
    keyId: readerKeyId,
    publicKeyPem: readerPublicKeyPem,
    scopes: ['read'],
  });
}

/** One turn: world first, then Kraken, then Kalshi, so that the index leads the contracts as it does in life. */
function createTurn(input: {
  readonly clock: PacedClock;
  readonly world: SimulatedWorld;
  readonly kraken: ServedKraken;
  readonly kalshi: KalshiServer;
  readonly nowMs: () => number;
  readonly parts: SimulatorParts;
  readonly followsWall: boolean;
}): () => void {
  const { clock, world, parts } = input;
  const monoMs = (): number => parts.clock.mono() / 1e6;
  let nextAuditMs = monoMs() + AUDIT_EVERY_MS;
  return () => {
    if (input.followsWall && clock.speed() === 1) {
      const behindMs = parts.clock.wall() - clock.nowMs();
      if (behindMs > FOLLOW_WALL_MS) {
        parts.log('the simulator fell behind the system clock and follows', { behindMs });
        clock.skip(behindMs);
      }
    }
    const now = input.nowMs();
    world.advanceTo(now);
    input.kraken.tick(now);
    input.kalshi.tick(now);
    if (monoMs() < nextAuditMs) return;
    nextAuditMs = monoMs() + AUDIT_EVERY_MS;
    world.exchange.audit();
  };
}

async function serve(
  config: SimulatorConfig,
  world: SimulatedWorld,
  served: {
    readonly nowMs: () => number;
    readonly clock: PacedClock;
    readonly parts: SimulatorParts;
  },
): Promise<{ kraken: ServedKraken; kalshi: KalshiServer; admin: AdminServer }> {
  const { nowMs, clock, parts } = served;
  const { timers, log } = parts;
  const venue = createKrakenVenue({ bids: world.spot.bids(), asks: world.spot.asks() });
  const { candles } = world;
  const kraken = await serveKraken({ port: config.krakenPort, venue, nowMs, candles, log });
  world.onSpot((events, atMs) => kraken.tick(atMs, events));
  const { exchange } = world;
  const kalshi = await serveKalshi({ port: config.kalshiPort, exchange, nowMs, timers, log });
  const admin = await serveAdmin({
    port: config.adminPort,
    token: config.adminToken,
    traderId: TRADER_ID,
    world,
    kalshi,
    kraken,
    nowMs,
    speed: clock.speed,
    setSpeed: clock.setSpeed,
  });
  return { kraken, kalshi, admin };
}

/** Builds the world, opens the sockets and starts the loop. Rejects when a port cannot be had. */
export async function runSimulator(
  config: SimulatorConfig,
  parts: SimulatorParts,
): Promise<RunningSimulator> {
  const startMs = config.startAt ?? parts.clock.wall();
  // Before the world, which takes half a second to build: the venue's time must not start late.
  const clock = createPacedClock({
    startMs,
    speed: config.speed,
    realMs: () => parts.clock.mono() / 1e6,
  });
  const world = createWorld({
    seed: config.seed,
    startMs,
    ...(config.startUsd === undefined ? {} : { startUsd: config.startUsd }),
    ...(config.annualVolatility === undefined ? {} : { annualVolatility: config.annualVolatility }),
    ...(config.strikes === undefined ? {} : { strikesPerSide: config.strikes }),
    ...(config.buckets === undefined ? {} : { bucketsPerSide: config.buckets }),
  });
  // Short, so that one can kill, release and go on within one sitting; the engine's own wait in sim is as long.
  world.exchange.faults.cancelAllShadowMs = CANCEL_ALL_SHADOW_MS;
  openTrader(world, config);
  // Never far ahead of the world: markets must not close before the prints that settle them exist.
  const nowMs = (): number => Math.min(clock.nowMs(), world.nowMs() + MOST_CATCH_UP_MS);
  const { kraken, kalshi, admin } = await serve(config, world, { nowMs, clock, parts });
  const followsWall = config.startAt === undefined && config.speed === 1;
  const turn = createTurn({ clock, world, kraken, kalshi, nowMs, parts, followsWall });
  const stopLoop = parts.timers.every(LOOP_MS, () => {
    try {
      turn();
    } catch (error) {
      stopLoop();
      parts.onBroken(error);
    }
  });
  return {
    addresses: {
      krakenUrl: kraken.url,
      krakenRestUrl: kraken.restUrl,
      kalshiRestUrl: kalshi.restUrl,
      kalshiWsUrl: kalshi.wsUrl,
      adminUrl: admin.url,
    },
    world,
    nowMs,
    stop: async () => {
      stopLoop();
      await Promise.all([kraken.close(), kalshi.close(), admin.close()]);
    },
  };
}
