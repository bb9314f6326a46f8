// Journey of new limits: only a newer version comes into force, at once, with an audit of what changed.
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';
import { limitDifferences } from './limit-differences.ts';
import { persist } from './notes.ts';

/** From here on every check, every re-check and the door read the new ones (F85). */
export function onLimits(world: World, event: EventOf<'limits'>, out: Effect[]): void {
  const { limits, by } = event;
  const before = world.limits;
  const changed = limitDifferences(before, limits);
  if (changed.length === 0) return;
  // An edit that is being stored has a number already: the same one for other limits would hide one of them.
  const newest = Math.max(before.version, world.limitsChange?.limits.version ?? 0);
  if (limits.version <= newest) {
    out.push({
      kind: 'alarm',
      severity: 'warning',
      code: 'limits-refused',
      text: `limits not taken: their version ${limits.version} is not above ${newest}`,
    });
    return;
  }
  world.limits = limits;
  const detail = JSON.stringify({ from: before.version, to: limits.version, changed });
  persist(
    [
      { kind: 'limits', source: 'file', at: event.at, by, reason: '', before, limits },
      { kind: 'audit', at: event.at, by, action: 'limits', detail },
    ],
    out,
  );
  out.push({
    kind: 'alarm',
    severity: 'info',
    code: 'limits',
    text: `limits version ${limits.version} in force: ${changed.join('; ')}`,
  });
}
