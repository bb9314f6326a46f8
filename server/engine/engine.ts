// The engine: feeds into the loop, effects out of it. Takes one Parts record, so that every mode runs this same code.
import type { CommandReply, OperatorCommand } from '#lib/domain/command.ts';
import { count } from '#lib/domain/count.ts';
import { commandId, type OrderGroupId } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { assertNever } from '#lib/never.ts';
import type { TopicMessage } from '#lib/wire/envelope.ts';
import type { LatchFile } from '#server/adapters/latch-file/latch-file.ts';
import type { Log } from '#server/config/json-log.ts';
import { workingOrders } from '#server/core/5-execution/order-book-state.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld, type World, type WorldOptions } from '#server/core/world.ts';
import type { FeedSink } from '#server/ports/market-feed.ts';
import { type AccountReader, createAccountReader } from './account-reader.ts';
import { createDoor } from './door.ts';
import { createEgress } from './egress.ts';
import { runKillSequence } from './kill-sequence.ts';
import { createLoop } from './loop.ts';
import { ensureGroup, type GroupFile } from './order-group.ts';
import type { Parts } from './parts.ts';
import { createWorldPublisher } from './publish/publish-world.ts';
import { createStoreWriter } from './store-writer.ts';
import { ofAccount } from './stored-account.ts';
import { createTopicTables, type TopicTables } from './topic-tables.ts';

/** The order group lets at most this many times the largest order fill within 15 s. */
const GROUP_ORDERS = 4;
const PUBLISH_MS = 100;
const LATCH_POLL_MS = 250;

export interface EngineOptions {
  readonly parts: Parts;
  readonly world: WorldOptions;
  readonly build: string;
  readonly latchFile: LatchFile;
  readonly groupFile: GroupFile;
  readonly log: Log;
  readonly publish: (message: TopicMessage) => void;
  readonly reply: (reply: CommandReply) => void;
  /** The core broke one of its own rules: stop being trusted. */
  readonly onBreach: (reason: string) => void;
}

export interface Engine {
  start(): Promise<void>;
  command(command: OperatorCommand): void;
  host(sample: {
    readonly loopDelayMs: number;
    readonly freeDiskBytes: number | null;
    readonly watchdogAlive: boolean;
  }): void;
  readonly tables: TopicTables;
  /** Cancels what rests, flushes store and journal. */
  stop(): Promise<void>;
  killed(): boolean;
}

