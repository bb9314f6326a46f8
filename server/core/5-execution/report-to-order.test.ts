// Venue reports in every awkward order: before the ack, twice, after the cancel, for nobody's order, too many.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, venueOrderId } from '#lib/domain/ids.ts';
import { money } from '#lib/domain/money.ts';
import type { OrderRequest } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import type { Report } from '#lib/domain/report.ts';
import {
  askCancel,
  createOrderBookState,
  markDenied,
  markSent,
  type OrderBookState,
  openRisk,
  unknownOrders,
  workingOrders,
} from './order-book-state.ts';
import type { OrderChange } from './order-change.ts';
import { reportToOrder } from './report-to-order.ts';
import { restoreOrders } from './restore-orders.ts';
import {
  acceptedOf,
  fillOf,
  msLater,
  requestOf,
  START,
  statusOf,
  storedOrder,
} from './testing/venue-reports.ts';

const C1 = clientOrderId('c-1');

/** A book with order c-1 handed to the door. The record is put in as stored: only the mint makes a new one. */
function sentBook(change: Partial<OrderRequest> = {}): OrderBookState {
  const state = createOrderBookState();
  const order = storedOrder('c-1', change);
  state.tracked.set(C1, { order, evidenceAt: START, misses: null });
  markSent(state, C1, START);
  return state;
}

function read(state: OrderBookState, ...reports: Report[]): OrderChange[] {
  return reports.map((report, index) => reportToOrder(state, report, msLater(index + 1)));
}

function orderOf(state: OrderBookState) {
  return state.tracked.get(C1)?.order;
}

const atRisk = (state: OrderBookState) =>
  openRisk(state).reduce((sum, each) => sum + each.count, 0);

