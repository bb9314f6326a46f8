// Reconciliation: evidence or proved absence, never a guess, and twice is once.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientOrderId, venueOrderId } from '#lib/domain/ids.ts';
import type { AccountReport } from '#lib/domain/report.ts';
import { askCancel, createOrderBookState, type OrderBookState } from './order-book-state.ts';
import { reconcile } from './reconcile.ts';
import { reportToOrder } from './report-to-order.ts';
import { restoreOrders } from './restore-orders.ts';
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

/** After a crash: order c-1 has an unknown outcome. */
function unknownBook(): OrderBookState {
  const state = createOrderBookState();
  restoreOrders(state, { orders: [storedOrder('c-1')], fills: [] }, START);
  return state;
}

function read(state: OrderBookState, reading: AccountReport) {
  return reconcile(state, reading, reading.requestedAt);
}

const stateOf = (state: OrderBookState) => state.tracked.get(C1)?.order.state;

describe('reconciliation', () => {
  test('is clean on a complete stamped reading with nothing open, and not on any lesser one', () => {
    expect(read(createOrderBookState(), readingAt(100)).clean).toBe(true);
    expect(read(createOrderBookState(), readingAt(100, { complete: false })).clean).toBe(false);
    expect(read(createOrderBookState(), readingAt(100, { asOf: null })).clean).toBe(false);
  });

  test('F29 I29 an unknown order is absent only after five fresh readings over ten seconds', () => {
    const state = unknownBook();
    for (const ms of [1_000, 4_000, 7_000, 10_000])
      expect(read(state, readingAt(ms)).clean).toBe(false);
    expect(stateOf(state)).toBe('unknown');
    const last = read(state, readingAt(11_000));
    expect(last.resolved.map((order) => order.state)).toEqual(['rejected']);
    expect(last.clean).toBe(true);
  });

  test('F29 five readings within less than ten seconds prove nothing', () => {
    const state = unknownBook();
    for (const ms of [1_000, 2_000, 3_000, 4_000, 5_000, 6_000]) read(state, readingAt(ms));
    expect(stateOf(state)).toBe('unknown');
  });

  test('F29 four readings prove nothing however long they take', () => {
    const state = unknownBook();
    for (const ms of [1_000, 21_000, 41_000, 61_000]) read(state, readingAt(ms));
    expect(stateOf(state)).toBe('unknown');
  });

  test('F30 F67 F69 incomplete, unstamped or lagging readings never prove absence', () => {
    const lesser = fc.record({
      step: fc.integer({ min: 1, max: 60_000 }),
      flaw: fc.constantFrom<Partial<AccountReport>>(
        { complete: false },
        { asOf: null },
        { asOf: START },
      ),
    });
    fc.assert(
      fc.property(fc.array(lesser, { minLength: 1, maxLength: 30 }), (readings) => {
        const state = unknownBook();
        let ms = 0;
        for (const { step, flaw } of readings) {
          ms += step;
          read(state, readingAt(ms, flaw));
        }
        expect(stateOf(state)).toBe('unknown');
      }),
    );
  });

  test('F46 an order found resting is adopted under its venue id', () => {
    const state = unknownBook();
    const result = read(
      state,
      readingAt(1_000, { resting: [statusOf('resting', { source: 'read' })] }),
    );
    expect(result).toMatchObject({
      clean: true,
      adopted: [{ venueOrderId: 'v-1' }],
      resolved: [{ state: 'resting' }],
    });
  });

  test('F120 a known order is gone after two readings, expired when its time was over', () => {
    for (const [base, expected] of [
      [1_000, 'cancelled'],
      [61_000, 'expired'],
    ] as const) {
      const state = unknownBook();
      reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(10));
      read(state, readingAt(base));
      expect(stateOf(state)).toBe('resting');
      read(state, readingAt(base + 1_000));
      expect(stateOf(state)).toBe(expected);
    }
  });

  test('F59 a resting order that is not ours keeps the reading from being clean', () => {
    const stranger = statusOf('resting', { clientOrderId: null, venueOrderId: venueOrderId('x') });
    const result = read(createOrderBookState(), readingAt(1_000, { resting: [stranger] }));
    expect(result).toMatchObject({ clean: false, alarms: [{ code: 'external-order' }] });
  });

  test('F35 a cancel that got lost is asked for again', () => {
    const state = unknownBook();
    reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(10));
    askCancel(state, C1, msLater(20));
    const resting = [statusOf('resting', { source: 'read' })];
    expect(read(state, readingAt(1_000, { resting })).cancels).toEqual([]);
    expect(read(state, readingAt(3_000, { resting })).cancels).toMatchObject([
      { venueOrderId: 'v-1', shard: 2 },
    ]);
    expect(stateOf(state)).toBe('pending-cancel');
  });

  test('I27 I28 the same reading twice changes nothing the second time, and no reading creates an order', () => {
    const someFill = fc.record({
      trade: fc.constantFrom('t-1', 't-2', 't-3'),
      size: fc.integer({ min: 1, max: 600 }),
      order: fc.constantFrom('v-1', 'v-2'),
    });
    const someReading = fc.record({
      step: fc.integer({ min: 1, max: 8_000 }),
      complete: fc.boolean(),
      resting: fc.boolean(),
      fills: fc.array(someFill, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(someReading, { maxLength: 12 }), (plan) => {
        const state = unknownBook();
        let ms = 0;
        for (const { step, complete, resting, fills } of plan) {
          ms += step;
          const reading = readingAt(ms, {
            complete,
            resting: resting ? [statusOf('resting')] : [],
            fills: fills.map(({ trade, size, order }) =>
              fillOf(trade, size, { venueOrderId: venueOrderId(order) }),
            ),
          });
          read(state, reading);
          const before = structuredClone([state.tracked, state.fills]);
          const again = reconcile(state, reading, msLater(ms + 1));
          expect(again.newFills).toEqual([]);
          expect(again.changed).toEqual([]);
          expect([...state.tracked].map(([id, each]) => [id, each.order, each.misses])).toEqual(
            [...(before[0] as typeof state.tracked)].map(([id, each]) => [
              id,
              each.order,
              each.misses,
            ]),
          );
          expect(state.tracked.size).toBe(1);
        }
      }),
      { numRuns: 200 },
    );
  });
});
