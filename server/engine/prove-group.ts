// The self-test of the exchange-side breaker: read back, triggered, seen to refuse, reset (F116). Out: one report.

import type { ClientOrderId, MarketTicker, OrderGroupId } from '#lib/domain/ids.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { OrderGroupReport } from '#lib/domain/report.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { within } from '#server/kill/within.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

/** The round of patience: 2 s a call, for nothing is at risk while it runs. */
const PATIENCE = 5;

export interface ProofTools {
  readonly orders: VenueOrders;
  readonly timers: Timers;
  readonly shard: number;
  readonly newId: () => ClientOrderId;
  /** True until a group from an earlier run was looked at once: somebody may have triggered it meanwhile. */
  readonly isRemembered: () => boolean;
}

export interface ProofPlace {
  readonly orderGroupId: OrderGroupId;
  readonly ticker: MarketTicker;
  /** Far below the market: an order here would rest. Far above: post-only, it can only be refused. */
  readonly low: CentiCents;
  readonly high: CentiCents;
}

async function prove(tools: ProofTools, place: ProofPlace): Promise<Result<null>> {
  const { orders, shard } = tools;
  const group = place.orderGroupId;
  const call = within(tools.timers, PATIENCE);
  const steps: readonly (readonly [string, () => Promise<Result<null>>])[] = [
    ['read back', () => orders.readGroup(shard, group)],
    ['trigger', () => orders.triggerGroup(shard, group)],
    [
      'refusal of a late order',
      () =>
        orders.proveRefusal({
          ...{ shard, group, ticker: place.ticker },
          ...{ price: place.low, clientOrderId: tools.newId() },
        }),
    ],
    ['reset', () => orders.resetGroup(shard, group)],
  ];
  for (const [name, step] of steps) {
    const done = await call(step);
    if (!done.ok) return fail(`${name}: ${done.error}`);
  }
  return ok(null);
}

/** True when a remembered group refuses orders although we never triggered it; not knowing is not true. */
async function wasTriggered(tools: ProofTools, place: ProofPlace): Promise<boolean> {
  if (!tools.isRemembered()) return false;
  const asked = await within(
    tools.timers,
    PATIENCE,
  )(() =>
    tools.orders.isTriggered({
      ...{ shard: tools.shard, group: place.orderGroupId, ticker: place.ticker },
      ...{ price: place.high, clientOrderId: tools.newId() },
    }),
  );
  return asked.ok && asked.value;
}

/** Never throws. After a failed step the group is left as it is: triggered is the safe side. */
export async function proveGroup(tools: ProofTools, place: ProofPlace): Promise<OrderGroupReport> {
  const base = {
    kind: 'order-group',
    orderGroupId: place.orderGroupId,
    shard: tools.shard,
  } as const;
  if (await wasTriggered(tools, place))
    return {
      ...base,
      event: 'triggered',
      detail: 'it was found triggered: somebody, or the exchange, did it while the engine was down',
    };
  const proven = await prove(tools, place);
  return proven.ok
    ? { ...base, event: 'proven' }
    : { ...base, event: 'unproven', detail: proven.error };
}
