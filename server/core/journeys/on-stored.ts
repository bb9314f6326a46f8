// Journey of a stored intent: on its way when it was committed, denied by ourselves when it was not.
import { clientOrderId } from '#lib/domain/ids.ts';
import { markDenied, markSent } from '../5-execution/order-book-state.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import type { EventOf } from './event-of.ts';
import { forgetMoney } from './money-view.ts';
import { persist } from './notes.ts';

/** Moves the order on; a denial frees its claim on the risk budget. */
export function onStored(world: World, event: EventOf<'stored'>, out: Effect[]): void {
  const id = clientOrderId(event.clientOrderId);
  const order = event.committed
    ? markSent(world.orders, id, event.at)
    : markDenied(world.orders, id, { reason: event.reason, at: event.at });
  forgetMoney(world);
  if (order !== null) persist([{ kind: 'order', order }], out);
  if (!event.committed)
    out.push({
      kind: 'alarm',
      severity: 'warning',
      code: 'order-denied',
      text: `order ${id} was not sent: ${event.reason}`,
    });
}