describe('a report about our order', () => {
  test('F28 accepted is neither resting nor filled by itself: the counts decide', () => {
    for (const [filled, remaining, expected] of [
      [0, 1_000, 'resting'],
      [300, 700, 'partially-filled'],
      [1_000, 0, 'filled'],
      [300, 0, 'cancelled'],
      [0, 0, 'cancelled'],
    ] as const) {
      const state = sentBook();
      read(state, acceptedOf('c-1', filled, remaining));
      expect(orderOf(state)?.state).toBe(expected);
    }
  });

  test('I6 contracts the venue calls filled stay at risk and working until their fills are booked', () => {
    const state = sentBook();
    read(state, acceptedOf('c-1', 1_000, 0));
    expect(orderOf(state)).toMatchObject({ state: 'filled', filled: 0, remaining: 0 });
    expect(atRisk(state)).toBe(1_000);
    expect(workingOrders(state)).toHaveLength(1);
    read(state, fillOf('t-1', 400), fillOf('t-2', 600));
    expect(atRisk(state)).toBe(0);
    expect(workingOrders(state)).toHaveLength(0);
  });

  test('F53 the same fill twice is one fill', () => {
    const state = sentBook();
    const [, first, second] = read(
      state,
      acceptedOf('c-1', 0, 1_000),
      fillOf('t-1', 400),
      fillOf('t-1', 400),
    );
    expect(first?.newFills).toHaveLength(1);
    expect(second).toMatchObject({ newFills: [], changed: [] });
    expect(orderOf(state)).toMatchObject({ filled: 400, remaining: 600, fees: 1_000 });
  });

  test('F60 a fill that is told differently later is told on and is no new fill', () => {
    const state = sentBook();
    const [, second] = read(
      state,
      fillOf('t-1', 400, { clientOrderId: C1 }),
      fillOf('t-1', 400, { fee: money(9) }),
    );
    expect(second?.newFills).toEqual([]);
    expect(second?.alarms).toEqual([]);
    expect(second?.retold).toMatchObject([{ booked: { fee: 1_000 }, told: { fee: 9 } }]);
  });

  test('F54 a fill before the ack is booked at once and the order catches up', () => {
    const state = sentBook();
    const [fill, ack] = read(
      state,
      fillOf('t-1', 1_000, { clientOrderId: C1 }),
      acceptedOf('c-1', 1_000, 0),
    );
    expect(fill).toMatchObject({ newFills: [{ tradeId: 't-1' }], externals: [], alarms: [] });
    expect(ack?.alarms).toEqual([]);
    expect(orderOf(state)).toMatchObject({ state: 'filled', venueOrderId: 'v-1', filled: 1_000 });
  });

  test('F54 a fill without our id before the ack is booked, named unattributed, and joined later', () => {
    const state = sentBook();
    const [fill] = read(state, fillOf('t-1', 400), acceptedOf('c-1', 400, 600));
    expect(fill).toMatchObject({
      newFills: [{}],
      externals: [{}],
      alarms: [{ code: 'unattributed-fill' }],
    });
    expect(orderOf(state)).toMatchObject({
      state: 'partially-filled',
      filled: 400,
      remaining: 600,
    });
    expect(atRisk(state)).toBe(600);
  });

  test('F55 a fill after the cancel is booked and the order stays cancelled with fills', () => {
    const state = sentBook();
    read(state, acceptedOf('c-1', 0, 1_000));
    askCancel(state, C1, START);
    const [, late] = read(
      state,
      { kind: 'cancel-accepted', venueOrderId: venueOrderId('v-1'), reducedBy: count(700) },
      fillOf('t-1', 300),
    );
    expect(late?.newFills).toHaveLength(1);
    expect(orderOf(state)).toMatchObject({ state: 'cancelled', filled: 300, remaining: 0 });
    expect(atRisk(state)).toBe(0);
  });

  test('F56 a cancel that reduced less than all leaves the difference at risk until its fill comes', () => {
    const state = sentBook();
    read(state, acceptedOf('c-1', 0, 1_000), {
      kind: 'cancel-accepted',
      venueOrderId: venueOrderId('v-1'),
      reducedBy: count(700),
    });
    expect(atRisk(state)).toBe(300);
  });

  test('F115 a cancel that found nothing, or was not confirmed, ends nothing', () => {
    const state = sentBook();
    read(state, acceptedOf('c-1', 0, 1_000));
    expect(askCancel(state, C1, START)?.cancel).toEqual({
      venueOrderId: 'v-1',
      ticker: requestOf('x').ticker,
      shard: 2,
    });
    const [, unknown] = read(
      state,
      { kind: 'cancel-accepted', venueOrderId: venueOrderId('v-1'), reducedBy: count(0) },
      { kind: 'cancel-unknown', venueOrderId: venueOrderId('v-1'), cause: '404' },
    );
    expect(unknown?.alarms).toMatchObject([{ code: 'cancel-unknown' }]);
    expect(orderOf(state)?.state).toBe('pending-cancel');
    expect(atRisk(state)).toBe(1_000);
  });

  test('F58 an overfill is booked and raises a critical alarm', () => {
    const state = sentBook();
    const [, , over] = read(
      state,
      acceptedOf('c-1', 0, 1_000),
      fillOf('t-1', 1_000),
      fillOf('t-2', 1),
    );
    expect(over).toMatchObject({
      newFills: [{ tradeId: 't-2' }],
      alarms: [{ code: 'overfill', severity: 'critical' }],
    });
  });

  test("F59 a fill of nobody's order is booked as external with a critical alarm", () => {
    const [change] = read(createOrderBookState(), fillOf('t-1', 400));
    expect(change).toMatchObject({
      newFills: [{}],
      externals: [{}],
      alarms: [{ code: 'external-fill', severity: 'critical' }],
    });
  });

  test('F59 a foreign resting order is warned about once', () => {
    const state = createOrderBookState();
    const stranger = statusOf('resting', { clientOrderId: null, venueOrderId: venueOrderId('x') });
    const [first, second] = read(state, stranger, stranger);
    expect(first?.alarms).toMatchObject([{ code: 'external-order', severity: 'critical' }]);
    expect(second?.alarms).toEqual([]);
  });

  test('F29 a lost answer makes the order unknown, at its full worst case, until the venue speaks', () => {
    const state = sentBook();
    read(state, { kind: 'order-unknown', clientOrderId: C1, cause: 'timeout' });
    expect(unknownOrders(state)).toHaveLength(1);
    expect(atRisk(state)).toBe(1_000);
    read(state, statusOf('resting'));
    expect(unknownOrders(state)).toHaveLength(0);
    expect(orderOf(state)?.state).toBe('resting');
  });

  test('F120 a read that lags behind a cancel changes nothing and alarms nobody', () => {
    const state = sentBook();
    const changes = read(
      state,
      acceptedOf('c-1', 0, 1_000),
      statusOf('canceled', { remaining: count(0) }),
      statusOf('resting'),
    );
    expect(changes[2]).toMatchObject({ changed: [], alarms: [], cancels: [] });
    expect(orderOf(state)?.state).toBe('cancelled');
  });

  test('an order we hold for dead that rests at the venue is an alarm and is cancelled', () => {
    const state = sentBook();
    const [, change] = read(
      state,
      { kind: 'order-rejected', clientOrderId: C1, httpStatus: 400, code: 'x', details: '' },
      statusOf('resting'),
    );
    expect(change).toMatchObject({
      alarms: [{ code: 'forbidden-transition' }],
      cancels: [{ venueOrderId: 'v-1', shard: 2 }],
    });
  });

  test('denied by us and rejected by the venue are told apart', () => {
    const rejected = sentBook();
    read(rejected, {
      kind: 'order-rejected',
      clientOrderId: C1,
      httpStatus: 429,
      code: 'rate',
      details: '',
    });
    expect(orderOf(rejected)).toMatchObject({
      state: 'rejected',
      note: 'rejected: rate',
      remaining: 0,
    });
    const denied = sentBook();
    read(denied, {
      kind: 'order-rejected',
      clientOrderId: C1,
      httpStatus: 0,
      code: 'latch closed',
      details: '',
    });
    expect(orderOf(denied)?.state).toBe('denied');
    expect(markDenied(denied, C1, { reason: 'again', at: START })?.state).toBe('denied');
  });

  test('expiry and cancellation by the venue keep their names', () => {
    const state = sentBook();
    read(
      state,
      acceptedOf('c-1', 0, 1_000),
      statusOf('canceled', { reason: 'ExpiryCancel', remaining: count(0) }),
    );
    expect(orderOf(state)?.state).toBe('expired');
  });

  test('I10 a second venue order for one client id is a critical alarm', () => {
    const state = sentBook();
    const [, change] = read(
      state,
      acceptedOf('c-1', 0, 1_000),
      statusOf('resting', { venueOrderId: venueOrderId('v-2') }),
    );
    expect(change?.alarms).toMatchObject([{ code: 'two-venue-orders', severity: 'critical' }]);
  });

  test('F43 F45 what was intended or sent at a crash comes back unknown and is never sent', () => {
    const state = createOrderBookState();
    const sent = { ...storedOrder('c-2'), state: 'sent' as const };
    const changed = restoreOrders(state, { orders: [storedOrder('c-1'), sent], fills: [] }, START);
    expect(changed.map((order) => order.state)).toEqual(['unknown', 'unknown']);
    expect(markSent(state, C1, START)).toBeNull();
  });

  test('I13 I14 whatever the order and repetition of its reports, fills add up once and risk covers the rest', () => {
    const reports: Report[] = [
      acceptedOf('c-1', 300, 700),
      fillOf('t-1', 300, { clientOrderId: C1 }),
      fillOf('t-2', 200),
      fillOf('t-3', 500, { price: price(4_500) }),
      statusOf('resting', { filled: count(500), remaining: count(500) }),
      statusOf('executed', { filled: count(1_000), remaining: count(0) }),
      { kind: 'order-unknown', clientOrderId: C1, cause: 'late timeout' },
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...reports], { minLength: reports.length }),
        fc.array(fc.constantFrom(...reports), { maxLength: 10 }),
        (inOrder, again) => {
          const state = sentBook();
          let booked = 0;
          for (const report of [...inOrder, ...again]) {
            const change = reportToOrder(state, report, START);
            booked += change.newFills.reduce((sum, fill) => sum + fill.count, 0);
            expect(booked + atRisk(state)).toBeGreaterThanOrEqual(1_000);
          }
          expect(booked).toBe(1_000);
          expect(orderOf(state)).toMatchObject({
            state: 'filled',
            filled: 1_000,
            remaining: 0,
            fees: 3_000,
          });
          expect(orderOf(state)?.filledNotional).toBe(300 * 4_600 + 200 * 4_600 + 500 * 4_500);
          expect(atRisk(state)).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
