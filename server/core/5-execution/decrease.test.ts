// Orders made smaller: what is counted while nobody knows, what a row proves, and what settlement ends.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, venueOrderId } from '#lib/domain/ids.ts';
import type { FillReport } from '#lib/domain/report.ts';
import {
  askDecrease,
  createOrderBookState,
  markSent,
  type OrderBookState,
  oldestUnknown,
  openRisk,
  settleOrders,
  workingOrders,
} from './order-book-state.ts';
import { reconcile } from './reconcile.ts';
import { reportToOrder } from './report-to-order.ts';
import { restoreOrders } from './restore-orders.ts';
import {
  acceptedOf,
  fillOf,
  msLater,
  readingAt,
  requestOf,
  START,
  statusOf,
  storedOrder,
} from './testing/venue-reports.ts';

const C1 = clientOrderId('c-1');

/** c-1 rests with 1000 open, and was asked to shrink to `to`. */
function shrinking(to: number): OrderBookState {
  const state = createOrderBookState();
  const order = storedOrder('c-1');
  state.tracked.set(C1, { order, evidenceAt: START, misses: null });
  markSent(state, C1, START);
  reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(1));
  const asked = askDecrease(state, C1, { to: count(to), at: msLater(2) });
  expect(asked?.decrease).toMatchObject({ to, venueOrderId: 'v-1' });
  return state;
}

/** The same book after a crash: rows as the store keeps them. */
function restarted(state: OrderBookState, fills: readonly FillReport[]): OrderBookState {
  const next = createOrderBookState();
  const orders = [...state.tracked.values()].map(({ order }) => order);
  restoreOrders(next, { orders, fills }, msLater(100));
  return next;
}

const orderOf = (state: OrderBookState) => state.tracked.get(C1)?.order;
const atRisk = (state: OrderBookState) =>
  openRisk(state).reduce((sum, each) => sum + each.count, 0);
const answer = (done: boolean) =>
  ({ kind: 'decrease', venueOrderId: venueOrderId('v-1'), done, cause: '404' }) as const;

