// The judge of what a start came back as. In: its status, what was true at the death, every kill there ever was. Out: faults.
import { INVARIANT_BROKEN } from '#server/core/journeys/watch-invariants.ts';
import { RULE_BROKEN } from '#server/engine/kill-control.ts';
import type { Status } from './trader.ts';

/** What was true at the moment of death, as far as it binds the next start. */
export interface KilledBefore {
  /** A kill was answered with yes, or its latch was on disk. */
  readonly wasKilled: boolean;
  /** A release was answered with yes, so that both ends are right. */
  readonly wasReleased: boolean;
}

/** Kills by which an engine says that it broke a rule: breaches, whatever became of them and whoever released them. */
export function killsOfItsOwn(reasons: Iterable<string>): readonly string[] {
  const own = [...new Set(reasons)].filter((reason) =>
    [INVARIANT_BROKEN, RULE_BROKEN].some((start) => reason.startsWith(start)),
  );
  return own.map((reason) => `killed itself: ${reason}`);
}

/** Everything wrong with the state an engine came back in; `kills` are the reasons its database knows. */
export function stateFaults(
  status: Pick<Status, 'trading' | 'kill'> | null,
  before: KilledBefore,
  kills: readonly string[],
): readonly string[] {
  const reasons = status?.kill == null ? kills : [...kills, status.kill.reason];
  return [...killsOfItsOwn(reasons), ...tradingFaults(status?.trading ?? null, before)];
}

function tradingFaults(trading: Status['trading'] | null, before: KilledBefore): readonly string[] {
  if (trading === null) return ['the engine never told its state'];
  if (before.wasKilled && !before.wasReleased && trading !== 'killed')
    return [`killed before the death, ${trading} after the restart (I5)`];
  return trading === 'killed' || trading === 'disarmed' ? [] : [`came back ${trading}`];
}
