// Makes sure that the order group exists, for as long as it takes. Out: the `created` report, once.
import { count } from '#lib/domain/count.ts';
import type { OrderGroupId } from '#lib/domain/ids.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { fail } from '#lib/result.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { ensureGroup, type GroupFile } from './order-group.ts';

/** Besides the entries of a quarter minute, this many full-size exits may fill within 15 s before the breaker trips. */
const EXIT_ORDERS = 16;
const AGAIN_MS = 2_000;

export interface OpenGroupTools {
  readonly orders: VenueOrders;
  readonly groupFile: GroupFile;
  readonly timers: Timers;
  readonly shard: number;
  readonly limits: Pick<Limits, 'maxOrderCount' | 'maxOrdersPerMinute'>;
  readonly isStopping: () => boolean;
  readonly onOpen: (id: OrderGroupId) => void;
  readonly onFailure: (reason: string) => void;
}

/** Resolves after the first try; later ones go on in the background. Never throws. */
export async function openGroup(tools: OpenGroupTools): Promise<void> {
  // What the gate itself permits must never trip the exchange's breaker: it is there for what the gate does not permit.
  const orders = Math.ceil(tools.limits.maxOrdersPerMinute / 4) + EXIT_ORDERS;
  const limit = count(tools.limits.maxOrderCount * orders);
  const group = await ensureGroup(tools.orders, tools.groupFile, {
    shard: tools.shard,
    limit,
  }).catch((error: unknown) => fail(String(error)));
  if (group.ok) {
    tools.onOpen(group.value);
    return;
  }
  tools.onFailure(group.error);
  tools.timers.after(AGAIN_MS, () => {
    if (!tools.isStopping()) void openGroup(tools);
  });
}
