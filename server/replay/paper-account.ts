// The account of a replay: paper cash, no orders, a venue that only ever says "nothing of yours rests". Pure.
import { orderGroupId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { EventBody } from '#server/core/event.ts';

/** Opening cash of every replay, 1e-6 $: 10 000 $. */
const OPENING_CASH = money(10_000_000_000);
const GROUP = orderGroupId('replay');

/** Start-up without a past: nothing was stored, nothing is killed. */
export const NOTHING_STORED: EventBody = {
  kind: 'recovered',
  orders: [],
  transactions: [],
  fills: [],
  approvals: [],
  latch: null,
  orderGroupId: null,
};

/** The answer to a reading of the account: cash, and nothing else, since no order ever leaves a replay. */
export function accountReading(at: WallMs, shard: number): EventBody {
  return {
    kind: 'report',
    report: {
      kind: 'account',
      complete: true,
      requestedAt: at,
      asOf: at,
      resting: [],
      positions: [],
      fills: [],
      settlements: [],
      balance: { kind: 'balance', shard, cash: OPENING_CASH, at },
    },
  };
}

/** The venue-side breaker exists, so that arming does not fail for want of it. */
export function groupReport(shard: number, event: 'proven' | 'reset'): EventBody {
  return { kind: 'report', report: { kind: 'order-group', orderGroupId: GROUP, shard, event } };
}
