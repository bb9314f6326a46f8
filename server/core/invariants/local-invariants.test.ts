// Each local invariant holds in a world that has traded, and speaks up, by its own number, when that world is bent.
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { marketTicker, orderGroupId, venueOrderId } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import { holding } from '../journeys/testing/first-entry.ts';
import type { World } from '../world.ts';
import { firstBreach, LOCAL_INVARIANTS } from './local-invariants.ts';

function bend(world: World, change: (order: Order) => Order): void {
  const [tracked] = world.orders.tracked.values();
  if (tracked === undefined) throw new Error('no order');
  tracked.order = change(tracked.order);
}

const request = (order: Order, change: Partial<Order['request']>): Order => ({
  ...order,
  request: { ...order.request, ...change },
});

const BENDS: Readonly<Record<string, (world: World) => void>> = {
  I1: (world) => {
    const [position] = world.ledger.positions.values();
    if (position === undefined) throw new Error('no position');
    const contracts = signedCount(position.contracts + 100);
    world.ledger.positions.set(position.ticker, { ...position, contracts });
  },
  I4: (world) => {
    world.control = { ...world.control, state: 'killed' };
  },
  I6: (world) => {
    for (const [id, tracked] of [...world.orders.tracked]) {
      const order = request(
        { ...tracked.order, state: 'sent', filled: count(0), venueOrderId: null },
        { count: count(2_000_000) },
      );
      world.orders.tracked.set(id, { ...tracked, order });
    }
  },
  I9: (world) => {
    const [[, tracked] = []] = world.orders.tracked;
    if (tracked === undefined) throw new Error('no order');
    const approved = request(tracked.order, { approvalId: 'twice' as never });
    tracked.order = approved;
    const other = { ...tracked, order: request(approved, { clientOrderId: 'other' as never }) };
    world.orders.tracked.set('other' as never, other);
  },
  I12: (world) => bend(world, (order) => ({ ...order, remaining: count(1) })),
  I13: (world) => bend(world, (order) => ({ ...order, filled: count(order.filled - 1) })),
  I14: (world) => {
    for (const key of world.orders.fills.keys()) world.ledger.booked.delete(`fill:${key}`);
  },
  I16: (world) => bend(world, (order) => ({ ...order, fees: money(order.fees + 1) })),
  I17: (world) => bend(world, (order) => ({ ...order, filledNotional: 0.5 as never })),
  I19: (world) => {
    world.ledger.balances.set('cash', money(1));
  },
  I31: (world) => {
    const [[, tracked] = []] = world.orders.tracked;
    if (tracked === undefined) throw new Error('no order');
    for (let i = 0; i < 30; i++) {
      const { order } = tracked;
      const venue = { venueOrderId: null, filled: count(0), fees: money(0) };
      const late = { ...order, ...venue, state: 'cancelled', remaining: count(0) } as const;
      const entry = { ...late, createdAt: addMs(order.createdAt, i * 100) };
      world.orders.tracked.set(`entry-${i}` as never, { ...tracked, order: entry });
    }
  },
  I34: (world) => bend(world, (order) => request(order, { shard: 0 })),
};

describe('local invariants', () => {
  test('all hold after a fill', () => {
    expect(firstBreach(holding().world)).toBeNull();
  });

  test.each(LOCAL_INVARIANTS.map(({ id }) => id))('%s speaks up when it is broken', (id) => {
    const world = holding().world;
    BENDS[id]?.(world);
    const spoken = LOCAL_INVARIANTS.filter((each) => each.breach(world) !== null);
    expect(spoken.map((each) => each.id)).toContain(id);
  });

  test('I4 a latch outside the killed state speaks up too', () => {
    const world = holding().world;
    const latch = { id: 'l', at: wallMs(0), by: '', reason: '', steps: [], confirmedAt: null };
    world.control = { ...world.control, latch };
    expect(firstBreach(world)).toContain('I4');
  });

  test('I6 exposure made by another hand is not ours to limit', () => {
    const world = holding().world;
    BENDS['I6']?.(world);
    world.orders.foreignFills.set(venueOrderId('theirs'), []);
    expect(LOCAL_INVARIANTS.find(({ id }) => id === 'I6')?.breach(world)).toBeNull();
  });

  test('I34 an order without a group or with a long rest speaks up', () => {
    const [none, long] = [holding().world, holding().world];
    bend(none, (order) => request(order, { orderGroupId: orderGroupId('g') }));
    bend(long, (order) =>
      request(order, {
        timeInForce: 'good_till_canceled',
        expiresAt: addMs(order.createdAt, 120_001),
        ticker: marketTicker(order.request.ticker),
      }),
    );
    const i34 = LOCAL_INVARIANTS.find(({ id }) => id === 'I34');
    expect(i34?.breach(none)).toBeNull();
    expect(i34?.breach(long)).toContain('rests for');
  });
});
