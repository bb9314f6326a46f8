// What a reading of the account proves of orders it does not show, or shows against what we hold: instant by instant.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, marketTicker, venueOrderId } from '#lib/domain/ids.ts';
import { mayStillFill, ORDER_STATES, type Order, type OrderState } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type { AccountReport } from '#lib/domain/report.ts';
import {
  askCancel,
  createOrderBookState,
  markSent,
  type OrderBookState,
  openRisk,
} from './order-book-state.ts';
import { reconcile } from './reconcile.ts';
import { reportToOrder } from './report-to-order.ts';
import { restoreOrders } from './restore-orders.ts';
import { bookOf } from './testing/book-of.ts';
import {
  acceptedOf,
  fillOf,
  msLater,
  readingAt,
  START,
  statusOf,
  storedOrder,
} from './testing/venue-reports.ts';

const C1 = clientOrderId('c-1');
const V1 = venueOrderId('v-1');

/** c-1 was handed to the door at the start. */
function sentBook(change: Parameters<typeof storedOrder>[1] = {}): OrderBookState {
  const state = bookOf(storedOrder('c-1', change));
  markSent(state, C1, START);
  return state;
}

const read = (state: OrderBookState, reading: AccountReport) =>
  reconcile(state, reading, reading.requestedAt);
const orderOf = (state: OrderBookState) => state.tracked.get(C1)?.order;
const countAtRisk = (state: OrderBookState) =>
  openRisk(state).reduce((sum, each) => sum + each.count, 0);

describe('an order without an answer', () => {
  test('F29 is of unknown outcome after more than ten seconds, not before, however often it is not shown', () => {
    const state = sentBook();
    for (const ms of [1_000, 3_000, 5_000, 7_000, 9_000, 10_000]) {
      const { changed, alarms } = read(state, readingAt(ms));
      expect([orderOf(state)?.state, changed, alarms]).toEqual(['sent', [], []]);
    }
    const late = read(state, readingAt(10_001));
    expect(late.changed).toMatchObject([
      { state: 'unknown', note: 'outcome unknown: no answer came' },
    ]);
    expect(late.drift).toEqual(['the outcome of order c-1 is unknown']);
    expect(late.resolved).toEqual([]);
    expect(countAtRisk(state)).toBe(1_000);
  });

  test('F29 whose name the venue once told ended there when it is gone: it was never absent', () => {
    const state = sentBook();
    reportToOrder(
      state,
      { kind: 'order-unknown', clientOrderId: C1, cause: 'timeout' },
      msLater(1),
    );
    reportToOrder(state, statusOf('unknown'), msLater(2));
    expect(orderOf(state)).toMatchObject({ state: 'unknown', venueOrderId: 'v-1' });
    read(state, readingAt(1_000));
    expect(read(state, readingAt(2_000)).resolved).toMatchObject([{ state: 'cancelled' }]);
  });

  test('F67 a reading asked for before the last word about the order proves nothing, whatever its stamp', () => {
    const state = sentBook();
    reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(5_000));
    for (const ms of [4_000, 4_500, 5_000])
      read(state, readingAt(ms, { asOf: msLater(ms + 60_000) }));
    expect(orderOf(state)?.state).toBe('resting');
    read(state, readingAt(5_001));
    read(state, readingAt(5_002));
    expect(orderOf(state)?.state).toBe('cancelled');
  });
});

