// What must hold between our core and the venue at every instant, seen from outside both. In: both. Out: null, or the breach.
import { mayStillFill } from '#lib/domain/order.ts';
import type { World } from '#server/core/world.ts';
import { accountOf } from '#server/simulator/kalshi/venue.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { TRADER, type VenueSide } from './venue-side.ts';

/** A reading of the account every five seconds, and what it takes to make one. */
const TAKEN_BACK_WITHIN_MS = 8_000;

/** An order that is over in our books does not rest at the venue: nothing but its evidence may have ended it (I12, I29). */
export function overHereRestingThere(world: World, venue: VenueSide): string | null {
  for (const holding of accountOf(venue.exchange.venue, TRADER).holdings.values())
    for (const order of holding.resting)
      for (const { order: ours } of world.orders.tracked.values())
        if (ours.request.clientOrderId === order.clientOrderId && !mayStillFill(ours.state))
          return `I29: order ${order.id} rests at the venue and is ${ours.state} (${ours.note}) here`;
  return null;
}

/**
 * I3: once a kill is confirmed nothing of ours rests at the venue until its release. A foreign hand may rest there, and
 * an order that was still under way when the venue confirmed takes the confirmation back within one reading (F120).
 */
export class RestingWhileKilled {
  #since: { readonly orderId: string; readonly atMs: number } | null = null;

  /** Null, or the breach; call often. */
  look(world: World, venue: VenueSide, nowMs: number): string | null {
    const resting = world.control.latch?.confirmedAt == null ? null : firstOfOurs(world, venue);
    if (resting === null) this.#since = null;
    else if (this.#since?.orderId !== resting) this.#since = { orderId: resting, atMs: nowMs };
    else if (nowMs - this.#since.atMs > TAKEN_BACK_WITHIN_MS)
      return `I3: order ${resting} rests while the kill is confirmed`;
    return null;
  }
}

/**
 * I3: while killed no group that entries have named takes an order at the venue. A lane for exits has a group of its own,
 * which entries never name. Null, or the breach.
 */
export function groupOpenWhileKilled(
  world: World,
  venue: VenueSide,
  { intents, files }: Pick<MemoryDisk, 'intents' | 'files'>,
): string | null {
  if (world.control.latch === null) return null;
  const used = new Set<string>(files.group === null ? [] : [files.group]);
  for (const { request } of intents.values())
    if (request.purpose === 'enter') used.add(request.orderGroupId);
  for (const id of used)
    if (venue.exchange.venue.groups.get(id)?.isTriggered === false)
      return `I3: killed, and the order group ${id} takes orders`;
  return null;
}

function firstOfOurs(world: World, venue: VenueSide): string | null {
  for (const holding of accountOf(venue.exchange.venue, TRADER).holdings.values())
    for (const order of holding.resting)
      for (const { order: ours } of world.orders.tracked.values())
        if (ours.request.clientOrderId === order.clientOrderId) return order.id;
  return null;
}
