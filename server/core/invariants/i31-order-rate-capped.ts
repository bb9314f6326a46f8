// I31: entries of the last minute stay within the cap. In: orders. Out: how many there were.
import type { World } from '../world.ts';
import type { EntryInvariant } from './invariant.ts';

const MINUTE_MS = 60_000;

function entryTimes({ orders }: World, since: number): number[] {
  const at: number[] = [];
  for (const { order } of orders.tracked.values())
    if (order.request.purpose === 'enter' && order.state !== 'denied' && order.createdAt > since)
      at.push(order.createdAt);
  return at;
}

/** Counted over every minute that ends with an entry, so that a step of the clock hides none. */
export const orderRateCapped: EntryInvariant = {
  id: 'I31',
  breach(world) {
    const at = entryTimes(world, -Infinity);
    const most = world.limits.maxOrdersPerMinute;
    if (at.length <= most) return null;
    at.sort((a, b) => a - b);
    for (let last = most; last < at.length; last++) {
      const first = at[last - most] ?? 0;
      if ((at[last] ?? 0) - first < MINUTE_MS) return `more than ${most} entries in a minute`;
    }
    return null;
  },
  // Entries of the last run are the last run's: a person has armed since.
  breachByEntry(world, { createdAt }) {
    const since = Math.max(createdAt - MINUTE_MS, world.standing.since ?? -Infinity);
    const times = entryTimes(world, since).filter((at) => at <= createdAt).length;
    const most = world.limits.maxOrdersPerMinute;
    return times > most ? `${times} entries in a minute, ${most} allowed` : null;
  },
};
