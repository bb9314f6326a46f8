// The engine: feeds into the loop, effects out of it. Takes one Parts record, so that every mode runs this same code.
import type { CommandReply, OperatorCommand } from '#lib/domain/command.ts';
import type { Refusal } from '#lib/domain/forecast.ts';
import { clientOrderId } from '#lib/domain/ids.ts';
import { isLatching, type KillLatch } from '#lib/domain/kill.ts';
import type { LimitsSource } from '#lib/domain/limit-use.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { Ticket } from '#lib/domain/ticket.ts';
import type { TopicMessage } from '#lib/wire/envelope.ts';
import type { MachineRow } from '#lib/wire/health-rows.ts';
import type { DrillRow } from '#lib/wire/status-rows.ts';
import type { TicketLook } from '#lib/wire/ticket-http.ts';
import type { LatchFile } from '#server/adapters/latch-file/latch-file.ts';
import type { Log } from '#server/config/json-log.ts';
import { unreadableText } from '#server/config/limits-in-force.ts';
import { unknownOrders, workingOrders } from '#server/core/5-execution/order-book-state.ts';
import { positionOf } from '#server/core/6-ledger/ledger-state.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, EventBody } from '#server/core/event.ts';
import { denialAtDoor, renewalDenialAtDoor } from '#server/core/journeys/at-the-door.ts';
import { wantsOut } from '#server/core/journeys/flatten.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld, type World, type WorldOptions } from '#server/core/world.ts';
import { createClockMemory } from '#server/kill/venue-clock.ts';
import { createAccountReader } from './account-reader.ts';
import { createAlarms } from './alarms.ts';
import { cancelWorking } from './cancel-working.ts';
import { createCarryOut } from './carry-out.ts';
import { createDoor } from './door.ts';
import { createEgress } from './egress.ts';
import { createExitLane, heldTogether } from './exit-lane.ts';
import { createFeedSink } from './feed-sink.ts';
import { createGroupKeeper } from './group-keeper.ts';
import type { HostSample } from './host-health.ts';
import { createInputWatch } from './input-watch.ts';
import { createKillControl } from './kill-control.ts';
import { createStageLatency } from './latency/stage-latency.ts';
import { timedStore } from './latency/timed-store.ts';
import { sourceAfter } from './limits-source.ts';
import { loadHistory } from './load-history.ts';
import { createLoop } from './loop.ts';
import { groupLimit, openGroup } from './open-group.ts';
import { createOrderAsker } from './order-asker.ts';
import { type GroupFile, isRefusedByGroup, makeGroup } from './order-group.ts';
import { createOurGroups } from './our-groups.ts';
import type { Parts } from './parts.ts';
import { modelRows, switchedRows } from './publish/model-rows.ts';
import { createWorldPublisher } from './publish/publish-world.ts';
import { ticketLook } from './publish/ticket-look.ts';
import { createResetCount } from './reset-count.ts';
import { createStoreWriter } from './store-writer.ts';
import { ofAccount } from './stored-account.ts';
import { createTopicTables, type TopicTables } from './topic-tables.ts';

/** How often the screens' tables are renewed. */
const PUBLISH_MS = 100;
const LATCH_POLL_MS = 250;

export interface EngineOptions {
  readonly parts: Parts;
  readonly world: WorldOptions;
  readonly build: string;
  /** For the status: who was found and is not asked, and why. */
  readonly modelsLeftOut: readonly Refusal[];
  /** What the last rehearsals measured. */
  readonly drills: () => readonly DrillRow[];
  /** Where the limits of this start came from, and the file that is followed; null or absent: none. */
  readonly limitsSource?: LimitsSource;
  readonly limitsFile?: string | null;
  readonly latchFile: LatchFile;
  readonly groupFile: GroupFile;
  readonly log: Log;
  readonly publish: (message: TopicMessage) => void;
  readonly reply: (reply: CommandReply) => void;
  /** The core broke one of its own rules: door sealed, latch on disk, nothing more is carried out. End the process. */
  readonly onBreach: (reason: string) => void;
  /** What a proof needs and no process: its own turns and pace of screens, a world of its own, and a look at it after each step. */
  readonly proof?: EngineProof;
}

