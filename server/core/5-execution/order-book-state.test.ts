// The book of orders: what is asked of it by its table alone, what it forgets, and whose orders count at the worst case.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, marketTicker, venueOrderId } from '#lib/domain/ids.ts';
import {
  intendedOrder,
  mayStillFill,
  ORDER_STATES,
  type Order,
  type OrderState,
} from '#lib/domain/order.ts';
import { forgetFinished } from './forget-orders.ts';
import {
  acceptForeign,
  askCancel,
  askDecrease,
  createOrderBookState,
  markDenied,
  markSent,
  type OrderBookState,
  oldestUnknown,
  openRisk,
  settleOrders,
  workingOrders,
} from './order-book-state.ts';
import { nextState } from './order-states.ts';
import { reconcile } from './reconcile.ts';
import { reportToOrder } from './report-to-order.ts';
import { bookOf } from './testing/book-of.ts';
import { fillOf, msLater, readingAt, requestOf, START, statusOf } from './testing/venue-reports.ts';

const C1 = clientOrderId('c-1');
const V1 = venueOrderId('v-1');
const OTHER = marketTicker('KXBTCD-26NOV2011-T85099.99');
const STRANGER = venueOrderId('x-1');

function orderIn(state: OrderState, change: Partial<Order> = {}, name = 'c-1'): Order {
  const order = { ...intendedOrder(requestOf(name), START), state, ...change };
  return mayStillFill(state) ? order : { ...order, remaining: count(0) };
}

const foreignRow = (size: number) =>
  statusOf('resting', {
    clientOrderId: null,
    venueOrderId: STRANGER,
    remaining: count(size),
    source: 'read',
  });

describe('what we ask of our own orders', () => {
  const asks = {
    send: (state: OrderBookState) => markSent(state, C1, msLater(5)),
    deny: (state: OrderBookState) => markDenied(state, C1, { reason: 'late', at: msLater(5) }),
    'ask-cancel': (state: OrderBookState) => askCancel(state, C1, msLater(5))?.order ?? null,
    'ask-amend': (state: OrderBookState) =>
      askDecrease(state, C1, { to: count(1), at: msLater(5) })?.order ?? null,
  };
  const events = ['send', 'deny', 'ask-cancel', 'ask-amend'] as const;

  test('I12 moves the order as the table says, and where table, name or order is missing nothing moves', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ORDER_STATES),
        fc.constantFrom(...events),
        fc.boolean(),
        (from, event, isNamed) => {
          expect(asks[event](createOrderBookState())).toBeNull();
          const order = orderIn(from, { venueOrderId: isNamed ? V1 : null });
          const state = bookOf(order);
          const needsName = event === 'ask-cancel' || event === 'ask-amend';
          const next = needsName && !isNamed ? null : nextState(from, event);
          const moved = asks[event](state);
          const kept = state.tracked.get(C1)?.order;
          if (next === null) expect([moved, kept]).toEqual([null, order]);
          else {
            expect(moved).toMatchObject({ state: next, updatedAt: msLater(5) });
            expect(kept).toBe(moved);
          }
        },
      ),
    );
  });

  test('I6 an intended order counts in full from the first moment on', () => {
    expect(openRisk(bookOf(intendedOrder(requestOf('c-1'), START)))).toMatchObject([
      { side: 'bid', price: 4_600, count: 1_000 },
    ]);
    expect(intendedOrder(requestOf('c-1'), START).state).toBe('intended');
  });
});

