// Worlds that break one invariant each. In: a world that has traded. Out: the same, bent.
import { count, signedCount } from '#lib/domain/count.ts';
import { addMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import type { World } from '../../world.ts';

/** Changes the only order. */
export function bend(world: World, change: (order: Order) => Order): void {
  const [tracked] = world.orders.tracked.values();
  if (tracked === undefined) throw new Error('no order');
  tracked.order = change(tracked.order);
}

/** An order with another request. */
export const request = (order: Order, change: Partial<Order['request']>): Order => ({
  ...order,
  request: { ...order.request, ...change },
});

/** One deed an invariant, by its number, that breaks it. */
export const BENDS: Readonly<Record<string, (world: World) => void>> = {
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
        {
          ...tracked.order,
          state: 'sent',
          filled: count(0),
          claimed: count(0),
          venueOrderId: null,
        },
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
      const venue = { venueOrderId: null, filled: count(0), claimed: count(0), fees: money(0) };
      const late = { ...order, ...venue, state: 'cancelled', remaining: count(0) } as const;
      const entry = { ...late, createdAt: addMs(order.createdAt, i * 100) };
      world.orders.tracked.set(`entry-${i}` as never, { ...tracked, order: entry });
    }
  },
  I34: (world) => bend(world, (order) => request(order, { shard: 0 })),
};