export interface EngineProof {
  readonly schedule: (turn: () => void) => void;
  readonly publishMs: number;
  /** Of the same options, with a market it has watched before. */
  readonly world: World;
  readonly onStep: (world: World, event: CoreEvent, effects: readonly Effect[]) => void;
}

type MachineSample = Omit<HostSample, 'rssBytes'> &
  Partial<Pick<HostSample, 'rssBytes'>> & { readonly watchdogAlive: boolean };

export interface Engine {
  start(): Promise<void>;
  command(command: OperatorCommand): void;
  /** Live consoles, as the console server counts them. */
  presence(consoles: number): void;
  /** What the gate would say of a ticket now; null before the first event and for a market not followed. */
  lookAtTicket(ticket: Ticket): TicketLook | null;
  /** Newer limits than those in force; older ones are refused with an alarm. */
  limits(limits: Limits, by: string): void;
  /** Why the limits file cannot be read, as an alarm that stands until it is told with null. */
  limitsFault(reason: string | null): void;
  /** What the machine is like; `rssBytes` is for the screen alone. */
  host(sample: MachineSample): void;
  readonly tables: TopicTables;
  /** Cancels what rests, flushes store and journal. True when every order of ours is known to be gone. */
  stop(): Promise<boolean>;
  killed(): boolean;
  /** This process can no longer be trusted: shuts the door for good and leaves a latch for the next start. Synchronous. */
  abandon(reason: string): void;
}

