// One seed from its first to its last step. In: seed, steps, a planted bug or none. Out: what broke, what happened, its hash.
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { firstBreach } from '#server/core/invariants/local-invariants.ts';
import { INVARIANT_BROKEN } from '#server/core/journeys/watch-invariants.ts';
import type { World } from '#server/core/world.ts';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { groupOpenWhileKilled, overHereRestingThere, RestingWhileKilled } from './both-sides.ts';
import { type EngineProcess, type Machine, type Plant, startProcess } from './engine-process.ts';
import { KillHistory } from './kill-history.ts';
import { ledgerDifferences } from './ledgers-agree.ts';
import { createMarketSide } from './market-side.ts';
import { MemoryDisk } from './memory-disk.ts';
import { Operator } from './operator.ts';
import { Script } from './script.ts';
import { StopIsKept } from './stop-is-kept.ts';
import { Trace } from './trace.ts';
import { createVenueSide } from './venue-side.ts';
import { VirtualTime } from './virtual-time.ts';
import { Weather } from './weather.ts';
import { WireWatch } from './wire-watch.ts';

/** A kill for a broken invariant is a breach, also where the world is whole again by the time we look. */
function killOfItsOwn({ control }: World): string | null {
  const reason = control.latch?.reason ?? '';
  return reason.startsWith(INVARIANT_BROKEN) ? reason : null;
}

/** Friday 2026-11-20 15:00 UTC: no weekly pause in sight. */
const START_MS = 1_795_186_800_000;
const SETTLE_MS = 60_000;
/** In calm weather: every pause between two tries, and one lost answer. */
const SHUT_WITHIN_MS = 15_000;
/** Every fourth seed posts its exits for so long, s: there orders of ours rest while the position behind them shrinks. */
const PATIENCE_SECONDS = 6;

export interface TrialOptions {
  readonly seed: number;
  readonly steps: number;
  readonly signal: SignalParameters;
  readonly plant?: Plant;
  /** False: a world without faults. */
  readonly isRough: boolean;
}

export interface TrialResult {
  readonly seed: number;
  /** Null when everything held. */
  readonly breach: string | null;
  readonly trace: string;
  readonly steps: number;
  readonly events: number;
  readonly counts: ReadonlyMap<string, number>;
}

class Breach extends Error {}

/** Runs one seed. Deterministic: the same options give the same result, hash included. */
export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const stage = new Stage(options);
  let breach: string | null = null;
  try {
    await stage.run();
  } catch (error) {
    if (!(error instanceof Breach)) throw error;
    breach = error.message;
  }
  return stage.result(breach);
}

class Stage {
  readonly #options: TrialOptions;
  readonly #machine: Machine;
  readonly #operator: Operator;
  readonly #wire: WireWatch;
  readonly #script: Script;
  readonly #kills = new KillHistory();
  readonly #resting = new RestingWhileKilled();
  readonly #stops = new StopIsKept();
  readonly #foreign = new Set<string>();
  #process: EngineProcess | null = null;
  #breach: string | null = null;
  #events = 0;
  #steps = 0;

