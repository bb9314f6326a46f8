// What arming waits for, and the one way trading arms without a person: a simulated start, once, when everything is proven.

import type { WallMs } from '#lib/domain/instant.ts';
import { arm } from '../4-gate/kill.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { drillRefusal } from './keep-census.ts';

/** True while a simulated start lacks nothing but the proof of its order group. */
export function wantsToArm(world: World): boolean {
  const { armsItself, armedOnce, control, reconciled, orderGroupReady } = world;
  const mayArm = armsItself && !armedOnce && control.state === 'disarmed';
  return mayArm && reconciled.clean && !orderGroupReady;
}

/** What forbids arming whatever the books and the breaker say; null when nothing does. */
export function armRefusal(world: World, at: WallMs): string | null {
  const [external] = world.externals;
  if (external !== undefined) return `acknowledge what was not traded here first: ${external}`;
  return drillRefusal(world, at);
}

/** A simulated start arms itself once, when everything is proven; every other start waits for a person. */
export function tryArm(world: World, at: WallMs, out: Effect[]): void {
  if (!world.armsItself || world.armedOnce || world.control.state !== 'disarmed') return;
  if (armRefusal(world, at) !== null) return;
  const armed = arm(world.control, {
    reconciled: world.reconciled.clean,
    orderGroupReady: world.orderGroupReady,
  });
  if (!armed.ok) return;
  world.control = armed.control;
  world.armedOnce = true;
  out.push({
    kind: 'alarm',
    severity: 'info',
    code: 'armed',
    text: 'armed: the simulated start is reconciled',
  });
}