describe('the end of orders', () => {
  test('the payout of one market settles what ended in it, once, and nothing elsewhere', () => {
    const elsewhere = requestOf('c-2', { ticker: OTHER });
    const state = bookOf(
      orderIn('cancelled', { note: 'by us' }),
      orderIn('filled', { request: elsewhere }),
      orderIn('resting', {}, 'c-3'),
    );
    const settled = settleOrders(state, requestOf('c-1').ticker, msLater(9));
    expect(settled).toMatchObject([{ state: 'settled', note: 'by us', updatedAt: msLater(9) }]);
    expect([...state.tracked.values()].map(({ order }) => order.state)).toEqual([
      'settled',
      'filled',
      'resting',
    ]);
    expect(settleOrders(state, requestOf('c-1').ticker, msLater(10))).toEqual([]);
  });

  test('F94 only orders that can do nothing any more are forgotten, and their fills stay known', () => {
    const some = fc.record({
      state: fc.constantFrom(...ORDER_STATES),
      ageMs: fc.integer({ min: 0, max: 4 }),
      claimed: fc.constantFrom(0, 1_000),
      isNamed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), (plan) => {
        const state = createOrderBookState();
        const kept: string[] = [];
        plan.forEach(({ state: from, ageMs, claimed, isNamed }, i) => {
          const name = `c-${i}`;
          const id = clientOrderId(name);
          const named = venueOrderId(`v-${i}`);
          const change = {
            ...{ updatedAt: msLater(-ageMs), claimed: count(claimed) },
            venueOrderId: isNamed ? named : null,
          };
          const order = orderIn(from, change, name);
          state.tracked.set(id, { order, evidenceAt: START, misses: null });
          if (isNamed) state.byVenueId.set(named, id);
          state.fills.set(`t-${i}`, fillOf(`t-${i}`, 1));
          // Younger than two milliseconds, alive, or with fills still to come: it stays.
          if (ageMs <= 2 || mayStillFill(from) || claimed > 0) kept.push(name);
        });
        const before = msLater(-2);
        const forgotten = forgetFinished(state, { before, newest: 0, surplusBefore: before });
        expect(forgotten).toBe(plan.length - kept.length);
        expect([...state.tracked.keys()]).toEqual(kept);
        const named = [...state.byVenueId.values()].filter((id) => !kept.includes(id));
        expect(named).toEqual([]);
        expect(state.byVenueId.size).toBe(
          kept.filter((name) => plan[Number(name.slice(2))]?.isNamed).length,
        );
        expect(state.fills.size).toBe(plan.length);
      }),
    );
  });

  test('an order that ended claims no risk, and working orders are told by market', () => {
    const state = bookOf(
      orderIn('cancelled'),
      orderIn('resting', {}, 'c-2'),
      orderIn('unknown', { request: requestOf('c-3', { ticker: OTHER }) }),
    );
    const ids = (orders: readonly Order[]) => orders.map((each) => each.request.clientOrderId);
    expect(openRisk(state)).toHaveLength(2);
    expect(ids(workingOrders(state))).toEqual(['c-2', 'c-3']);
    expect(ids(workingOrders(state, OTHER))).toEqual(['c-3']);
    expect(ids(workingOrders(state, requestOf('c-1').ticker))).toEqual(['c-2']);
  });
});

test('F29 the oldest doubt is that of unknown orders alone, and at least a millisecond old', () => {
  expect(oldestUnknown(bookOf(orderIn('resting'), orderIn('sent', {}, 'c-2')), msLater(9))).toBe(0);
  const doubt = (name: string, ms: number) => orderIn('unknown', { createdAt: msLater(ms) }, name);
  expect(oldestUnknown(bookOf(doubt('c-1', 5), doubt('c-2', 2)), msLater(9))).toBe(7);
  expect(oldestUnknown(bookOf(doubt('c-1', 9)), msLater(9))).toBe(1);
});

describe("another hand's orders", () => {
  const countOf = (state: OrderBookState) => openRisk(state).map((each) => each.count);

  test('F59 I6 count at their worst case while they rest, accepted or not, and are drift until accepted', () => {
    const state = createOrderBookState();
    const resting = [foreignRow(300)];
    const first = reconcile(state, readingAt(100, { resting }), msLater(100));
    expect(first.drift).toEqual([expect.stringContaining('x-1')]);
    expect(openRisk(state)).toEqual([
      { ticker: requestOf('c-1').ticker, side: 'bid', price: 4_600, count: 300 },
    ]);
    acceptForeign(state);
    expect(reconcile(state, readingAt(200, { resting }), msLater(200)).clean).toBe(true);
    expect(countOf(state)).toEqual([300]);
  });

  test('F59 their end is taken from the stream or from a complete reading, never from half of one', () => {
    const state = createOrderBookState();
    const resting = [foreignRow(300)];
    reconcile(state, readingAt(100, { resting }), msLater(100));
    reconcile(state, readingAt(200, { complete: false }), msLater(200));
    expect(countOf(state)).toEqual([300]);
    reconcile(state, readingAt(250, { resting }), msLater(250));
    expect(countOf(state)).toEqual([300]);
    reconcile(state, readingAt(300), msLater(300));
    expect(countOf(state)).toEqual([]);
    expect(state.foreignOrders.get(STRANGER)).toMatchObject({ venueOrderId: 'x-1', remaining: 0 });
    reportToOrder(state, foreignRow(200), msLater(400));
    expect(countOf(state)).toEqual([200]);
    const ended = { ...foreignRow(200), status: 'executed' as const };
    reportToOrder(state, ended, msLater(500));
    expect(countOf(state)).toEqual([]);
  });

  test('one that we first hear of when it has ended is no news', () => {
    const state = createOrderBookState();
    const ended = { ...foreignRow(0), status: 'executed' as const };
    expect(reportToOrder(state, ended, START).alarms).toEqual([]);
    expect(state.foreignOrders.size).toBe(0);
  });

  test('a row of the reading that rests no longer is no drift', () => {
    const ended = { ...foreignRow(0), status: 'executed' as const };
    const reading = readingAt(100, { resting: [ended] });
    expect(reconcile(createOrderBookState(), reading, msLater(100)).clean).toBe(true);
  });
});
