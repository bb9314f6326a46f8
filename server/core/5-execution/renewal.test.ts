// Orders that rest longer than they were sent for: what is counted on while nobody knows, and what ends the waiting.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, venueOrderId } from '#lib/domain/ids.ts';
import { lastExpiry, provenExpiry } from '#lib/domain/order.ts';
import type { RenewalReport, Report } from '#lib/domain/report.ts';
import {
  askCancel,
  askDecrease,
  askRenewal,
  createOrderBookState,
  markSent,
  type OrderBookState,
  openRisk,
} from './order-book-state.ts';
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
const ASKED = 45_000;
const UNTIL = msLater(105_000);

/** c-1 rests with 1000 open until 60 s. */
function resting(): OrderBookState {
  const state = createOrderBookState();
  state.tracked.set(C1, { order: storedOrder('c-1'), evidenceAt: START, misses: null });
  markSent(state, C1, START);
  reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(1));
  return state;
}

/** The same, asked at 45 s to rest until 105 s. */
function renewing(): OrderBookState {
  const state = resting();
  expect(askRenewal(state, C1, { until: UNTIL, at: msLater(ASKED) })).toMatchObject({
    state: 'pending-amend',
    renewal: { askedAt: msLater(ASKED), expiresAt: UNTIL },
  });
  return state;
}

const orderOf = (state: OrderBookState) => state.tracked.get(C1)?.order;
const atRisk = (state: OrderBookState) =>
  openRisk(state).reduce((sum, each) => sum + each.count, 0);
const answer = (outcome: RenewalReport['outcome']): RenewalReport => ({
  ...{
    kind: 'renewal',
    venueOrderId: venueOrderId('v-1'),
    expiresAt: UNTIL,
    outcome,
    cause: '404',
  },
});
const sureOf = (state: OrderBookState) => {
  const order = orderOf(state);
  return order === undefined ? null : provenExpiry(order);
};
const untilOf = (state: OrderBookState) => {
  const order = orderOf(state);
  return order === undefined ? null : lastExpiry(order);
};

