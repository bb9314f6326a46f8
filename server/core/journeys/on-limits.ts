// Journey of new limits: only a newer version comes into force, at once, with an audit of what changed.
import type { Limits } from '#lib/domain/limits.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';
import { persist } from './notes.ts';

/** Names of the limits that differ, with both values. */
function changes(before: Limits, after: Limits): readonly string[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was.get(name)))
    .map(([name, value]) => `${name}: ${JSON.stringify(was.get(name))} → ${JSON.stringify(value)}`);
}

/** From here on every check, every re-check and the door read the new ones (F85). */
export function onLimits(world: World, event: EventOf<'limits'>, out: Effect[]): void {
  const { limits, by } = event;
  const before = world.limits;
  const changed = changes(before, limits);
  if (changed.length === 0) return;
  if (limits.version <= before.version) {
    out.push({
      kind: 'alarm',
      severity: 'warning',
      code: 'limits-refused',
      text: `limits not taken: their version ${limits.version} is not above ${before.version}`,
    });
    return;
  }
  world.limits = limits;
  const detail = JSON.stringify({ from: before.version, to: limits.version, changed });
  persist([{ kind: 'audit', at: event.at, by, action: 'limits', detail }], out);
  out.push({
    kind: 'alarm',
    severity: 'info',
    code: 'limits',
    text: `limits version ${limits.version} in force: ${changed.join('; ')}`,
  });
}
