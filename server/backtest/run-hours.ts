// Simulated hours through the one spine, a step a second. In: a venue, limits. Out: what was decided, done and earned.
import { type MonoNs, monoNs, wallMs } from '#lib/domain/instant.ts';
import type { Effect } from '#server/core/effect.ts';
import type { CoreEvent, EventBody, TimerName } from '#server/core/event.ts';
import { tickToOrder } from '#server/core/tick-to-order.ts';
import { createWorld, type World, type WorldOptions } from '#server/core/world.ts';
import { NOTHING_STORED } from '#server/replay/paper-account.ts';
import {
  createSimulatedAccount,
  GROUP_CREATED,
  type SimulatedAccount,
} from './simulated-account.ts';
import type { SimulatedVenue } from './simulated-venue.ts';

export interface BacktestOptions {
  readonly venue: SimulatedVenue;
  readonly world: WorldOptions;
  readonly hours: number;
  readonly cashUsd: number;
  /** After every step of the core. */
  readonly onStep: (world: World, event: CoreEvent, effects: readonly Effect[]) => void;
}

export interface BacktestResult {
  readonly world: World;
  readonly account: SimulatedAccount;
}

/** Word about the exchange and the machine is renewed this often, ms. */
const STATUS_MS = 5_000;

class Stage {
  readonly world: World;
  readonly #venue: SimulatedVenue;
  readonly #account: SimulatedAccount;
  readonly #options: BacktestOptions;
  readonly #due = new Map<TimerName, number>();
  readonly #startMs: number;
  #seq = 0;

  constructor(options: BacktestOptions, account: SimulatedAccount) {
    this.#options = options;
    this.#venue = options.venue;
    this.#startMs = options.venue.nowMs();
    this.#account = account;
    this.world = createWorld(options.world);
  }

  /** One event and all that follows from it at the same instant. */
  push(body: EventBody): void {
    const queue: EventBody[] = [body];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const effects = this.#step(next);
      for (const effect of effects) {
        if (effect.kind === 'timer') this.#due.set(effect.timer, this.#now() + effect.afterMs);
        else if (effect.kind === 'watch') this.#venue.watch(effect.tickers);
        queue.push(...this.#account.answer(effect));
      }
      queue.push(...this.#account.news());
    }
  }

  timers(): void {
    for (const [timer, dueMs] of [...this.#due])
      if (dueMs <= this.#now()) {
        this.#due.delete(timer);
        this.push({ kind: 'timer', timer });
      }
  }

  #now(): number {
    return this.#venue.nowMs();
  }

  #step(body: EventBody): readonly Effect[] {
    this.#seq += 1;
    const at = wallMs(this.#now());
    const mono: MonoNs = monoNs((at - this.#startMs) * 1_000_000);
    const event: CoreEvent = { seq: this.#seq, at, mono, ...body };
    const effects = tickToOrder(this.world, event);
    this.#options.onStep(this.world, event, effects);
    return effects;
  }
}

function standing(shard: number): readonly EventBody[] {
  return [
    { kind: 'tick', tick: { kind: 'spot-status', system: 'online', pair: 'online' } },
    {
      kind: 'tick',
      tick: { kind: 'exchange-status', shard, exchangeActive: true, tradingActive: true },
    },
    {
      kind: 'host',
      storeHealthy: true,
      loopDelayMs: 1,
      freeDiskBytes: 1e11,
      watchdogAlive: true,
    },
    { kind: 'status', status: { kind: 'clock', connection: 'kalshi', offsetMs: 2, errorMs: 5 } },
  ];
}

function start(stage: Stage, options: BacktestOptions): void {
  stage.push(NOTHING_STORED);
  for (const connection of ['kraken', 'kalshi'] as const)
    stage.push({ kind: 'status', status: { kind: 'connected', connection } });
  const feed = 'kalshi-orders';
  stage.push({ kind: 'status', status: { kind: 'subscribed', connection: 'kalshi', feed } });
  for (const body of standing(options.world.shard)) stage.push(body);
  stage.push(GROUP_CREATED);
  stage.push({ kind: 'timer', timer: 'reconcile' });
  stage.push({ kind: 'timer', timer: 'second' });
}

/** Runs the hours; the same options give the same result. */
export function runHours(options: BacktestOptions): BacktestResult {
  const { venue } = options;
  const account = createSimulatedAccount(venue.exchange, venue, options.cashUsd);
  const stage = new Stage(options, account);
  start(stage, options);
  const endMs = venue.nowMs() + options.hours * 3_600_000;
  while (venue.nowMs() < endMs) {
    const ticks = venue.second();
    for (const connection of ['kraken', 'kalshi'] as const)
      stage.push({ kind: 'status', status: { kind: 'alive', connection, roundTripMs: 20 } });
    if (venue.nowMs() % STATUS_MS === 0)
      for (const body of standing(options.world.shard)) stage.push(body);
    for (const tick of ticks) stage.push({ kind: 'tick', tick });
    for (const body of account.news()) stage.push(body);
    stage.timers();
  }
  return { world: stage.world, account };
}
