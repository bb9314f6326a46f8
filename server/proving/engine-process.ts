// One process of the engine as main.ts wires it, over virtual time, network, disk and venue. In: a machine. Out: a process.
import type { CommandReply, OperatorCommand } from '#lib/domain/command.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import { money } from '#lib/domain/money.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { fail } from '#lib/result.ts';
import { createKalshiOrders } from '#server/adapters/kalshi/rest-client.ts';
import { createKalshiFeed } from '#server/adapters/kalshi/ws-client.ts';
import { createLog } from '#server/config/json-log.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent } from '#server/core/event.ts';
import type { World, WorldOptions } from '#server/core/world.ts';
import { createEngine } from '#server/engine/engine.ts';
import type { Parts } from '#server/engine/parts.ts';
import { createRequests, type Requests } from '#server/engine/requests.ts';
import type { LedgerStore } from '#server/ports/ledger-store.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import type { Rng } from '#server/simulator/seeded/rng.ts';
import type { MarketSide } from './market-side.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { memoryGroupFile, memoryLatchFile } from './memory-files.ts';
import { createMemoryStore } from './memory-store.ts';
import { createNetwork, type Network } from './network.ts';
import { beginLife, type MachineClock, type ProcessLife } from './process-life.ts';
import { createSpotFeed } from './spot-feed.ts';
import type { Trace } from './trace.ts';
import { PROVING_KEY, SHARD, type VenueSide } from './venue-side.ts';
import type { VirtualTime } from './virtual-time.ts';
import { warmWorld } from './warm-world.ts';
import type { Weather } from './weather.ts';

const BUILD = 'proving';
const SERIES = ['KXBTC15M', 'KXBTCD'] as const;
const PUBLISH_MS = 30_000;
const HOST_MS = 1_000;

/** Everything that outlives a process. */
export interface Machine {
  readonly time: VirtualTime;
  readonly clock: MachineClock;
  readonly disk: MemoryDisk;
  readonly venue: VenueSide;
  readonly market: MarketSide;
  readonly weather: Weather;
  readonly trace: Trace;
  readonly rng: Rng;
  readonly signal: SignalParameters;
  /** How long every exit is posted before it is taken, s; null as by default. */
  readonly patienceSeconds: number | null;
  /** Puts a part of the process into its place: how a bug is planted. */
  readonly plant: Plant;
}

/** Stand-ins for parts at their seams; the real ones everywhere else. */
export interface Plant {
  readonly orders?: (real: VenueOrders, life: ProcessLife) => VenueOrders;
  readonly store?: (real: LedgerStore) => LedgerStore;
}

export interface Watcher {
  onStep(world: World, event: CoreEvent, effects: readonly Effect[]): void;
  onRequest(method: string, path: string, body: string | null): void;
  onReply(reply: CommandReply): void;
  /** The core broke one of its own rules. */
  onBreach(reason: string): void;
  /** The weather ends the process here. */
  crash(where: string): void;
}

export interface EngineProcess {
  readonly life: ProcessLife;
  readonly network: Network;
  readonly requests: Requests;
  /** The core's memory; null before its first event. */
  world(): World | null;
  command(command: OperatorCommand): void;
}

/** Life of a quote in the worlds with patience of their own. */
const QUOTE_SECONDS = 6;

const silent = (): void => undefined;
const QUIET = createLog('proving', 'silent');

function worldOptions(boot: string, { signal, patienceSeconds }: Machine): WorldOptions {
  return {
    ...{ boot, mode: 'sim', shard: SHARD, account: 'proving', models: [], signal },
    // A forecast of a minute's history is unsure of itself; what follows from a yes is what is proved here.
    limits: {
      ...DEFAULT_LIMITS,
      ...{ minConfidence: 0, flagConfidence: 0, flagDisagreement: 0.15, approvalSeconds: 20 },
      ...(patienceSeconds === null
        ? {}
        : {
            ...{ exitPassiveSeconds: patienceSeconds, closePassiveSeconds: patienceSeconds },
            // Quotes of these worlds live so short that some are renewed (I34).
            orderExpirySeconds: QUOTE_SECONDS,
          }),
      // Tight enough to bind with two markets.
      maxTotalExposure: money(8_000_000),
    },
    ...{ minReleaseSeconds: 5, armWhenReady: false, spotProxySdUsd: null },
  };
}

