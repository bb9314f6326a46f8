// The venue's order entry with an eye on what a rehearsal leaves there. In: a bench. Out: the same port, and what was seen.

import { fail } from '#lib/result.ts';
import type { Bench } from '#server/conformance/bench.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

export interface WatchedOrders {
  readonly orders: VenueOrders;
  /** Our monotonic clock at the last cancel-all, ns; null when there was none. */
  lastCancelAll(): number | null;
  /** Resolves once every call that makes something has had its answer. */
  settled(): Promise<void>;
  /** What may stand unseen, in words: groups whose making had no good answer. */
  doubts(): readonly string[];
  /** From here on no group is made any more. */
  shut(): void;
}

/** Every group made through it is kept on the bench, whoever gave up waiting for it. */
export function watchOrders(bench: Bench): WatchedOrders {
  const { orders, options } = bench;
  const underWay = new Set<Promise<unknown>>();
  const doubts: string[] = [];
  let cancelledAll: number | null = null;
  let isShut = false;

  function follow<T>(call: Promise<T>): Promise<T> {
    const noted = call.then(
      () => undefined,
      () => undefined,
    );
    underWay.add(noted);
    void noted.then(() => underWay.delete(noted));
    return call;
  }

  return {
    orders: {
      ...orders,
      create: (order) => follow(orders.create(order)),
      createGroup(shard, limit) {
        if (isShut) return Promise.resolve(fail('the drill is over'));
        return follow(
          orders.createGroup(shard, limit).then((made) => {
            if (made.ok) bench.keepGroup(made.value, shard);
            else doubts.push(`an order group may stand, empty: ${made.error}`);
            return made;
          }),
        );
      },
      cancelAll: () => {
        cancelledAll = options.clock.mono();
        return follow(orders.cancelAll());
      },
    },
    lastCancelAll: () => cancelledAll,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    doubts: () => doubts,
    shut() {
      isShut = true;
    },
  };
}
