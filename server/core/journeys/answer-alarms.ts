// What the trading permission makes of an order alarm, whichever way it was found: kill on a breach, disarm on a stranger.
import { disarm } from '../4-gate/kill.ts';
import type { OrderChange } from '../5-execution/order-change.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { killNow } from './kill-now.ts';
import { noteStop } from './note-stop.ts';
import { stopArming } from './prove-group.ts';

/** Faults after which trading stops by itself: money moved that we did not order (I10, I13). */
const KILLING_ALARMS = new Set([
  'overfill',
  'two-venue-orders',
  'fill-on-dead-order',
  'fill-worse-than-limit',
  'fill-mismatch',
]);

/** Another hand is on the account: entries stop until a person arms again, which is how it is claimed (F59). */
const DISARMING_ALARMS = new Set(['external-fill']);

/** Kills or disarms when one of the alarms asks for it. */
export function answerAlarms(
  world: World,
  change: Pick<OrderChange, 'alarms'>,
  event: CoreEvent,
  out: Effect[],
): void {
  const breach = change.alarms.find((alarm) => KILLING_ALARMS.has(alarm.code));
  if (breach !== undefined && world.control.latch === null)
    killNow(world, event, { by: 'engine', reason: breach.text }, out);
  const stranger = change.alarms.find((alarm) => DISARMING_ALARMS.has(alarm.code));
  if (stranger === undefined) return;
  stopArming(world, stranger.text, event, out);
  if (world.control.state !== 'armed') return;
  world.control = disarm(world.control, stranger.text).control;
  noteStop(world, { action: 'disarm', reason: stranger.text }, event, out);
}