function partsOf(machine: Machine, life: ProcessLife, network: Network, watcher: Watcher): Parts {
  const { time, disk, market, weather, rng, plant } = machine;
  const { clock, timers } = life;
  const entropy = { random: rng.uniform, uuid: rng.uuid };
  const kalshi = {
    ...{ restUrl: 'http://venue/trade-api/v2', wsUrl: 'ws://venue/trade-api/ws/v2' },
    ...{ key: PROVING_KEY, shard: SHARD, clock, timers, entropy, log: QUIET, network },
  };
  const orders = createKalshiOrders(kalshi);
  const store = createMemoryStore({
    ...{ disk, time, machine: machine.clock, life, weather, crash: watcher.crash },
  });
  return {
    ...{ clock, timers, entropy },
    kraken: createSpotFeed(life, market.spotUsd),
    kalshi: createKalshiFeed({ ...kalshi, series: SERIES }),
    history: { recent: () => Promise.resolve(fail('none in a proof')) },
    orders: plant.orders?.(orders, life) ?? orders,
    models: { models: () => [], run: () => Promise.reject(new Error('nothing is asked')) },
    store: plant.store?.(store) ?? store,
    journal: {
      append: (record) => machine.trace.add(record.body),
      flush: () => Promise.resolve(),
      close: () => Promise.resolve(),
      status: () => ({ bytes: 0, queued: 0, dropped: 0 }),
    },
  };
}

/** Starts a process; its `start` runs in virtual time. */
export function startProcess(machine: Machine, watcher: Watcher): EngineProcess {
  const { time, disk, weather, rng } = machine;
  const life = beginLife(time, machine.clock);
  let world: World | null = null;
  const options = worldOptions(rng.uuid(), machine);
  const { spotUsd, indexUsd } = machine.market;
  const standing = { wallMs: life.clock.wall(), spotUsd: spotUsd(), indexUsd: indexUsd() };
  const network = createNetwork({
    ...{ time, life, weather, venue: machine.venue, crash: watcher.crash },
    onRequest: watcher.onRequest,
  });
  const engine = createEngine({
    parts: partsOf(machine, life, network, watcher),
    world: options,
    build: BUILD,
    modelsLeftOut: [],
    drills: () => [],
    latchFile: memoryLatchFile(disk, life),
    groupFile: memoryGroupFile(disk, life),
    log: QUIET,
    publish: silent,
    reply: (reply) => requests.reply(reply),
    onBreach: watcher.onBreach,
    proof: {
      schedule: (turn) => life.timers.after(0, turn),
      publishMs: PUBLISH_MS,
      world: warmWorld(options, standing),
      onStep(seen, event, effects) {
        world = seen;
        watcher.onStep(seen, event, effects);
      },
    },
  });
  const requests = createRequests({
    build: BUILD,
    now: () => life.clock.wall(),
    snapshot: (topic) => engine.tables.snapshot(topic, life.clock.wall()),
    command: (command) => engine.command(command),
    presence: (consoles) => engine.presence(consoles),
    lookAtTicket: (ticket) => engine.lookAtTicket(ticket),
  });
  life.timers.every(HOST_MS, () =>
    engine.host({ loopDelayMs: 2, freeDiskBytes: weather.freeDiskBytes(), watchdogAlive: true }),
  );
  void engine.start();
  const peer = { role: 'gateway', build: BUILD, send: onMessage(watcher) } as const;
  return {
    ...{ life, network, requests },
    world: () => world,
    command: (command) => requests.onRequest({ kind: 'command', command }, peer),
  };
}

function onMessage(watcher: Watcher) {
  return (message: { readonly kind: string; readonly reply?: CommandReply }): void => {
    if (message.kind === 'reply' && message.reply !== undefined) watcher.onReply(message.reply);
  };
}
