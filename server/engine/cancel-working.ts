// A wanted stop leaves nothing resting. In: our working orders, asked anew. Out: cancels, all at once, for a bounded time.
import type { Order } from '#lib/domain/order.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { CancelTarget, VenueOrders } from '#server/ports/venue-orders.ts';

/** All of it; what is left then ends by its own expiry (I34). */
const WITHIN_MS = 4_000;
/** An order still without the venue's id may get one: looked at again after this. */
const LOOK_AGAIN_MS = 200;

/** A batch has to fit the smallest write bucket as a whole: 2 tokens an order of 100 (kalshi-api §1.4). */
const BATCH = 25;

function batchesOf(targets: readonly CancelTarget[]): readonly (readonly CancelTarget[])[] {
  const batches: (readonly CancelTarget[])[] = [];
  for (let at = 0; at < targets.length; at += BATCH) batches.push(targets.slice(at, at + BATCH));
  return batches;
}

export interface CancelWorkingTools {
  readonly orders: Pick<VenueOrders, 'cancelMany'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly working: () => readonly Order[];
}

/**
 * Cancels each order once, as soon as the venue has named it. Never throws, never takes longer than 4 s. True when the
 * venue said yes to each of them.
 */
export async function cancelWorking(tools: CancelWorkingTools): Promise<boolean> {
  const asked = new Set<string>();
  const gone = new Set<string>();
  const until = tools.clock.mono() + WITHIN_MS * 1e6;
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      tools.timers.after(ms, resolve);
    });
  while (tools.clock.mono() < until) {
    const working = tools.working();
    const fresh = working.filter(
      (order) => order.venueOrderId !== null && !asked.has(order.request.clientOrderId),
    );
    const targets = fresh.flatMap(({ venueOrderId, request }) => {
      asked.add(request.clientOrderId);
      const { ticker, shard } = request;
      return venueOrderId === null ? [] : [{ venueOrderId, ticker, shard }];
    });
    const sent = batchesOf(targets).map(async (batch) => {
      for (const report of await tools.orders.cancelMany(batch))
        if (report.kind === 'cancel-accepted') gone.add(report.venueOrderId);
    });
    await Promise.race([Promise.allSettled(sent), pause((until - tools.clock.mono()) / 1e6)]);
    if (working.every((order) => asked.has(order.request.clientOrderId)))
      return working.every(({ venueOrderId }) => venueOrderId !== null && gone.has(venueOrderId));
    await pause(LOOK_AGAIN_MS);
  }
  return false;
}
