// The order groups of a kill: triggered, tried again at a bounded pace until each is, and again after every reset.
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { retryMs, wait, within } from './within.ts';

export interface GroupOnShard {
  readonly shard: number;
  readonly id: OrderGroupId;
  /** True: no order names it any more; a release leaves it triggered. */
  readonly isRetired?: boolean;
}

export type NoteStep = (step: KillStepReport['step'], detail: string) => void;

export interface GroupStopTools {
  readonly orders: Pick<VenueOrders, 'triggerGroup' | 'readGroup'>;
  readonly timers: Timers;
  /** Every order group in use; asked before each try, for one may have been made meanwhile. */
  readonly groups: () => readonly GroupOnShard[];
  /** Grows with every reset that leaves or ends: a group triggered before may be open again. */
  readonly resets: () => number;
}

export interface GroupStop {
  /** Groups that may still let an order in. */
  open(): readonly GroupOnShard[];
  /** True when the venue said yes to a trigger at least once. */
  hasTriggered(): boolean;
  /** One try of every open group, all at once, with the patience of `round`. */
  tryOnce(round: number, note: NoteStep): Promise<void>;
  /** Tries until none is open or `isCurrent` says no; one at a time, a second caller waits for the first one's. */
  pursue(isCurrent: () => boolean, note: NoteStep): Promise<void>;
}

/** Nothing triggered yet. Source: kalshi-api §4.4, reliability F71, I3. */
export function createGroupStop(tools: GroupStopTools): GroupStop {
  const { orders, timers, resets } = tools;
  /** At which count of resets the venue said yes. */
  const shutAt = new Map<OrderGroupId, number>();
  /** The venue knows them no more: an order that names one is refused. */
  const gone = new Set<OrderGroupId>();
  let hasTriggered = false;
  let pursuit: Promise<void> | null = null;

  const open = (): readonly GroupOnShard[] =>
    tools.groups().filter(({ id }) => !gone.has(id) && shutAt.get(id) !== resets());

  const tryOne = async (group: GroupOnShard, round: number, note: NoteStep): Promise<string> => {
    const before = resets();
    const call = within(timers, round);
    const done = await call(() => orders.triggerGroup(group.shard, group.id));
    if (!done.ok) return done.error;
    hasTriggered = true;
    // A reset that ended meanwhile may have come after it.
    shutAt.set(group.id, before);
    note('group-triggered', `order group on shard ${group.shard}`);
    return '';
  };

  /** A trigger may fail because there is nothing to trigger: only a definite word of the venue counts. */
  const lookForIt = async (group: GroupOnShard, round: number, note: NoteStep): Promise<void> => {
    const read = await within(timers, round)(() => orders.readGroup(group.shard, group.id));
    if (!read.ok || read.value !== 'gone') return;
    gone.add(group.id);
    note('group-triggered', `order group on shard ${group.shard}: the exchange has it no longer`);
  };

  const run = async (isCurrent: () => boolean, note: NoteStep): Promise<void> => {
    for (let round = 0; isCurrent() && open().length > 0; round++) {
      await wait(timers, retryMs(round));
      if (!isCurrent()) return;
      await Promise.all(
        open().map(async (group) => {
          const error = await tryOne(group, round, note);
          if (error === '') return;
          note('group-open', `order group on shard ${group.shard} NOT triggered yet: ${error}`);
          await lookForIt(group, round, note);
        }),
      );
    }
  };

  return {
    open,
    hasTriggered: () => hasTriggered,
    async tryOnce(round, note) {
      await Promise.all(
        open().map(async (group) => {
          const error = await tryOne(group, round, note);
          if (error !== '') note('failed', `order group: ${error}`);
        }),
      );
    },
    pursue(isCurrent, note) {
      pursuit ??= run(isCurrent, note).finally(() => {
        pursuit = null;
      });
      return pursuit;
    },
  };
}
