// Journey of an edit of the limits: judged, stored, and only then in force. In: command, then the word of the store.
import type { OperatorCommand } from '#lib/domain/command.ts';
import {
  changedIds,
  changeLimits,
  changeProblems,
  type LimitChanges,
  raisedIds,
} from '#lib/domain/limit-change.ts';
import type { LimitVersion } from '#lib/domain/limit-version.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { closeCommand, no, type Outcome } from './command-outcome.ts';
import type { EventOf } from './event-of.ts';
import { limitDifferences } from './limit-differences.ts';

interface Wish {
  readonly baseVersion: number;
  readonly changes: LimitChanges;
  readonly reason: string;
}

/** Why the edit cannot be taken; null when it can. */
function refusalOf(world: World, wish: Wish, command: OperatorCommand): Outcome | null {
  const { limits } = world;
  if (world.limitsChange !== null)
    return no('limits-pending', 'another change of the limits is being stored: wait for it');
  if (wish.baseVersion !== limits.version)
    return no(
      'limits-changed',
      `the limits have changed since you opened it: version ${limits.version} is in force`,
    );
  const [problem] = changeProblems(wish.changes).values();
  if (problem !== undefined) return no('bad-limit', problem);
  if (changedIds(limits, wish.changes).length === 0)
    return no('no-change', 'nothing differs from the limits in force');
  const [raised] = raisedIds(limits, wish.changes);
  if (raised === undefined) return null;
  if (command.isSteppedUp !== true)
    return no('step-up', `${raised}: raising risk needs your password`);
  return wish.reason.trim() === '' ? no('no-reason', 'reason: say why risk is raised') : null;
}

/** Null: the answer waits until the new version is durable. Exits and cancels go on under the old one meanwhile. */
export function onChangeLimits(
  world: World,
  event: EventOf<'command'>,
  wish: Wish,
  out: Effect[],
): Outcome | null {
  const { command, at } = event;
  const refusal = refusalOf(world, wish, command);
  if (refusal !== null) return refusal;
  const before = world.limits;
  const limits = changeLimits(before, wish.changes);
  const version: LimitVersion = {
    ...{ source: 'desk', at, by: command.by, reason: wish.reason.trim() },
    ...{ before, limits },
  };
  const detail = JSON.stringify({
    ...{ from: before.version, to: limits.version, reason: version.reason },
    changed: limitDifferences(before, limits),
  });
  const records: readonly StoreRecord[] = [
    { kind: 'limits', ...version },
    { kind: 'audit', at, by: command.by, action: 'limits', detail },
  ];
  world.limitsChange = { command, limits, at };
  out.push({ kind: 'commit-limits', version: limits.version, records });
  return null;
}

/** The stored version comes into force, unless the limits file has brought one that is as new meanwhile. */
export function onLimitsStored(world: World, event: EventOf<'limits-stored'>, out: Effect[]): void {
  const pending = world.limitsChange;
  if (pending === null || pending.limits.version !== event.version) return;
  world.limitsChange = null;
  const { command, limits } = pending;
  const before = world.limits;
  if (before.version >= limits.version) {
    const text = `not taken: the limits file brought version ${before.version} meanwhile`;
    closeCommand(command, no('limits-changed', text), event, out);
    return;
  }
  world.limits = limits;
  const text = `limits version ${limits.version} in force: ${limitDifferences(before, limits).join('; ')}`;
  out.push({ kind: 'alarm', severity: 'info', code: 'limits', text });
  closeCommand(command, { ok: true, code: 'limits-in-force', text }, event, out);
}
