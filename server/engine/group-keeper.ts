// Keeps a group at the exchange that takes exits: proves it, resets it after a failed proof, replaces one that is gone.
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { OrderGroupReport } from '#lib/domain/report.ts';
import type { Severity } from '#lib/domain/severity.ts';
import { fail, type Result } from '#lib/result.ts';
import { retryMs, wait, within } from '#server/kill/within.ts';
import { type ProofPlace, type ProofTools, proveGroup } from './prove-group.ts';

/** As patient as the proof: 2 s a call. */
const PATIENCE = 5;
/** After so many resets that failed each round also tries to make a fresh group. */
const RESETS = 3;

export interface GroupKeeperTools extends ProofTools {
  /** Makes a group, remembers it on disk and tells the core. */
  readonly makeGroup: () => Promise<Result<OrderGroupId>>;
  readonly isStopping: () => boolean;
  readonly alarm: (severity: Severity, code: string, text: string) => void;
}

export interface GroupKeeper {
  /** The self-test; a group that the exchange has no longer is replaced and the new one tested. Never throws. */
  prove(place: ProofPlace): Promise<OrderGroupReport>;
  /** The exchange told that the group was deleted: a new one is made, in the background. */
  replace(): void;
  /** The venue refused an order for its group: one that is gone is replaced, one that stands is left as it is. */
  lookAt(group: OrderGroupId): void;
  /** New limits are in force: the group learns its new one now; the next proof sees to it when that fails. */
  applyLimit(group: OrderGroupId): void;
  /** Makes a new group now, one call. Never throws. */
  makeNow(): Promise<Result<OrderGroupId>>;
}

/** Nothing to repair yet. */
export function createGroupKeeper(tools: GroupKeeperTools): GroupKeeper {
  const { orders, timers, shard } = tools;
  const call = within(timers, PATIENCE);
  const makeNow = (): Promise<Result<OrderGroupId>> => call(tools.makeGroup);
  /** Counts repairs and proofs: an older one stops at its next step. */
  let era = 0;
  /** One hand on the group at a time: a repair's reset must not fall between trigger and probe of a proof. */
  let repair: Promise<void> = Promise.resolve();

  const isOver = (mine: number): boolean => mine !== era || tools.isKilled() || tools.isStopping();

  /** True when the group takes orders again, or a fresh one does. */
  const mend = async (group: OrderGroupId | null, round: number): Promise<boolean> => {
    if (group !== null) {
      const reset = await call(() => orders.resetGroup(shard, group));
      if (reset.ok) return true;
      if (round + 1 < RESETS || tools.isKilled()) return false;
    }
    return (await makeNow()).ok;
  };

  /** Until it is mended, killed or stopped: an exit has to pass in every state but killed. */
  const mendInBackground = (group: OrderGroupId | null): void => {
    era += 1;
    const mine = era;
    const before = repair;
    repair = (async () => {
      await before;
      for (let round = 0; !isOver(mine); round++) {
        if (await mend(group, round)) {
          const text = 'the order group takes orders again: exits pass; press Arm for a new test';
          tools.alarm('info', 'group-shut', text);
          return;
        }
        if (round === 0)
          tools.alarm(
            'critical',
            'group-shut',
            'the order group refuses every order, exits too: it is reset or replaced, again and again until that works',
          );
        await wait(timers, retryMs(round));
      }
    })();
  };

  let isLooking = false;
  const replaceIfGone = async (group: OrderGroupId): Promise<void> => {
    const read = await call(() => orders.readGroup(shard, group));
    if (read.ok && read.value === 'gone' && !tools.isKilled()) mendInBackground(null);
  };

  return {
    lookAt(group) {
      if (isLooking) return;
      isLooking = true;
      void replaceIfGone(group).finally(() => {
        isLooking = false;
      });
    },
    applyLimit(group) {
      void call(() => orders.limitGroup(shard, group, tools.limit())).then((done) => {
        if (done.ok) return;
        const text = `the order group keeps its old limit until the next arming: ${done.error}`;
        tools.alarm('warning', 'group-limit', text);
      });
    },
    makeNow,
    replace: () => mendInBackground(null),
    async prove(place) {
      era += 1;
      const mine = era;
      await repair;
      const first = await proveGroup(tools, place);
      if (first.left === 'as-it-was') return first.report;
      if (first.left === 'triggered') {
        if (!isOver(mine)) mendInBackground(place.orderGroupId);
        return first.report;
      }
      const fresh = tools.isKilled() ? fail<OrderGroupId>('killed') : await makeNow();
      if (!fresh.ok) {
        if (!isOver(mine)) mendInBackground(null);
        return {
          ...first.report,
          detail: `${first.report.detail ?? ''}; no new one: ${fresh.error}`,
        };
      }
      const second = await proveGroup(tools, { ...place, orderGroupId: fresh.value });
      if (second.left !== 'as-it-was' && !isOver(mine)) mendInBackground(fresh.value);
      return second.report;
    },
  };
}
