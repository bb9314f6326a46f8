// The self-test of the exchange-side breaker: read back, limited, triggered, seen to refuse, reset (F116). Out: a report, and what is left.

import type { CentiContracts } from '#lib/domain/count.ts';
import type { ClientOrderId, MarketTicker, OrderGroupId } from '#lib/domain/ids.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { OrderGroupReport } from '#lib/domain/report.ts';
import type { Result } from '#lib/result.ts';
import { within } from '#server/kill/within.ts';
import type { Timers } from '#server/ports/timers.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

/** The round of patience: 2 s a call, for nothing is at risk while it runs. */
const PATIENCE = 5;

export interface ProofTools {
  readonly orders: Pick<
    VenueOrders,
    'readGroup' | 'limitGroup' | 'triggerGroup' | 'proveRefusal' | 'isTriggered' | 'resetGroup'
  >;
  readonly timers: Timers;
  readonly shard: number;
  /** What may fill within 15 s by the limits in force: the group may be older than they are. */
  readonly limit: () => CentiContracts;
  readonly newId: () => ClientOrderId;
  /** True until a group from an earlier run was looked at once: somebody may have triggered it meanwhile. */
  readonly isRemembered: () => boolean;
  /** Asked before every step and after the last: a kill leaves the group triggered, whatever was under way (I3). */
  readonly isKilled: () => boolean;
}

export interface ProofPlace {
  readonly orderGroupId: OrderGroupId;
  readonly ticker: MarketTicker;
  /** Far below the market: an order here would rest. Far above: post-only, it can only be refused. */
  readonly low: CentiCents;
  readonly high: CentiCents;
}

export interface Proof {
  readonly report: OrderGroupReport;
  /** `triggered`: it refuses, or may refuse, what names it because this test failed half-way. `gone`: no such group. */
  readonly left: 'as-it-was' | 'triggered' | 'gone';
}

interface Failure {
  readonly detail: string;
  readonly left: Proof['left'];
}

const KILLED: Failure = { detail: 'killed meanwhile', left: 'as-it-was' };

async function prove(tools: ProofTools, place: ProofPlace): Promise<Failure | null> {
  const { orders, shard } = tools;
  const group = place.orderGroupId;
  const call = within(tools.timers, PATIENCE);
  const read = await call(() => orders.readGroup(shard, group));
  if (!read.ok) return { detail: `read back: ${read.error}`, left: 'as-it-was' };
  if (read.value === 'gone')
    return { detail: 'read back: the exchange has no such group', left: 'gone' };
  if (tools.isKilled()) return KILLED;
  const limited = await call(() => orders.limitGroup(shard, group, tools.limit()));
  if (!limited.ok) return { detail: `limit: ${limited.error}`, left: 'as-it-was' };
  const trigger = (): Promise<Result<null>> => call(() => orders.triggerGroup(shard, group));
  const probe = { shard, group, ticker: place.ticker, price: place.low };
  const steps: readonly (readonly [string, () => Promise<Result<null>>])[] = [
    ['trigger', trigger],
    [
      'refusal of a late order',
      () => call(() => orders.proveRefusal({ ...probe, clientOrderId: tools.newId() })),
    ],
    ['reset', () => call(() => orders.resetGroup(shard, group))],
  ];
  for (const [name, step] of steps) {
    if (tools.isKilled()) return KILLED;
    const done = await step();
    if (!done.ok) return { detail: `${name}: ${done.error}`, left: 'triggered' };
  }
  if (!tools.isKilled()) return null;
  // The kill's own trigger may have come before our reset; whoever runs the kill makes sure of it, too.
  await trigger();
  return KILLED;
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
export async function proveGroup(tools: ProofTools, place: ProofPlace): Promise<Proof> {
  const { orderGroupId } = place;
  const base = { kind: 'order-group', orderGroupId, shard: tools.shard } as const;
  const detail =
    'it was found triggered: somebody, or the exchange, did it while the engine was down';
  if (await wasTriggered(tools, place))
    return { report: { ...base, event: 'triggered', detail }, left: 'as-it-was' };
  const failure = await prove(tools, place);
  return failure === null
    ? { report: { ...base, event: 'proven' }, left: 'as-it-was' }
    : { report: { ...base, event: 'unproven', detail: failure.detail }, left: failure.left };
}
