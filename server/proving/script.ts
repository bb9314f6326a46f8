// What happens to the world besides trading, drawn from the seed at each step: storms, pauses, clocks, other hands. Out: deeds.
import { wallMs } from '#lib/domain/instant.ts';
import { deleteGroup, triggerGroup } from '#server/simulator/kalshi/order-groups.ts';
import type { Rng } from '#server/simulator/seeded/rng.ts';
import type { EngineProcess, Machine } from './engine-process.ts';
import { TRADER } from './venue-side.ts';
import { STORMS } from './weather.ts';

/** Chance a step of each deed. */
const DEEDS = {
  storm: 0.012,
  lull: 0.05,
  /** A read side that lags does so for a while: long enough to be taken for proof. */
  catchUp: 0.005,
  pauseExchange: 0.0008,
  pauseTrading: 0.0008,
  resume: 0.06,
  marketHalt: 0.0012,
  closeEarly: 0.0005,
  clockStep: 0.0008,
  crash: 0.0015,
  cutSocket: 0.002,
  foreignTrigger: 0.0006,
  foreignTrade: 0.0007,
  groupDeleted: 0.0004,
  watchdogKill: 0.0005,
} as const;

/** Deeds that are counted elsewhere or end something. */
const UNTOLD: ReadonlySet<string> = new Set(['storm', 'lull', 'catchUp', 'resume']);

export interface ScriptTools {
  readonly machine: Machine;
  readonly rng: Rng;
  readonly process: () => EngineProcess | null;
  readonly crash: (where: string) => void;
  /** An order another hand has placed on our account. */
  readonly onForeign: (orderId: string) => void;
}

/** Steps of a wall clock, ms: small ones NTP makes, large ones a person or a broken chip. */
const CLOCK_STEPS = [-20_000, -3_000, -400, 400, 3_000, 20_000];
/** Share of runs whose read side lags from the start: only there does an order of ours rest through several stale readings. */
const LAGGING_START = 0.15;
const READ_LAGS = [1_000, 10_000, 30_000, 45_000];

export class Script {
  readonly #tools: ScriptTools;

  constructor(tools: ScriptTools) {
    this.#tools = tools;
    const { rng, machine } = tools;
    if (machine.weather.isRough && rng.chance(LAGGING_START)) machine.weather.set('read-lag', true);
  }

  /** One step's worth of what may happen. */
  step(): void {
    const { weather } = this.#tools.machine;
    this.#storms();
    this.#pauses();
    this.#halts();
    if (this.#happens('clockStep')) {
      const { clock } = this.#tools.machine;
      const step = CLOCK_STEPS[this.#tools.rng.below(CLOCK_STEPS.length)] ?? 0;
      clock.offMs = clock.offMs === 0 ? step : 0;
    }
    if (weather.crashesLeft > 0 && this.#happens('crash')) this.#tools.crash('between events');
    if (this.#happens('cutSocket')) this.#tools.process()?.network.cut('cut by the venue');
    this.#otherHands();
  }

  /** Ends everything that was begun: the calm at the end. */
  over(): void {
    const { venue, time, weather, clock, market } = this.#tools.machine;
    weather.calm();
    venue.exchange.faults.readLagMs = 0;
    venue.exchange.faults.resume(time.nowMs());
    clock.offMs = 0;
    for (const ticker of market.tickers())
      if (venue.exchange.market(ticker)?.status === 'inactive')
        venue.exchange.faults.activate(ticker, time.nowMs());
  }

  #happens(deed: keyof typeof DEEDS): boolean {
    if (!this.#tools.rng.chance(DEEDS[deed])) return false;
    if (!UNTOLD.has(deed)) this.#tools.machine.weather.note(`deed ${deed}`);
    return true;
  }

  #storms(): void {
    const { machine, rng } = this.#tools;
    const { weather, venue } = machine;
    const storm = STORMS[rng.below(STORMS.length + 2)] ?? 'read-lag';
    if (storm !== undefined && this.#happens('storm')) weather.set(storm, true);
    for (const each of STORMS)
      if (weather.has(each) && this.#happens(each === 'read-lag' ? 'catchUp' : 'lull'))
        weather.set(each, false);
    const isLagging = venue.exchange.faults.readLagMs > 0;
    if (weather.has('read-lag') !== isLagging)
      venue.exchange.faults.readLagMs = isLagging
        ? 0
        : (READ_LAGS[rng.below(READ_LAGS.length)] ?? 0);
  }

  #pauses(): void {
    const { venue, time } = this.#tools.machine;
    const { faults } = venue.exchange;
    if (this.#happens('pauseExchange')) faults.pauseExchange(time.nowMs());
    if (this.#happens('pauseTrading')) faults.pauseTrading(time.nowMs());
    const { exchangePaused, pausedShards } = venue.exchange.venue.switches;
    if ((exchangePaused || pausedShards.size > 0) && this.#happens('resume'))
      faults.resume(time.nowMs());
  }

  #halts(): void {
    const { machine, rng } = this.#tools;
    const { exchange } = machine.venue;
    const tickers = machine.market.tickers();
    const ticker = tickers[rng.below(tickers.length)] ?? '';
    const status = exchange.market(ticker)?.status;
    const nowMs = machine.time.nowMs();
    if (status === 'inactive' && this.#happens('resume')) exchange.faults.activate(ticker, nowMs);
    if (status !== 'active') return;
    if (this.#happens('marketHalt')) exchange.faults.deactivate(ticker, nowMs);
    else if (ticker !== tickers[0] && this.#happens('closeEarly'))
      exchange.faults.closeEarly(ticker, nowMs);
  }

  #otherHands(): void {
    const { machine, rng } = this.#tools;
    const { exchange } = machine.venue;
    const { files } = machine.disk;
    if (this.#happens('foreignTrigger')) this.#trigger();
    if (this.#happens('groupDeleted')) this.#delete();
    // What is held when the books are opened is in nobody's books: that is not what is proved here.
    const isOpened = machine.disk.transactions.size > 0;
    if (isOpened && this.#happens('foreignTrade')) {
      const tickers = machine.market.tickers();
      const placed = exchange.placeFor(
        TRADER,
        {
          ...{ ticker: tickers[rng.below(tickers.length)] ?? '', side: 'bid' },
          ...{ priceCentiCents: 9_900, countCentiContracts: 100 + rng.below(300) },
          timeInForce: 'immediate_or_cancel',
        },
        machine.time.nowMs(),
      );
      if (placed.ok) this.#tools.onForeign(placed.orderId);
    }
    if (files.latch === null && this.#happens('watchdogKill')) {
      files.latch = {
        id: rng.uuid(),
        at: wallMs(machine.time.nowMs() + machine.clock.offMs),
        ...{ by: 'watchdog', reason: 'the engine was silent', steps: [], confirmedAt: null },
      };
      this.#trigger();
    }
  }

  /** Somebody deletes the main group on the exchange's own site. */
  #delete(): void {
    const { venue, time, disk } = this.#tools.machine;
    const group = venue.exchange.venue.groups.get(disk.files.group ?? '');
    if (group !== undefined)
      venue.exchange.run(time.nowMs(), () => deleteGroup(venue.exchange.venue, group));
  }

  /** Somebody triggers our group at the venue. */
  #trigger(): void {
    const { venue, time } = this.#tools.machine;
    venue.exchange.run(time.nowMs(), () => {
      for (const group of venue.exchange.venue.groups.values())
        if (group.accountId === TRADER) triggerGroup(venue.exchange.venue, group);
    });
  }
}