describe('a decrease', () => {
  test('F48 of an older build, of which only the booked fills are known: the next row tells what was cut and what is owed', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (booked, missing, cut) => {
        const state = createOrderBookState();
        const named = { venueOrderId: venueOrderId('v-1'), state: 'resting' as const };
        const filled = count(booked);
        const known = { filled, claimed: filled, remaining: count(1_000 - booked) };
        restoreOrders(
          state,
          { orders: [{ ...storedOrder('c-1'), ...named, ...known }], fills: [] },
          START,
        );
        const open = count(1_000 - booked - missing - cut);
        const row = { filled: count(booked + missing), remaining: open };
        reportToOrder(state, statusOf('resting', { ...row, source: 'read' }), msLater(1));
        expect(orderOf(state)).toMatchObject({ cut, claimed: booked + missing, remaining: open });
        expect(atRisk(state)).toBe(open + missing);
      }),
    );
  });

  test('F115 neither a yes nor a 404 changes what is counted: only a row of the order does', () => {
    for (const done of [true, false]) {
      const state = shrinking(400);
      reportToOrder(state, answer(done), msLater(3));
      expect(orderOf(state)?.state).toBe('pending-amend');
      expect(atRisk(state)).toBe(1_000);
      reportToOrder(state, statusOf('resting', { remaining: count(400) }), msLater(4));
      expect(orderOf(state)).toMatchObject({ state: 'resting', remaining: 400 });
      expect(atRisk(state)).toBe(400);
    }
  });

  test('one that was not done ends with a reading made well after it', () => {
    const state = shrinking(400);
    const row = statusOf('resting', { source: 'read' });
    reconcile(state, readingAt(1_000, { resting: [row] }), msLater(1_000));
    expect(orderOf(state)?.state).toBe('pending-amend');
    reconcile(state, readingAt(4_000, { resting: [row] }), msLater(4_000));
    expect(orderOf(state)).toMatchObject({ state: 'resting', remaining: 1_000 });
  });

  test('I6 whatever fills and rows come in whatever order, never less is counted than the venue still holds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 4 }),
        fc.boolean(),
        (to, sizes, isRowFirst) => {
          const state = shrinking(to);
          let filled = 0;
          const fills = sizes.filter((size) => {
            if (filled + size > to) return false;
            filled += size;
            return true;
          });
          const row = statusOf('resting', { filled: count(filled), remaining: count(to - filled) });
          const reports = fills.map((size, i) => fillOf(`t-${i}`, size));
          const all = isRowFirst ? [row, ...reports] : [...reports, row];
          if (to === filled) return;
          all.forEach((report, i) => {
            reportToOrder(state, report, msLater(10 + i));
            expect(atRisk(state)).toBeGreaterThanOrEqual(to - filled);
          });
          expect(atRisk(state)).toBe(to - filled);
          const order = orderOf(state);
          if (order === undefined) throw new Error('gone');
          const next = createOrderBookState();
          restoreOrders(next, { orders: [order], fills: reports }, msLater(100));
          expect(atRisk(next)).toBe(to - filled);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('F48 I12 one that was done, then filled, then lost to a crash owes nothing afterwards, and reconciles', () => {
    const state = shrinking(400);
    const fill = fillOf('t-1', 400);
    reportToOrder(state, statusOf('resting', { remaining: count(400) }), msLater(4));
    reportToOrder(state, fill, msLater(5));
    const executed = statusOf('executed', { filled: count(400), remaining: count(0) });
    reportToOrder(state, executed, msLater(6));
    expect(orderOf(state)).toMatchObject({ state: 'filled', filled: 400, cut: 600 });
    const next = restarted(state, [fill]);
    expect(atRisk(next)).toBe(0);
    expect(workingOrders(next)).toEqual([]);
    expect(reconcile(next, readingAt(1_000, { fills: [fill] }), msLater(1_000))).toMatchObject({
      ...{ clean: true, drift: [], newFills: [] },
    });
  });

  test('F48 I6 at any moment of a crash as much is counted after it as before, and the late fills still come off', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 900 }),
        fc.nat(100),
        fc.nat(100),
        (to, claim, book) => {
          const state = shrinking(to);
          const claimed = Math.floor((to * claim) / 100);
          const booked = Math.floor((claimed * book) / 100);
          const left = { filled: count(claimed), remaining: count(to - claimed) };
          const fills = [fillOf('t-1', booked), fillOf('t-2', claimed - booked)];
          reportToOrder(state, statusOf('resting', left), msLater(4));
          const known = booked === 0 ? [] : fills.slice(0, 1);
          for (const fill of known) reportToOrder(state, fill, msLater(5));
          const next = restarted(state, known);
          expect(atRisk(state)).toBe(to - booked);
          expect(atRisk(next)).toBe(to - booked);
          if (claimed > booked) reportToOrder(next, fills[1] ?? fillOf('t-2', 1), msLater(200));
          expect(atRisk(next)).toBe(to - claimed);
          expect(orderOf(next)).toMatchObject({
            filled: claimed,
            remaining: to - claimed,
            cut: 1_000 - to,
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('nothing is asked of an order without a name at the venue, or to make it larger', () => {
    const state = createOrderBookState();
    const order = storedOrder('c-1', {});
    state.tracked.set(C1, { order, evidenceAt: START, misses: null });
    expect(askDecrease(state, C1, { to: count(1), at: START })).toBeNull();
    expect(askDecrease(shrinking(400), C1, { to: count(1_000), at: START })).toBeNull();
  });
});

describe('settlement and doubt', () => {
  test('a settled market settles the orders that ended in it, and a late fill is still booked (F55)', () => {
    const state = shrinking(400);
    expect(settleOrders(state, requestOf('c-1').ticker, msLater(5))).toEqual([]);
    const ended = { kind: 'cancel-accepted', venueOrderId: venueOrderId('v-1') } as const;
    reportToOrder(state, { ...ended, reducedBy: count(1_000) }, msLater(6));
    expect(settleOrders(state, requestOf('c-1').ticker, msLater(7))).toMatchObject([
      { state: 'settled' },
    ]);
    expect(reportToOrder(state, fillOf('t-1', 100), msLater(8)).newFills).toHaveLength(1);
    expect(orderOf(state)).toMatchObject({ state: 'settled', filled: 100 });
  });

  test('F29 the age of the oldest unknown outcome is told, and none is 0', () => {
    const state = createOrderBookState();
    expect(oldestUnknown(state, START)).toBe(0);
    const order = { ...storedOrder('c-1'), state: 'unknown' as const };
    state.tracked.set(C1, { order, evidenceAt: START, misses: null });
    expect(oldestUnknown(state, msLater(31_000))).toBe(31_000);
  });
});