describe('a renewal', () => {
  test('I34 F115 whatever the answer, all of it is counted until the later expiry; only a yes makes that the proved one', () => {
    for (const outcome of ['done', 'not-sent', 'unknown'] as const) {
      const state = renewing();
      const { changed, alarms } = reportToOrder(state, answer(outcome), msLater(ASKED + 100));
      expect(orderOf(state)?.state).toBe(outcome === 'unknown' ? 'pending-amend' : 'resting');
      expect([atRisk(state), untilOf(state), alarms, changed.length]).toEqual([
        1_000,
        UNTIL,
        [],
        1,
      ]);
      expect(sureOf(state)).toBe(outcome === 'done' ? UNTIL : msLater(60_000));
    }
  });

  test('F115 one without an answer is proved by a reading in which the order has outlived its first expiry', () => {
    const state = renewing();
    reportToOrder(state, answer('unknown'), msLater(ASKED + 100));
    const row = statusOf('resting', { source: 'read' });
    const read = (ms: number) => reconcile(state, readingAt(ms, { resting: [row] }), msLater(ms));
    read(59_000);
    expect(sureOf(state)).toBe(msLater(60_000));
    read(61_500);
    expect(sureOf(state)).toBe(msLater(60_000));
    expect(read(62_000).changed).toHaveLength(1);
    expect(sureOf(state)).toBe(UNTIL);
    expect(read(63_000).changed).toEqual([]);
  });

  test('I13 one that left may undo what another hand took off meanwhile: the whole size is counted until a row tells', () => {
    for (const [outcome, counted] of [
      ['done', 1_000],
      ['unknown', 1_000],
      ['not-sent', 400],
    ] as const) {
      const state = renewing();
      reportToOrder(state, statusOf('resting', { remaining: count(400) }), msLater(ASKED + 50));
      expect(atRisk(state)).toBe(400);
      reportToOrder(state, answer(outcome), msLater(ASKED + 100));
      expect(atRisk(state)).toBe(counted);
      reportToOrder(state, statusOf('resting', { remaining: count(300) }), msLater(ASKED + 900));
      expect(atRisk(state)).toBe(300);
    }
  });

  test('F53 the answer to an earlier renewal says nothing about a later one', () => {
    const state = renewing();
    reportToOrder(state, answer('done'), msLater(ASKED + 100));
    const later = msLater(150_000);
    askRenewal(state, C1, { until: later, at: msLater(90_000) });
    expect(reportToOrder(state, answer('done'), msLater(90_100)).changed).toEqual([]);
    expect([orderOf(state)?.state, untilOf(state), sureOf(state)]).toEqual([
      'pending-amend',
      later,
      UNTIL,
    ]);
  });

  test('I12 of an order filled in part ends as partially filled', () => {
    const state = renewing();
    reportToOrder(state, fillOf('t-1', 300), msLater(ASKED + 50));
    reportToOrder(state, answer('done'), msLater(ASKED + 100));
    expect(orderOf(state)).toMatchObject({ state: 'partially-filled', remaining: 700 });
  });

  test('F115 one without an answer ends with a reading made well after it, and keeps the later expiry', () => {
    const state = renewing();
    const row = statusOf('resting', { source: 'read' });
    const read = (ms: number) => reconcile(state, readingAt(ms, { resting: [row] }), msLater(ms));
    read(ASKED + 1_000);
    expect(orderOf(state)?.state).toBe('pending-amend');
    read(ASKED + 3_000);
    expect(orderOf(state)).toMatchObject({ state: 'resting', remaining: 1_000 });
    expect(untilOf(state)).toBe(UNTIL);
  });

  test('I34 is asked once at a time, only for a later end, of an order of its own size, never beside a cancel', () => {
    const later = { until: msLater(110_000), at: msLater(ASKED + 1) };
    expect(askRenewal(renewing(), C1, later)).toBeNull();
    expect(askRenewal(resting(), C1, { until: msLater(60_000), at: msLater(ASKED) })).toBeNull();
    const cancelling = resting();
    askCancel(cancelling, C1, msLater(ASKED));
    expect(askRenewal(cancelling, C1, later)).toBeNull();
    const cut = resting();
    askDecrease(cut, C1, { to: count(400), at: msLater(10) });
    reportToOrder(cut, statusOf('resting', { remaining: count(400) }), msLater(20));
    expect(askRenewal(cut, C1, later)).toBeNull();
    expect(askRenewal(createOrderBookState(), C1, later)).toBeNull();
    expect(() =>
      askRenewal(resting(), C1, { until: msLater(ASKED + 120_001), at: msLater(ASKED) }),
    ).toThrow('I34');
  });

  test('a cancel passes while it waits, and its late yes does not bring the order back', () => {
    const state = renewing();
    expect(askCancel(state, C1, msLater(ASKED + 10))?.order.state).toBe('pending-cancel');
    reportToOrder(state, answer('done'), msLater(ASKED + 100));
    expect(orderOf(state)?.state).toBe('pending-cancel');
    const ended = { kind: 'cancel-accepted', venueOrderId: venueOrderId('v-1') } as const;
    reportToOrder(state, { ...ended, reducedBy: count(1_000) }, msLater(ASKED + 200));
    const { alarms } = reportToOrder(state, answer('done'), msLater(ASKED + 300));
    expect([orderOf(state)?.state, alarms]).toEqual(['cancelled', []]);
  });

  test('I29 an order gone from the readings between its two ends is not called expired; after the later one it is', () => {
    for (const [ms, ended] of [
      [70_000, 'cancelled'],
      [110_000, 'expired'],
    ] as const) {
      const state = renewing();
      reconcile(state, readingAt(ms), msLater(ms));
      expect(atRisk(state)).toBe(1_000);
      reconcile(state, readingAt(ms + 1_000), msLater(ms + 1_000));
      expect(orderOf(state)?.state).toBe(ended);
    }
  });

  test('F46 F48 one in flight when the process dies comes back in flight, with the later expiry and its whole size', () => {
    const before = renewing();
    const order = orderOf(before);
    if (order === undefined) throw new Error('gone');
    const next = createOrderBookState();
    restoreOrders(next, { orders: [order], fills: [] }, msLater(ASKED + 5_000));
    expect([orderOf(next)?.state, atRisk(next), untilOf(next)]).toEqual([
      'pending-amend',
      1_000,
      UNTIL,
    ]);
    const row = statusOf('resting', { source: 'read' });
    reconcile(next, readingAt(ASKED + 8_000, { resting: [row] }), msLater(ASKED + 8_000));
    expect(orderOf(next)?.state).toBe('resting');
  });

  test('I6 I13 whatever fills, rows and answers come in whatever order, as much is counted as the venue still holds', () => {
    const outcomes = fc.constantFrom<RenewalReport['outcome']>('done', 'not-sent', 'unknown');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 4 }),
        fc.array(outcomes, { maxLength: 3 }),
        fc.infiniteStream(fc.nat()),
        (sizes, answers, draws) => {
          const state = renewing();
          const reports: Report[] = [
            ...sizes.map((size, i) => fillOf(`t-${i}`, size)),
            ...answers.map(answer),
          ];
          let booked = 0;
          for (let i = 1; reports.length > 0; i += 1) {
            const at = (draws.next().value ?? 0) % reports.length;
            const [report] = reports.splice(at, 1);
            if (report === undefined) break;
            reportToOrder(state, report, msLater(ASKED + i));
            if (report.kind === 'fill') booked += report.count;
            expect(atRisk(state)).toBe(1_000 - booked);
            expect(untilOf(state)).toBe(UNTIL);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
