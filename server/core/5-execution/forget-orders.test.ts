// Finished orders leave memory by time and by count; open ones never, and what is told of them later is still understood.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { mayStillFill, ORDER_STATES, type Order } from '#lib/domain/order.ts';
import { forgetFills, forgetFinished } from './forget-orders.ts';
import { createOrderBookState } from './order-book-state.ts';
import { reportToOrder } from './report-to-order.ts';
import { restoreOrders } from './restore-orders.ts';
import {
  acceptedOf,
  fillOf,
  msLater,
  START,
  statusOf,
  storedOrder,
} from './testing/venue-reports.ts';

const settledStates = ORDER_STATES.filter((state) => state !== 'intended' && state !== 'sent');

const made = fc.array(
  fc.record({
    state: fc.constantFrom(...settledStates),
    atMs: fc.integer({ min: 0, max: 100 }),
    isNamed: fc.boolean(),
  }),
  { maxLength: 30 },
);

interface Planned {
  readonly state: Order['state'];
  readonly atMs: number;
  /** False: the venue's id was never heard. */
  readonly isNamed: boolean;
}

function booksOf(plan: readonly Planned[]) {
  const state = createOrderBookState();
  const orders = plan.map(({ state: named, atMs, isNamed }, place): Order => {
    const stored = storedOrder(`c-${place}`);
    const whole = named === 'filled' ? stored.request.count : count(0);
    const left = mayStillFill(named) ? stored.request.count : count(0);
    const venueId = isNamed ? venueOrderId(`v-${place}`) : null;
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

const isNeverPlaced = (order: Order) => order.state === 'rejected' && order.venueOrderId === null;

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
        expect(state.byVenueId.size).toBe(left.filter((order) => order.venueOrderId).length);
        expect(gone.every(({ state: named }) => !mayStillFill(named))).toBe(true);
        expect(gone.every(({ updatedAt }) => updatedAt < msLater(surplusBefore))).toBe(true);
        const finished = left.filter(({ state: named }) => !mayStillFill(named));
        expect(finished.every(({ updatedAt }) => updatedAt >= msLater(before))).toBe(true);
        const aging = finished.filter(({ updatedAt }) => updatedAt < msLater(surplusBefore));
        const counted = aging.filter((order) => !isNeverPlaced(order));
        expect(counted.length).toBeLessThanOrEqual(newest);
        const lost = gone.filter(isNeverPlaced);
        expect(lost.every(({ updatedAt }) => updatedAt < msLater(before))).toBe(true);
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

  test('F29 F94 F120 one proved absent is cancelled where it rests after all, however many came after it', () => {
    const lost = { state: 'rejected', atMs: 0, isNamed: false } as const;
    const state = booksOf([lost, ...Array(5).fill({ ...lost, state: 'filled', isNamed: true })]);
    const [before, surplusBefore] = [msLater(0), msLater(10)];
    expect(forgetFinished(state, { before, surplusBefore, newest: 0 })).toBe(5);
    const row = statusOf('resting', { clientOrderId: clientOrderId('c-0') });
    const change = reportToOrder(state, row, msLater(20));
    expect(change.cancels).toMatchObject([{ venueOrderId: row.venueOrderId }]);
    expect(change.alarms.map(({ code }) => code)).toEqual(['forbidden-transition']);
    expect(state.foreignOrders.size).toBe(0);
  });

  test('F59 F94 a doubt leaves with the fills it is about: of a market that is over nobody is asked any more', () => {
    const state = createOrderBookState();
    restoreOrders(state, { orders: [storedOrder('c-1')], fills: [] }, START);
    const fill = fillOf('t-1', 400);
    reportToOrder(state, fill, msLater(1));
    forgetFills(state, new Set([fill.ticker]));
    expect([state.doubtful.size, state.foreignFills.size, state.fills.size]).toEqual([1, 1, 1]);
    forgetFills(state, new Set());
    expect([state.doubtful.size, state.foreignFills.size, state.fills.size]).toEqual([0, 0, 0]);
  });
});