/** Builds the engine; nothing runs before `start`. */
export function createEngine(options: EngineOptions): Engine {
  const { parts, log } = options;
  const { clock, timers } = parts;
  const { shard } = options.world;
  const world: World = options.proof?.world ?? createWorld(options.world);
  const door = createDoor((ticker) => positionOf(world.ledger, ticker)?.contracts ?? 0);
  const clockMemory = createClockMemory(clock);
  const tables = createTopicTables(options.world.boot, options.publish);
  const publisher = createWorldPublisher(tables);
  const startedAt = clock.wall();
  const foundModels = switchedRows(
    modelRows({
      loaded: parts.models.models(),
      asked: options.world.models,
      leftOut: options.modelsLeftOut,
      combination: options.world.signal.combination,
    }),
  );
  const inputs = createInputWatch(
    parts.models.models().filter(({ id }) => options.world.models.some((each) => each.id === id)),
  );
  const everyTimers: (() => void)[] = [];
  let lastEvent: CoreEvent | null = null;
  const held = () => heldTogether(world.ledger.positions.values());
  const breakerLimit = () => groupLimit(world.limits, held());
  const latency = createStageLatency();
  const nowMs = (): number => clock.mono() / 1e6;
  let loopDelayMs = 0;
  let machine: Omit<MachineRow, 'rateBuckets'> | null = null;
  let isStopping = false;
  let booksUntil: number | null = null;
  let limitsSource: LimitsSource = options.limitsSource ?? { kind: 'unknown' };

  const alarms = createAlarms({
    boot: options.world.boot,
    ...{ clock, log, show: publisher.alarm },
    push: (body) => push(body),
  });

  const breach = (reason: string): void => {
    killControl.latchBreach(reason);
    options.onBreach(reason);
  };

  const writer = createStoreWriter({
    store: timedStore(parts.store, nowMs, latency.commit),
    nowMs,
    after: (ms, run) => timers.after(ms, run),
    onFailure: (reason) => log.error({ reason }, 'a commit failed'),
    onStuck: (reason) =>
      alarms.own('critical', 'store-stuck', `nothing can be stored, so nothing is sent: ${reason}`),
  });

  const loop = createLoop({
    clock,
    schedule: options.proof?.schedule,
    step: (event) => {
      lastEvent = event;
      const begunAt = clock.mono();
      const areLimits = event.kind === 'limits' || event.kind === 'limits-stored';
      const before = areLimits ? breakerLimit() : null;
      const effects = tickToOrder(world, event);
      latency.step(event, effects, { begunAt, doneAt: clock.mono() });
      options.proof?.onStep(world, event, effects);
      door.follow(world.control.state);
      // Judged: if it latched, the door is shut by the trading state and by its first effect, before anything else runs.
      if (event.kind === 'command' && isLatching(event.command.body.kind)) door.letGo();
      if (areLimits) limitsSource = sourceAfter(world, event, limitsSource, options.limitsFile);
      // A lower one waits for the next proof: told at once it could lie below what has just filled, and would trip.
      const isRaised = before !== null && breakerLimit() > before;
      if (isRaised && world.orderGroupId !== null && !isKilled())
        keeper.applyLimit(world.orderGroupId);
      return effects;
    },
    record: (event) => parts.journal.append({ kind: 'event', body: JSON.stringify(event) }),
    carryOut: (effect) => carryOut(effect),
    onBreach(error, event) {
      const reason = error instanceof Error ? error.message : String(error);
      const stack = error instanceof Error ? error.stack : '';
      log.error({ reason, stack, seq: event.seq }, 'breach');
      breach(reason);
    },
  });
  const push = (body: EventBody): void => {
    // Before it waits behind anything: no order leaves from here on, whatever the loop is busy with (I2).
    if (body.kind === 'command' && isLatching(body.command.body.kind)) door.hold();
    loop.push(body);
    if (body.kind === 'report' && isRefusedByGroup(body.report) && world.orderGroupId !== null)
      keeper.lookAt(world.orderGroupId);
  };

  const groups = createOurGroups({ world, shard, writer, push });
  const resets = createResetCount(parts.orders, timers);
  const egress = createEgress({
    door,
    store: writer,
    orders: parts.orders,
    clock,
    push,
    deny: (order) => denialAtDoor(world, order, { seq: loop.status().seq, at: clock.wall() }),
    denyRenewal: (order) =>
      renewalDenialAtDoor(world, order, { seq: loop.status().seq, at: clock.wall() }),
    onForged: breach,
  });
  const latch = (): KillLatch | null => world.control.latch;
  const isKilled = (): boolean => latch() !== null || door.isHeld();
  const killControl = createKillControl({
    parts,
    door,
    venueClock: clockMemory.venueClock,
    exitLane: createExitLane({
      ...{ orders: parts.orders, timers, door, shard, latch, push },
      held,
      isAsked: () => wantsOut(world, clock.wall()),
    }),
    hasOrderInFlight: () => egress.inFlight() > 0,
    mayArriveLate: () => unknownOrders(world.orders).length > 0 || egress.mayArriveLate(),
    resets,
    makeGroup: () => keeper.makeNow(),
    latchFile: options.latchFile,
    writer,
    shard,
    latch,
    groups: groups.all,
    push,
    alarm: alarms.own,
    log,
  });
  let proving: Promise<void> = Promise.resolve();
  let isRemembered = options.groupFile.read() !== null;
  const keeper = createGroupKeeper({
    orders: { ...parts.orders, resetGroup: resets.reset },
    ...{ timers, shard, isKilled, alarm: alarms.own },
    limit: breakerLimit,
    newId: () => clientOrderId(parts.entropy.uuid()),
    // Our own kill leaves it triggered, and is on disk: that is no riddle.
    isRemembered: () => isRemembered,
    isStopping: () => isStopping,
    async makeGroup() {
      const made = await makeGroup(parts.orders, options.groupFile, {
        shard,
        limit: breakerLimit(),
      });
      if (made.ok) groups.opened(made.value);
      return made;
    },
  });
  const { carryOut, stopTimers } = createCarryOut({
    parts,
    log,
    writer,
    egress,
    reader: createAccountReader({
      orders: parts.orders,
      clock,
      shard,
      booksUntil: () => booksUntil,
      report: (account) => push({ kind: 'report', report: account }),
      onFailure: (reason) => log.error({ reason }, 'account reading failed'),
    }),
    onAsked(requests) {
      // What is for the screen alone must not stop the trading loop.
      try {
        inputs.observe(requests);
      } catch (error) {
        log.error({ error: String(error) }, 'what models are shown cannot be counted');
      }
    },
    askOrder: createOrderAsker({
      orders: parts.orders,
      report: (status) => push({ kind: 'report', report: status }),
      onFailure: (reason) => log.warn({ reason }, 'whose order it is was not told'),
    }),
    killControl,
    proveGroup(place) {
      // Armed right after a release: the test begins when the release has ended, and one test after the other.
      proving = proving
        .then(() => killControl.released())
        .then(() => keeper.prove(place))
        .then((report) => {
          isRemembered = false;
          push({ kind: 'report', report });
        });
    },
    push,
    reply: options.reply,
    alarm: alarms.ofCore,
  });

  const sink = createFeedSink({
    ...{ world, push, killControl, keeper, resets, clockMemory, isKilled },
  });

  /** A screen that cannot be drawn is no reason to stop trading, still less to leave orders alone. */
  const publish = (): void => {
    if (lastEvent === null) return;
    const { seq, waiting } = loop.status();
    try {
      publisher.publish(world, lastEvent, {
        build: options.build,
        startedAt,
        eventSeq: seq,
        loopDelayMs,
        queueLength: waiting,
        replaySpeed: null,
        modelsLeftOut: options.modelsLeftOut,
        drills: options.drills(),
        latency: latency.rows,
        machine: () =>
          machine === null ? null : { ...machine, rateBuckets: parts.orders.rateBuckets?.() ?? [] },
        limitsSource,
        writeUse: parts.orders.writeUse?.() ?? null,
        models: { found: foundModels(world.modelsOff), inputs: inputs.rows() },
      });
    } catch (error) {
      log.error({ error: String(error) }, 'publishing failed');
    }
  };

  return {
    tables,
    async start() {
      const stored = ofAccount(await parts.store.load(), options.world.account);
      booksUntil = stored.transactions.at(-1)?.at ?? null;
      const latch = options.latchFile.read() ?? stored.latch;
      const { orders, transactions, fills, approvals, evidence, census = [] } = stored;
      const { modelSwitches = [], incidents = [] } = stored;
      const orderGroupId = options.groupFile.read();
      push({
        ...{ kind: 'recovered', orders, transactions, fills, approvals },
        ...{ latch, orderGroupId, evidence, census, modelSwitches, incidents },
      });
      if (limitsSource.kind === 'unreadable')
        alarms.own('critical', 'limits-unreadable', unreadableText(limitsSource));
      if (latch === null && world.control.latch === null) door.open();
      else door.close('killed');
      parts.orders.onRefused?.((report) => push({ kind: 'report', report }));
      parts.kraken.start(sink);
      parts.kalshi.start(sink);
      void loadHistory({
        history: parts.history,
        isStopping: () => isStopping,
        onBars: (bars) => push({ kind: 'history', bars }),
        onFailure: (reason) =>
          alarms.own('info', 'no-history', `no history: ${reason}; HAR needs 4 h of minutes`),
      });
      everyTimers.push(timers.every(LATCH_POLL_MS, () => killControl.watch()));
      everyTimers.push(timers.every(options.proof?.publishMs ?? PUBLISH_MS, publish));
      await openGroup({
        orders: parts.orders,
        groupFile: options.groupFile,
        ...{ timers, shard, isKilled },
        limit: breakerLimit,
        isStopping: () => isStopping,
        onOpen: groups.opened,
        onFailure: (reason) =>
          alarms.own('warning', 'order-group', `no order group yet: ${reason}`),
      });
    },
    command: (command) => push({ kind: 'command', command }),
    presence: (consoles) => push({ kind: 'presence', consoles }),
    lookAtTicket: (ticket) => (lastEvent === null ? null : ticketLook(world, lastEvent, ticket)),
    limits: (limits, by) => push({ kind: 'limits', limits, by }),
    limitsFault: alarms.limitsFault,
    host({ rssBytes = null, ...sample }) {
      loopDelayMs = sample.loopDelayMs;
      const health = { storeHealthy: writer.healthy(), ...sample };
      machine = { rssBytes, ...health };
      push({ kind: 'host', ...health });
    },
    async stop() {
      isStopping = true;
      door.seal('the engine is stopping');
      for (const cancel of everyTimers) cancel();
      stopTimers();
      const working = () => workingOrders(world.orders);
      const isFlat = await cancelWorking({ orders: parts.orders, clock, timers, working });
      await Promise.allSettled([parts.kraken.stop(), parts.kalshi.stop()]);
      loop.drain();
      await writer.settle(2_000);
      await parts.journal.close();
      return isFlat;
    },
    killed: () => world.control.latch !== null,
    abandon: (reason) => killControl.latchBreach(reason),
  };
}
