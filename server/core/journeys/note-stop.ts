// A stop that nobody pressed: every waiting offer is withdrawn, and the audit tells why. In: what was done. Out: records.
import { withdraw } from '../4-gate/approvals.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { persist } from './notes.ts';

/** An offer from before a stop must not be taken after the next arming. */
export function noteStop(
  world: World,
  { action, reason }: { readonly action: 'disarm' | 'reduce-only'; readonly reason: string },
  event: CoreEvent,
  out: Effect[],
): void {
  const withdrawn = withdraw(world.approvals, () => true, { reason: 'paused', at: event.at });
  persist(
    [
      ...withdrawn.map((approval) => ({ kind: 'approval', approval }) as const),
      { kind: 'audit', at: event.at, by: 'engine', action, detail: JSON.stringify({ reason }) },
    ],
    out,
  );
}
