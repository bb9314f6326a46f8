// The kill as the core does it: latch, withdraw every offer, tell the outside to stop the exchange.

import { wallMs } from '#lib/domain/instant.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import { withdraw } from '../4-gate/approvals.ts';
import { kill } from '../4-gate/kill.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { freshId } from './fresh-id.ts';
import { persist } from './notes.ts';
import { stopArming } from './prove-group.ts';

/** A kill not confirmed by the exchange within this time is an alarm, again and again (F74, reliability §1.3). */
export const KILL_DEADLINE_MS = 5_000;

/** Latches (once) and starts the kill sequence; a second press only adds a note and an audit row (F72). */
export function killNow(
  world: World,
  event: CoreEvent,
  cause: { readonly by: string; readonly reason: string; readonly flatten?: boolean },
  out: Effect[],
): boolean {
  const id = freshId(world.options.boot, event.seq, 'kill');
  const { by, reason, flatten = false } = cause;
  const { control, first, releveled } = kill(world.control, {
    ...{ id, at: event.at, by, reason },
    flatten,
  });
  world.control = control;
  const latch = control.latch;
  if (latch === null) return false;
  // A click from before the kill must not trade after the release, nor one from before a second press.
  if (first || !flatten)
    for (const [ticker, request] of world.closeRequests)
      world.closeRequests.set(ticker, { ...request, until: wallMs(0) });
  if (first) {
    // Outside first: the exchange is stopped before anything is written anywhere.
    out.push({ kind: 'kill', latchId: latch.id, by, reason });
    out.push({
      kind: 'alarm',
      severity: 'critical',
      code: 'killed',
      text: `trading killed by ${by}: ${reason}`,
    });
    out.push({ kind: 'timer', timer: 'kill-deadline', afterMs: KILL_DEADLINE_MS });
  } else if (releveled || (!flatten && world.exitGroupId !== null)) {
    out.push({ kind: 'kill', latchId: latch.id, by, reason });
    const text = flatten
      ? `${by} asked to flatten: every position is closed within its price bound`
      : `${by} stopped the exits: nothing leaves any more`;
    out.push({ kind: 'alarm', severity: 'critical', code: 'kill-level', text });
  }
  stopArming(world, `killed meanwhile: ${reason}`, event, out);
  world.askedWhileKilled.clear();
  if (!flatten) world.exitGroupId = null;
  const withdrawn = withdraw(world.approvals, () => true, { reason: 'kill', at: event.at });
  const records: StoreRecord[] = [
    { kind: 'kill', latch },
    ...withdrawn.map((approval) => ({ kind: 'approval', approval }) as const),
    {
      kind: 'audit',
      at: event.at,
      by,
      action: first ? 'kill' : 'kill-again',
      detail: JSON.stringify({ latch: latch.id, reason, flatten }),
    },
  ];
  persist(records, out);
  return first;
}
