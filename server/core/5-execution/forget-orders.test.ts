// Finished orders leave memory by time and by count; open ones never, and what is told of them later is still understood.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { mayStillFill, ORDER_STATES, type Order } from '#lib/domain/order.ts';
import { forgetFinished } from './forget-orders.ts';
import { createOrderBookState } from './order-book-state.ts';
import { reportToOrder } from './report-to-order.ts';
import { restoreOrders } from './restore-orders.ts';
import { acceptedOf, fillOf, msLater, START, storedOrder } from './testing/venue-reports.ts';

const settledStates = ORDER_STATES.filter((state) => state !== 'intended' && state !== 'sent');

const made = fc.array(
  fc.record({ state: fc.constantFrom(...settledStates), atMs: fc.integer({ min: 0, max: 100 }) }),
  { maxLength: 30 },
);

function booksOf(plan: readonly { readonly state: Order['state']; readonly atMs: number }[]) {
  const state = createOrderBookState();
  const orders = plan.map(({ state: named, atMs }, place): Order => {
    const stored = storedOrder(`c-${place}`);
    const whole = named === 'filled' ? stored.request.count : count(0);
    const left = mayStillFill(named) ? stored.request.count : count(0);
    const venueId = venueOrderId(`v-${place}`);
    const times = { createdAt: START, updatedAt: msLater(atMs) };
    return {
      ...stored,
      ...times,
      state: named,
      filled: whole,
      remaining: left,
      venueOrderId: venueId,
    };
  });
  restoreOrders(state, { orders, fills: [] }, START);
  return state;
}

describe('finished orders', () => {
  test('F94 go when old, and beyond the newest few when a little old; what may still fill stays', () => {
    fc.assert(
      fc.property(made, fc.nat(100), fc.nat(100), fc.nat(10), (plan, oneMs, otherMs, newest) => {
        const [before, surplusBefore] = [Math.min(oneMs, otherMs), Math.max(oneMs, otherMs)];
        const state = booksOf(plan);
        const all = [...state.tracked.values()].map(({ order }) => order);
        const forgotten = forgetFinished(state, {
          ...{ before: msLater(before), surplusBefore: msLater(surplusBefore), newest },
        });
        const left = [...state.tracked.values()].map(({ order }) => order);
        const gone = all.filter((order) => !left.includes(order));
        expect(gone.length).toBe(forgotten);
        expect(state.byVenueId.size).toBe(left.length);
        expect(gone.every(({ state: named }) => !mayStillFill(named))).toBe(true);
        expect(gone.every(({ updatedAt }) => updatedAt < msLater(surplusBefore))).toBe(true);
        const finished = left.filter(({ state: named }) => !mayStillFill(named));
        expect(finished.every(({ updatedAt }) => updatedAt >= msLater(before))).toBe(true);
        const aging = finished.filter(({ updatedAt }) => updatedAt < msLater(surplusBefore));
        expect(aging.length).toBeLessThanOrEqual(newest);
      }),
    );
  });

  test('F53 F58 F94 a fill of a forgotten order told again is no news, a further one is booked as nobody’s', () => {
    const state = createOrderBookState();
    restoreOrders(state, { orders: [storedOrder('c-1')], fills: [] }, START);
    reportToOrder(state, acceptedOf('c-1', 400, 0), msLater(1));
    reportToOrder(state, fillOf('t-1', 400), msLater(2));
    const before = msLater(3_600_000);
    expect(forgetFinished(state, { before, surplusBefore: before, newest: 0 })).toBe(1);
    const again = reportToOrder(state, fillOf('t-1', 400), before);
    expect([again.newFills, again.alarms]).toEqual([[], []]);
    const further = reportToOrder(state, fillOf('t-2', 100, { tradeId: tradeId('t-2') }), before);
    expect(further.newFills).toHaveLength(1);
    expect(further.externals).toHaveLength(1);
    expect(further.alarms.map(({ code }) => code)).toEqual(['external-fill']);
  });
});
