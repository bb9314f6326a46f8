// The person at the console, by seed: arms, kills, releases, answers, cancels, closes, presses twice. In: world. Out: commands.
import type { Approval } from '#lib/domain/approval.ts';
import type { CommandBody, OperatorCommand } from '#lib/domain/command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { pendingApprovals } from '#server/core/4-gate/approvals.ts';
import { workingOrders } from '#server/core/5-execution/order-book-state.ts';
import type { World } from '#server/core/world.ts';
import type { Rng } from '#server/simulator/seeded/rng.ts';
import type { EngineProcess } from './engine-process.ts';
import type { Weather } from './weather.ts';

const FRESH_MS = 10_000;
/** Chance a look of each way to stop. */
const STOPS = [
  ['kill', 0.0012],
  ['flatten', 0.0008],
  ['reduce-only', 0.0008],
  ['pause', 0.0012],
] as const;
/** Chance a look while an arming is under way: its proof must not undo the stop. */
const STOPS_DURING_ARMING = [
  ['pause', 0.05],
  ['kill', 0.03],
  ['reduce-only', 0.02],
] as const;
/** Share of runs that end killed, which has to hold at the venue before anybody releases it. */
const ENDS_KILLED = 0.4;

export interface OperatorTools {
  readonly rng: Rng;
  readonly weather: Weather;
  readonly send: (command: OperatorCommand) => void;
}

/** Knows of the system what the screen shows: the core's memory. */
export class Operator {
  readonly #tools: OperatorTools;
  /** Commands of the past, to be sent again by a browser that buffered them. */
  readonly #sent: OperatorCommand[] = [];
  readonly #offers: Approval[] = [];

  constructor(tools: OperatorTools) {
    this.#tools = tools;
  }

  /** One look at the screen, and perhaps one press. */
  look(process: EngineProcess): void {
    const world = process.world();
    if (world === null || !world.recovered) return;
    const now = process.life.clock.wall();
    for (const offer of pendingApprovals(world.approvals))
      if (!this.#offers.some((each) => each.id === offer.id)) this.#offers.push(offer);
    const body = this.#choose(world);
    if (body !== null) this.#press(body, now);
    const old = this.#sent[this.#tools.rng.below(this.#sent.length + 20)];
    if (old !== undefined && this.#tools.weather.isRough) {
      this.#tools.weather.note('command repeated');
      this.#tools.send(old);
    }
  }

  /** Brings the system back to where it trades, step by step: the end of every run. */
  recover(process: EngineProcess): void {
    const world = process.world();
    if (world === null || !world.recovered) return;
    const { state } = world.control;
    if (state === 'armed') return;
    const open: CommandBody =
      world.externals.length > 0 ? { kind: 'accept-account' } : { kind: 'arm' };
    const body: CommandBody = state === 'killed' ? { kind: 'release', reason: 'over' } : open;
    this.#press(body, process.life.clock.wall());
  }

  /** The last press before the calm at the end. */
  leave(process: EngineProcess | null): void {
    if (process === null || !this.#tools.rng.chance(ENDS_KILLED)) return;
    this.#press({ kind: 'kill', reason: 'going home' }, process.life.clock.wall());
  }

  #press(body: CommandBody, now: number): void {
    const { rng } = this.#tools;
    const command: OperatorCommand = {
      id: commandId(rng.uuid()),
      by: 'operator',
      issuedAt: wallMs(now),
      expiresAt: wallMs(now + FRESH_MS),
      body,
    };
    this.#sent.push(command);
    if (body.kind !== 'arm') this.#tools.weather.note(`command ${body.kind}`);
    this.#tools.send(command);
  }

  #choose(world: World): CommandBody | null {
    const { rng } = this.#tools;
    const { state } = world.control;
    if (world.arming !== null)
      for (const [kind, chance] of STOPS_DURING_ARMING)
        if (rng.chance(chance)) {
          this.#tools.weather.note(`${kind} during an arming`);
          return { kind, reason: 'pressed while arming' };
        }
    if (state === 'killed') return this.#closeOne(world, 0.3) ?? this.#release();
    if (state !== 'armed' && world.externals.length > 0) return { kind: 'accept-account' };
    if (state !== 'armed') return rng.chance(0.3) ? { kind: 'arm' } : null;
    for (const [kind, chance] of STOPS)
      if (rng.chance(chance)) return { kind, reason: 'pressed by the operator' };
    if (world.externals.length > 0) return { kind: 'pause', reason: 'to take the account over' };
    if (rng.chance(0.0008)) return { kind: 'close-all' };
    return this.#answer() ?? this.#trade(world);
  }

  #answer(): CommandBody | null {
    const { rng } = this.#tools;
    const offer = this.#offers[this.#offers.length - 1 - rng.below(2)];
    if (offer === undefined || !rng.chance(0.5)) return null;
    const { id: approvalId, version, shownHash } = offer;
    return rng.chance(0.85)
      ? { kind: 'approve', approvalId, version, shownHash }
      : { kind: 'veto', approvalId, version, reason: 'no' };
  }

  #trade(world: World): CommandBody | null {
    const { rng } = this.#tools;
    const working = workingOrders(world.orders);
    const order = working[rng.below(working.length + 1)];
    if (order !== undefined && rng.chance(0.1))
      return { kind: 'cancel-order', clientOrderId: order.request.clientOrderId };
    return this.#closeOne(world, 0.006);
  }

  #release(): CommandBody | null {
    return this.#tools.rng.chance(0.3) ? { kind: 'release', reason: 'looked into it' } : null;
  }

  #closeOne(world: World, chance: number): CommandBody | null {
    const { rng } = this.#tools;
    const held = [...world.ledger.positions.values()].filter((each) => each.contracts !== 0);
    const position = held[rng.below(held.length + 1)];
    return position !== undefined && rng.chance(chance)
      ? { kind: 'close-position', ticker: position.ticker }
      : null;
  }
}