  constructor(options: TrialOptions) {
    this.#options = options;
    const rng = createRng(`proving/${options.seed}`);
    const time = new VirtualTime(START_MS + rng.below(60) * 1_000);
    const venue = createVenueSide(time, rng.fork('venue'));
    const weather = new Weather(rng.fork('weather'));
    weather.isRough = options.isRough;
    const disk = new MemoryDisk();
    this.#machine = {
      ...{ time, venue, weather, disk, rng: rng.fork('machine'), signal: options.signal },
      patienceSeconds: options.seed % 4 === 3 ? PATIENCE_SECONDS : null,
      ...{ clock: { offMs: 0 }, trace: new Trace(), plant: options.plant ?? {} },
      market: createMarketSide(venue, time, rng.fork('market')),
    };
    this.#wire = new WireWatch(disk);
    this.#script = new Script({
      machine: this.#machine,
      rng: rng.fork('script'),
      process: () => this.#process,
      crash: (where) => this.#crash(where),
      onForeign: (id) => this.#foreign.add(id),
    });
    this.#operator = new Operator({
      rng: rng.fork('operator'),
      weather,
      send: (command) => {
        if (this.#process === null) return;
        this.#stops.sent(command);
        this.#process.command(command);
      },
    });
  }

  async run(): Promise<void> {
    const { time, market } = this.#machine;
    const second = (): void => {
      time.after(1_000, second);
      const world = this.#process?.world() ?? null;
      market.second((ticker) => {
        for (const [name, held] of world?.fairs ?? [])
          if (name === ticker) return held.fair?.probability ?? null;
        return null;
      });
    };
    time.after(1_000, second);
    this.#start();
    for (; this.#steps < this.#options.steps; this.#steps++) {
      await this.#pass(60 + this.#machine.rng.below(180));
      if (this.#process !== null) this.#operator.look(this.#process);
      if (this.#options.isRough) this.#script.step();
    }
    this.#operator.leave(this.#process);
    this.#script.over();
    await this.#groupsShut();
    await this.#settle();
  }

  /** Killed, and the faults are over: every group used is triggered at the venue before anybody releases the kill (I3). */
  async #groupsShut(): Promise<void> {
    const { venue, disk } = this.#machine;
    for (let past = 0; past < SHUT_WITHIN_MS; past += 1_000) {
      await this.#pass(1_000);
      const world = this.#process?.world() ?? null;
      const isOpen = world === null || groupOpenWhileKilled(world, venue, disk) !== null;
      if (!isOpen && (world.control.latch === null || world.control.latch.confirmedAt !== null))
        break;
    }
    const world = this.#process?.world() ?? null;
    if (world === null) return;
    if (world.control.latch !== null) this.#machine.weather.note('end killed');
    const open = groupOpenWhileKilled(world, venue, disk);
    if (open !== null) throw new Breach(`after ${SHUT_WITHIN_MS / 1_000} calm seconds: ${open}`);
  }

  /** Faults are over: both ledgers must come to agree, and trading must be possible again, within a minute (I39). */
  async #settle(): Promise<void> {
    let open = 'nothing was looked at';
    for (let past = 0; past < SETTLE_MS; past += 1_000) {
      await this.#pass(1_000);
      if (this.#process !== null) this.#operator.recover(this.#process);
      open = this.#openAtTheEnd() ?? '';
      if (open === '') break;
    }
    this.#machine.venue.exchange.audit();
    if (open !== '') throw new Breach(`after ${SETTLE_MS / 1_000} calm seconds: ${open}`);
  }

  result(breach: string | null): TrialResult {
    const { trace, weather, disk, time } = this.#machine;
    weather.counts.set('intents', disk.intents.size);
    weather.counts.set('orders sent', this.#wire.sent.size);
    weather.counts.set('fills', disk.fills.size);
    for (const { request, state } of disk.orders.values()) {
      weather.note(`order ${request.purpose} ${request.timeInForce}`);
      weather.note(`state ${state}`);
    }
    weather.counts.set('virtual events', time.ran());
    return {
      ...{ seed: this.#options.seed, breach, trace: trace.hash(), steps: this.#steps },
      ...{ events: this.#events, counts: weather.counts },
    };
  }

  async #pass(ms: number): Promise<void> {
    const { time } = this.#machine;
    await time.runUntil(time.nowMs() + ms, () => this.#breach !== null);
    const world = this.#process?.world() ?? null;
    if (world !== null)
      this.#breach ??=
        firstBreach(world) ??
        killOfItsOwn(world) ??
        overHereRestingThere(world, this.#machine.venue) ??
        this.#resting.look(world, this.#machine.venue, time.nowMs());
    if (this.#breach !== null) throw new Breach(this.#breach);
  }

  #start(): void {
    const process = startProcess(this.#machine, {
      onStep: (world, event) => {
        this.#events += 1;
        this.#breach ??= this.#kills.step(world, event) ?? this.#stops.step(world);
      },
      onRequest: (method, path, body) => {
        const world = process.world();
        this.#breach ??=
          this.#wire.request({ method, path, body, world }) ?? this.#stops.request(method, path);
        if (path.endsWith('/amend')) this.#machine.weather.note('renewal asked');
      },
      onReply: (reply) => {
        this.#stops.answered(reply);
        this.#machine.weather.note(`reply ${reply.code}`);
      },
      onBreach: (reason) => {
        this.#breach ??= `the core broke a rule of its own: ${reason}`;
      },
      crash: (where) => this.#crash(where),
    });
    this.#process = process;
  }

  #crash(where: string): void {
    const { weather, time } = this.#machine;
    const process = this.#process;
    if (process === null || !process.life.isAlive()) return;
    weather.crashesLeft -= 1;
    weather.note(`crash ${where}`);
    process.life.end();
    process.network.cut('the process died');
    this.#stops.ended();
    this.#process = null;
    time.after(1_500, () => this.#start());
  }

  /** What still differs; null when all agrees. */
  #openAtTheEnd(): string | null {
    const { disk, venue } = this.#machine;
    const { sent, probes } = this.#wire;
    const sides = { disk, venue, sent, probes, foreign: this.#foreign };
    const found = ledgerDifferences(sides);
    const state = this.#process?.world()?.control.state ?? 'not started';
    if (state !== 'armed') return [`I39: trading is ${state}`, ...found].join('; ');
    return found.length === 0 ? null : found.join('; ');
  }
}