/** Builds the engine; nothing runs before `start`. */
export function createEngine(options: EngineOptions): Engine {
  const { parts, log } = options;
  const { clock, timers } = parts;
  const world: World = createWorld(options.world);
  const door = createDoor();
  const tables = createTopicTables(options.world.boot, options.publish);
  const publisher = createWorldPublisher(tables);
  const startedAt = clock.wall();
  let lastEvent: CoreEvent | null = null;
  let loopDelayMs = 0;
  let alarms = 0;
  let killing: Promise<KillLatch> | null = null;
  const cancels: (() => void)[] = [];

  const alarm = (severity: 'info' | 'warning' | 'critical', code: string, text: string): void => {
    alarms += 1;
    publisher.alarm({
      id: `${options.world.boot}-${alarms}`,
      at: clock.wall(),
      severity,
      code,
      text,
    });
    if (severity === 'critical') log.error({ code }, text);
    else log.info({ code }, text);
  };

  const writer = createStoreWriter({
    store: parts.store,
    nowMs: () => clock.mono() / 1e6,
    after: (ms, run) => timers.after(ms, run),
    onFailure: (reason) => log.error({ reason }, 'a commit failed and will be tried again'),
  });

  const loop = createLoop({
    clock,
    step: (event) => {
      lastEvent = event;
      return tickToOrder(world, event);
    },
    record: (event) => parts.journal.append({ kind: 'event', body: JSON.stringify(event) }),
    carryOut,
    onBreach(error, event) {
      const reason = error instanceof Error ? error.message : String(error);
      door.close(`the core broke a rule: ${reason}`);
      log.error(
        { reason, stack: error instanceof Error ? error.stack : '', seq: event.seq },
        'breach',
      );
      options.onBreach(reason);
    },
  });
  const push = loop.push;

  const egress = createEgress({ door, store: writer, orders: parts.orders, clock, push });
  const reader: AccountReader = createAccountReader({
    orders: parts.orders,
    clock,
    shard: options.world.shard,
    report: (account) => push({ kind: 'report', report: account }),
    onFailure: (reason) => log.error({ reason }, 'account reading failed'),
  });

  const groups = (): { readonly shard: number; readonly id: OrderGroupId }[] =>
    world.orderGroupId === null ? [] : [{ shard: options.world.shard, id: world.orderGroupId }];

  function startKill(latchId: string, by: string, reason: string): void {
    door.close('killed');
    if (killing !== null) return;
    const latch: KillLatch = world.control.latch ?? {
      id: latchId,
      at: wallMs(clock.wall()),
      by,
      reason,
      steps: [],
      confirmedAt: null,
    };
    killing = runKillSequence(latch, {
      orders: parts.orders,
      clock,
      timers,
      groups,
      writeLatch: (next) => options.latchFile.write(next),
      report: (step) => push({ kind: 'report', report: step }),
    });
    killing.catch((error: unknown) => log.error({ error: String(error) }, 'kill sequence failed'));
  }

  /** The release is durable before the latch goes; the group is reset last, and only then may anything leave. */
  async function finishRelease(): Promise<void> {
    await writer.commit([]);
    const [group] = groups();
    if (group) {
      const reset = await parts.orders.resetGroup(group.shard, group.id);
      if (!reset.ok) {
        alarm('critical', 'group-reset', `the order group could not be reset: ${reset.error}`);
        return;
      }
    }
    if (world.control.latch !== null) return;
    options.latchFile.clear();
    killing = null;
    door.open();
    if (group)
      push({
        kind: 'report',
        report: { kind: 'order-group', orderGroupId: group.id, shard: group.shard, event: 'reset' },
      });
  }

  function carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'run-model':
        parts.models.run(effect.request).then(
          (answer) => push({ kind: 'answer', answer }),
          (error: unknown) => log.error({ error: String(error) }, 'model run failed'),
        );
        return;
      case 'commit-then-send':
        egress.send(effect.order);
        return;
      case 'cancel':
        egress.cancel(effect);
        return;
      case 'kill':
        startKill(effect.latchId, effect.by, effect.reason);
        return;
      case 'release':
        setImmediate(() => {
          finishRelease().catch((error: unknown) =>
            alarm('critical', 'release-failed', `the release is not finished: ${String(error)}`),
          );
        });
        return;
      case 'reconcile':
        reader.request();
        return;
      case 'resync':
        log.warn({ resync: effect.resync }, 'resync');
        parts[effect.resync.connection].resync(effect.resync);
        return;
      case 'watch':
        parts.kalshi.watch(effect.tickers);
        return;
      case 'persist':
        writer.persist(effect.records);
        return;
      case 'decided': {
        const { ticker, eventSeq, verdict, sentence, inputHash, hash } = effect.decision;
        const body = JSON.stringify({ ticker, eventSeq, verdict, sentence, inputHash, hash });
        parts.journal.append({ kind: 'decision', body });
        return;
      }
      case 'reply':
        options.reply(effect.reply);
        return;
      case 'alarm':
        alarm(effect.severity, effect.code, effect.text);
        return;
      case 'timer':
        cancels.push(
          timers.after(effect.afterMs, () => push({ kind: 'timer', timer: effect.timer })),
        );
        if (cancels.length > 64) cancels.splice(0, 32);
        return;
      default:
        assertNever(effect);
    }
  }

  const sink: FeedSink = {
    tick: (tick) => push({ kind: 'tick', tick }),
    report: (report) => push({ kind: 'report', report }),
    status: (status) => push({ kind: 'status', status }),
  };

  /** A latch that appeared on disk (watchdog, command line) kills this engine too. */
  function watchLatch(): void {
    if (world.control.latch !== null) return;
    const latch = options.latchFile.read();
    if (latch === null) return;
    push({
      kind: 'command',
      command: {
        id: commandId(parts.entropy.uuid()),
        by: latch.by,
        issuedAt: wallMs(clock.wall()),
        expiresAt: addMs(wallMs(clock.wall()), 60_000),
        body: { kind: 'kill', reason: latch.reason },
      },
    });
  }

  async function openGroup(): Promise<void> {
    const limit = count(options.world.limits.maxOrderCount * GROUP_ORDERS);
    const group = await ensureGroup(parts.orders, options.groupFile, {
      shard: options.world.shard,
      limit,
    });
    if (!group.ok) {
      alarm('warning', 'order-group', `no order group yet: ${group.error}`);
      timers.after(2_000, () => {
        openGroup().catch((error: unknown) => log.error({ error: String(error) }, 'order group'));
      });
      return;
    }
    writer.persist([
      { kind: 'order-group', orderGroupId: group.value, shard: options.world.shard },
    ]);
    push({
      kind: 'report',
      report: {
        kind: 'order-group',
        orderGroupId: group.value,
        shard: options.world.shard,
        event: 'created',
      },
    });
  }

  return {
    tables,
    async start() {
      const stored = ofAccount(await parts.store.load(), options.world.account);
      const latch = options.latchFile.read() ?? stored.latch;
      push({
        kind: 'recovered',
        orders: stored.orders,
        transactions: stored.transactions,
        fills: stored.fills,
        approvals: stored.approvals,
        latch,
        orderGroupId: options.groupFile.read(),
      });
      if (latch === null) door.open();
      else door.close('killed');
      parts.kraken.start(sink);
      parts.kalshi.start(sink);
      await openGroup();
      cancels.push(timers.every(LATCH_POLL_MS, watchLatch));
      cancels.push(
        timers.every(PUBLISH_MS, () => {
          if (lastEvent === null) return;
          const { seq, waiting } = loop.status();
          publisher.publish(world, lastEvent, {
            build: options.build,
            startedAt,
            eventSeq: seq,
            loopDelayMs,
            queueLength: waiting,
            replaySpeed: null,
          });
        }),
      );
    },
    command: (command) => push({ kind: 'command', command }),
    host(sample) {
      loopDelayMs = sample.loopDelayMs;
      push({ kind: 'host', storeHealthy: writer.healthy(), ...sample });
    },
    async stop() {
      door.close('the engine is stopping');
      for (const cancel of cancels) cancel();
      for (const order of workingOrders(world.orders))
        if (order.venueOrderId !== null)
          await parts.orders.cancel({
            venueOrderId: order.venueOrderId,
            ticker: order.request.ticker,
            shard: order.request.shard,
          });
      await Promise.allSettled([parts.kraken.stop(), parts.kalshi.stop()]);
      loop.drain();
      await writer.settle(3_000);
      await parts.journal.close();
    },
    killed: () => world.control.latch !== null,
  };
}
