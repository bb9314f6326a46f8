// Counts every reset of an order group that leaves or ends: what was triggered before it may be open again.
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { Result } from '#lib/result.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

/** A reset without an answer may still reach the exchange: it counts as one more after these. */
const LATE_MS = [4_000, 14_000, 55_000] as const;

export interface ResetCount {
  count(): number;
  /** Somebody's reset was seen on the stream. */
  noteSeen(): void;
  reset(shard: number, group: OrderGroupId): Promise<Result<null>>;
}

/** No reset so far. */
export function createResetCount(
  orders: Pick<VenueOrders, 'resetGroup'>,
  timers: Timers,
): ResetCount {
  let count = 0;
  const more = (): void => {
    count += 1;
  };
  return {
    count: () => count,
    noteSeen: more,
    async reset(shard, group) {
      more();
      let isKnown = false;
      try {
        const done = await orders.resetGroup(shard, group);
        isKnown = done.ok;
        return done;
      } finally {
        more();
        if (!isKnown) for (const ms of LATE_MS) timers.after(ms, more);
      }
    },
  };
}
