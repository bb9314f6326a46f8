// The way out while killed: a group of its own at the exchange, sized to what is held, then the door for exits alone.
import { type CentiContracts, count } from '#lib/domain/count.ts';
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { Position } from '#lib/domain/ledger.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import type { EventBody } from '#server/core/event.ts';
import { within } from '#server/kill/within.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import type { Door } from './door.ts';

/** The least a group may be limited to: one contract. */
const LEAST = count(100);

/** Contracts held in all markets together, whatever their sign. */
export function heldTogether(positions: Iterable<Position>): CentiContracts {
  let sum = 0;
  for (const { contracts, settled } of positions) if (!settled) sum += Math.abs(contracts);
  return count(sum);
}

export interface ExitLaneTools {
  readonly orders: Pick<VenueOrders, 'createGroup' | 'triggerGroup'>;
  readonly timers: Timers;
  readonly door: Door;
  readonly shard: number;
  /** The core's latch now; null while it is not killed. */
  readonly latch: () => KillLatch | null;
  readonly held: () => CentiContracts;
  /** A person asks for exits: a flatten, or markets by name. */
  readonly isAsked: () => boolean;
  readonly push: (body: EventBody) => void;
}

export interface ExitLane {
  /**
   * Opens when exits are asked for, the kill is confirmed and something is held; shuts, and triggers its group, as soon as
   * one of the three ends. Called often; one change at a time.
   */
  follow(): void;
  /** The lane's group while it stands: a kill triggers it, too. */
  group(): OrderGroupId | null;
}

function isWanted({ latch, held, isAsked }: ExitLaneTools): boolean {
  const now = latch();
  return now !== null && now.confirmedAt !== null && isAsked() && held() > 0;
}

/** Shut. The main group stays triggered all the while: only what names the lane's own group can trade. */
export function createExitLane(tools: ExitLaneTools): ExitLane {
  const { orders, timers, door, shard, push } = tools;
  let group: OrderGroupId | null = null;
  let isBusy = false;
  let round = 0;

  const note = (step: KillStepReport['step'], detail: string): void =>
    push({ kind: 'report', report: { kind: 'kill-step', step, detail, resting: null } });

  async function open(): Promise<void> {
    const limit = count(Math.max(LEAST, tools.held()));
    const made = await within(timers, round)(() => orders.createGroup(shard, limit));
    if (!made.ok) {
      round += 1;
      if (round === 1) note('exits-shut', `no order group for the exits yet: ${made.error}`);
      return;
    }
    round = 0;
    group = made.value;
    if (!isWanted(tools)) return;
    door.letExits();
    push({
      kind: 'report',
      report: { kind: 'order-group', orderGroupId: group, shard, event: 'created-for-exits' },
    });
    note(
      'exits-open',
      `${tools.held() / 100} contracts are held; what was asked for is closed within its price bound`,
    );
  }

  async function shut(id: OrderGroupId): Promise<void> {
    if (tools.latch() !== null) door.close('killed');
    const done = await within(timers, round)(() => orders.triggerGroup(shard, id));
    round = done.ok ? 0 : round + 1;
    if (!done.ok) return;
    group = null;
    note('exits-shut', tools.held() === 0 ? 'every position is closed' : 'not wanted any more');
  }

  return {
    follow() {
      if (isBusy) return;
      const wanted = isWanted(tools);
      // A second press shut the door and still wants to flatten.
      if (wanted && group !== null) door.letExits();
      if (wanted === (group !== null)) return;
      isBusy = true;
      void (group === null ? open() : shut(group)).finally(() => {
        isBusy = false;
      });
    },
    group: () => group,
  };
}