describe('an order that is gone', () => {
  test.each([
    [59_999, 'cancelled', 'no longer rests at the venue'],
    [60_000, 'expired', 'expired at the venue'],
  ] as const)(
    'F120 expired when the reading is as fresh as its end: %i ms, %s',
    (ms, state, note) => {
      const book = sentBook();
      reportToOrder(book, acceptedOf('c-1', 0, 1_000), msLater(1));
      read(book, readingAt(1_000));
      read(book, readingAt(ms));
      expect(orderOf(book)).toMatchObject({ state, note, remaining: 0 });
    },
  );

  test('an immediate order has no end of its own: it is cancelled, never expired', () => {
    const book = sentBook({ expiresAt: null, timeInForce: 'immediate_or_cancel' });
    reportToOrder(book, acceptedOf('c-1', 300, 700), msLater(1));
    read(book, readingAt(1_000));
    const { drift } = read(book, readingAt(90_000));
    expect(orderOf(book)?.state).toBe('cancelled');
    // What the venue called filled stays at risk, and nothing is clean until those fills are seen.
    expect(drift).toEqual(['order c-1: 3 contracts filled, fills not seen']);
    expect(countAtRisk(book)).toBe(300);
    expect(read(book, readingAt(91_000, { fills: [fillOf('t-1', 300)] })).clean).toBe(true);
    expect(countAtRisk(book)).toBe(0);
  });

  test('I12 what has ended is not touched by any number of readings that do not show it', () => {
    const ended = fc.constantFrom(...ORDER_STATES.filter((state) => !mayStillFill(state)));
    fc.assert(
      fc.property(ended, fc.boolean(), fc.integer({ min: 2, max: 8 }), (from, isNamed, times) => {
        const order = {
          ...{ ...storedOrder('c-1'), state: from, remaining: count(0) },
          venueOrderId: isNamed ? V1 : null,
        };
        const state = bookOf(order);
        for (let i = 1; i <= times; i += 1)
          expect(read(state, readingAt(i * 3_000))).toMatchObject({
            ...{ clean: true, changed: [], alarms: [], cancels: [], drift: [] },
          });
        expect(orderOf(state)).toBe(order);
      }),
    );
  });

  test('every order that a reading shows stays, others of the same reading go', () => {
    const state = bookOf(
      { ...storedOrder('c-1'), state: 'resting', venueOrderId: V1 },
      { ...storedOrder('c-2'), state: 'resting', venueOrderId: venueOrderId('v-2') },
    );
    const resting = [statusOf('resting', { source: 'read' })];
    for (const ms of [1_000, 2_000, 3_000]) read(state, readingAt(ms, { resting }));
    expect([...state.tracked.values()].map(({ order }) => order.state)).toEqual([
      'resting',
      'cancelled',
    ]);
  });
});

describe('a reading against what we hold', () => {
  test('F35 a cancel is repeated from two seconds after it was asked for, not before', () => {
    for (const [ms, times] of [
      [2_001, 0],
      [2_002, 1],
    ] as const) {
      const state = sentBook();
      reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(1));
      askCancel(state, C1, msLater(2));
      const resting = [statusOf('resting', { source: 'read' })];
      expect(read(state, readingAt(ms, { resting })).cancels).toHaveLength(times);
    }
  });

  test('a row that says nothing of resting repeats no cancel', () => {
    const state = sentBook();
    reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(1));
    askCancel(state, C1, msLater(2));
    const resting = [statusOf('unknown', { source: 'read' })];
    expect(read(state, readingAt(9_000, { resting })).cancels).toEqual([]);
    expect(orderOf(state)?.state).toBe('pending-cancel');
  });

  test('F29 an order we hold for rejected that it shows is cancelled, with the alarm', () => {
    const state = sentBook();
    const death = { kind: 'order-rejected', clientOrderId: C1, httpStatus: 400 } as const;
    reportToOrder(state, { ...death, code: 'x', details: '' }, msLater(1));
    const row = statusOf('resting', { filled: count(300), remaining: count(700), source: 'read' });
    const { cancels, alarms, changed } = read(state, readingAt(1_000, { resting: [row] }));
    expect(cancels).toMatchObject([{ venueOrderId: 'v-1', shard: 2 }]);
    expect(alarms).toMatchObject([{ severity: 'critical', code: 'forbidden-transition' }]);
    expect(changed).toMatchObject([{ state: 'rejected', venueOrderId: 'v-1' }]);
  });

  test('F46 it names exactly the orders that got their name from it, and exactly those it resolved', () => {
    const state = bookOf(
      { ...storedOrder('c-1'), state: 'unknown' },
      { ...storedOrder('c-2'), state: 'unknown' },
      { ...storedOrder('c-3'), state: 'resting', venueOrderId: venueOrderId('v-3') },
    );
    const resting = [
      statusOf('resting', { source: 'read' }),
      statusOf('resting', {
        ...{ clientOrderId: clientOrderId('c-3'), venueOrderId: venueOrderId('v-3') },
        ...{ filled: count(100), remaining: count(900), source: 'read' },
      }),
    ];
    const { adopted, resolved, changed } = read(state, readingAt(1_000, { resting }));
    const ids = (orders: readonly Order[]) => orders.map((each) => each.request.clientOrderId);
    expect(ids(adopted)).toEqual(['c-1']);
    expect(ids(resolved)).toEqual(['c-1']);
    expect(ids(changed)).toEqual(['c-1', 'c-3']);
    expect(changed.map((each) => each.state)).toEqual(['resting', 'partially-filled']);
  });
});

