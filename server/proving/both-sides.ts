// What must hold between our core and the venue at every instant, seen from outside both. In: both. Out: null, or the breach.
import { mayStillFill } from '#lib/domain/order.ts';
import type { World } from '#server/core/world.ts';
import { accountOf } from '#server/simulator/kalshi/venue.ts';
import { TRADER, type VenueSide } from './venue-side.ts';

/** An order that is over in our books does not rest at the venue: nothing but its evidence may have ended it (I12, I29). */
export function overHereRestingThere(world: World, venue: VenueSide): string | null {
  for (const holding of accountOf(venue.exchange.venue, TRADER).holdings.values())
    for (const order of holding.resting)
      for (const { order: ours } of world.orders.tracked.values())
        if (ours.request.clientOrderId === order.clientOrderId && !mayStillFill(ours.state))
          return `I29: order ${order.id} rests at the venue and is ${ours.state} (${ours.note}) here`;
  return null;
}
