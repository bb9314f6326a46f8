// A venue that answers as a test tells it to, and remembers what it was asked.
import { count } from '#lib/domain/count.ts';
import { orderGroupId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { OrderStatusReport } from '#lib/domain/report.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';

export interface FakeVenue {
  readonly orders: VenueOrders;
  /** Every call in order, as words. */
  readonly calls: string[];
  readonly resting: OrderStatusReport[];
}

/** All is well and nothing rests; `change` replaces methods. */
export function createFakeVenue(change: Partial<VenueOrders> = {}): FakeVenue {
  const calls: string[] = [];
  const resting: OrderStatusReport[] = [];
  const base: VenueOrders = {
    create: async (order) => ({
      kind: 'order-accepted',
      clientOrderId: order.clientOrderId,
      venueOrderId: venueOrderId(`v-${order.clientOrderId}`),
      filled: count(0),
      remaining: order.count,
      venueAt: wallMs(0),
    }),
    cancel: async (target) => {
      const at = resting.findIndex((each) => each.venueOrderId === target.venueOrderId);
      if (at >= 0) resting.splice(at, 1);
      return {
        kind: 'cancel-accepted',
        venueOrderId: target.venueOrderId,
        reducedBy: count(0),
      };
    },
    cancelMany: (targets) => Promise.all(targets.map((target) => orders.cancel(target))),
    decrease: async (target) => ({
      kind: 'decrease',
      venueOrderId: target.venueOrderId,
      done: true,
      cause: '',
    }),
    renew: async ({ venueOrderId, expiresAt }) => ({
      kind: 'renewal',
      venueOrderId,
      expiresAt,
      outcome: 'done',
      cause: '',
    }),
    cancelAll: async () => {
      resting.splice(0);
      return { ok: true, value: null };
    },
    createGroup: async () => ({ ok: true, value: orderGroupId('g-1') }),
    limitGroup: async () => ({ ok: true, value: null }),
    triggerGroup: async () => ({ ok: true, value: null }),
    resetGroup: async () => ({ ok: true, value: null }),
    readGroup: async () => ({ ok: true, value: 'stands' }),
    proveRefusal: async () => ({ ok: true, value: null }),
    isTriggered: async () => ({ ok: true, value: false }),
    watermark: async () => ({ ok: false, error: 'no watermark in this test' }),
    readOrder: async (id) => ({ ok: false, error: `no order ${id} in this test` }),
    restingOrders: async () => ({ ok: true, value: [...resting] }),
    account: async () => {
      throw new Error('not in this test');
    },
  };
  const chosen: VenueOrders = { ...base, ...change };
  const orders: VenueOrders = {
    create: (order) => {
      calls.push(`create ${order.clientOrderId}`);
      return chosen.create(order);
    },
    cancel: (target) => {
      calls.push(`cancel ${target.venueOrderId} on ${target.shard}`);
      return chosen.cancel(target);
    },
    cancelMany: (targets) => {
      calls.push(`cancel-many ${targets.length}`);
      return chosen.cancelMany(targets);
    },
    decrease: (target, to) => {
      calls.push(`decrease ${target.venueOrderId} to ${to}`);
      return chosen.decrease(target, to);
    },
    renew: (target) => {
      calls.push(`renew ${target.venueOrderId} to ${target.expiresAt}`);
      return chosen.renew(target);
    },
    cancelAll: () => {
      calls.push('cancel-all');
      return chosen.cancelAll();
    },
    createGroup: (shard, limit) => {
      calls.push('create-group');
      return chosen.createGroup(shard, limit);
    },
    limitGroup: (shard, group, limit) => {
      calls.push(`limit ${limit}`);
      return chosen.limitGroup(shard, group, limit);
    },
    triggerGroup: (shard, group) => {
      calls.push('trigger');
      return chosen.triggerGroup(shard, group);
    },
    resetGroup: (shard, group) => {
      calls.push('reset');
      return chosen.resetGroup(shard, group);
    },
    readGroup: (shard, group) => {
      calls.push('read-group');
      return chosen.readGroup(shard, group);
    },
    proveRefusal: (probe) => {
      calls.push('probe');
      return chosen.proveRefusal(probe);
    },
    isTriggered: (probe) => {
      calls.push('is-triggered');
      return chosen.isTriggered(probe);
    },
    watermark: () => chosen.watermark(),
    readOrder: (id) => {
      calls.push(`read-order ${id}`);
      return chosen.readOrder(id);
    },
    restingOrders: () => {
      calls.push('read');
      return chosen.restingOrders();
    },
    account: (since, shard) => {
      calls.push('account');
      return chosen.account(since, shard);
    },
  };
  return { orders, calls, resting };
}