describe('after a restart', () => {
  const OTHER = marketTicker('KXBTCD-26NOV2011-T85099.99');

  test('F43 F45 only what was under way is in doubt, with a word of why, and only that has changed', () => {
    const states: readonly OrderState[] = ORDER_STATES;
    const orders = states.map((from, i) => ({
      ...{ ...storedOrder(`c-${i}`), state: from, note: 'as stored' },
      venueOrderId: from === 'intended' || from === 'sent' ? null : venueOrderId(`v-${i}`),
    }));
    const state = createOrderBookState();
    const changed = restoreOrders(state, { orders, fills: [] }, msLater(5));
    const doubted = ['intended', 'sent'].map((from) => `c-${states.indexOf(from as OrderState)}`);
    expect(changed.map((each) => each.request.clientOrderId)).toEqual(doubted);
    for (const each of changed)
      expect(each).toMatchObject({
        state: 'unknown',
        note: 'the engine stopped before an answer came',
      });
    for (const order of orders)
      if (order.venueOrderId !== null) {
        expect(state.tracked.get(order.request.clientOrderId)?.order).toEqual(order);
        expect(state.byVenueId.get(order.venueOrderId)).toBe(order.request.clientOrderId);
      }
    expect(state.byVenueId.size).toBe(orders.length - 2);
  });

  test('I14 F53 a fill booked before it is known after it, whoever it was of, and a late name finds its fills', () => {
    const state = createOrderBookState();
    const named = { ...storedOrder('c-2', { ticker: OTHER }), state: 'resting' as const };
    const stored = [
      fillOf('t-1', 100),
      fillOf('t-2', 200),
      fillOf('t-3', 300, { venueOrderId: venueOrderId('v-2'), ticker: OTHER }),
    ];
    const orders = [storedOrder('c-1'), { ...named, venueOrderId: venueOrderId('v-2') }];
    restoreOrders(state, { orders, fills: stored }, START);
    for (const fill of stored)
      expect(reportToOrder(state, fill, msLater(1))).toMatchObject({ newFills: [], changed: [] });
    expect([...state.foreignFills.keys()]).toEqual(['v-1']);
    // The venue now says whose v-1 is: both of its fills are that order's, and none is new.
    const { newFills } = reportToOrder(
      state,
      statusOf('resting', { filled: count(300), remaining: count(700) }),
      msLater(2),
    );
    expect(newFills).toEqual([]);
    expect(orderOf(state)).toMatchObject({ filled: 300, remaining: 700 });
  });

  test('F54 fills of one venue order are in doubt together: one that cannot be ours takes the others with it', () => {
    const restored = (...fills: Parameters<typeof restoreOrders>[1]['fills']) => {
      const state = createOrderBookState();
      restoreOrders(state, { orders: [storedOrder('c-1')], fills }, START);
      return state;
    };
    expect([...restored(fillOf('t-1', 100), fillOf('t-2', 200)).doubtful]).toEqual(['v-1']);
    const beyond = fillOf('t-2', 200, { price: price(4_700) });
    const strange = restored(fillOf('t-1', 100), beyond);
    expect([...strange.doubtful]).toEqual([]);
    // Nothing of ours is awaited then: five fresh readings over ten seconds prove the order absent.
    for (const ms of [1_000, 4_000, 7_000, 10_000, 13_000]) read(strange, readingAt(ms));
    expect(orderOf(strange)?.state).toBe('rejected');
  });

  test('I10 I14 fills of a second venue order under one client id are credited once, however often it is seen', () => {
    const state = sentBook();
    reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(1));
    reportToOrder(state, fillOf('t-1', 300, { venueOrderId: venueOrderId('v-2') }), msLater(2));
    const row = statusOf('resting', {
      ...{ venueOrderId: venueOrderId('v-2'), source: 'read' },
      ...{ filled: count(300), remaining: count(700) },
    });
    for (const ms of [1_000, 2_000, 3_000]) {
      const { alarms } = read(state, readingAt(ms, { resting: [row] }));
      expect(alarms.map((alarm) => alarm.code)).toContain('two-venue-orders');
      expect(orderOf(state)?.filled).toBe(300);
    }
  });
});
