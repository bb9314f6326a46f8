// Fills without a client id while an order has no answer: booked at once, and given to whom the venue names, to nobody else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { price } from '#lib/domain/price.ts';
import {
  acceptForeign,
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
const STRANGER = clientOrderId('somebody-else');

/** After a crash: the outcome of each order is unknown. */
function unknownBook(...names: readonly string[]): OrderBookState {
  const state = createOrderBookState();
  restoreOrders(state, { orders: names.map((name) => storedOrder(name)), fills: [] }, START);
  return state;
}

const orderOf = (state: OrderBookState, id = C1) => state.tracked.get(id)?.order;
const readAt = (state: OrderBookState, ms: number, fills = [fillOf('t-1', 400)]) =>
  reconcile(state, readingAt(ms, { fills }), msLater(ms));
const rowOf = (owner: typeof C1 | null, filled = 400) =>
  statusOf('executed', {
    ...{ clientOrderId: owner, source: 'read' as const },
    ...{ filled: count(filled), remaining: count(0) },
  });
/** Five fresh readings over ten seconds, the fills in each. */
const watch = (state: OrderBookState, fromMs: number) =>
  [0, 3_000, 6_000, 9_000, 12_000].map((ms) => readAt(state, fromMs + ms)).at(-1);

describe('a fill that names no order, while one of ours has no answer', () => {
  test('F46 F48 F54 is booked at once and asked about; named ours, it is that order’s', () => {
    const state = unknownBook('c-1');
    const fills = [fillOf('t-1', 400), fillOf('t-2', 600)];
    const reading = readAt(state, 1_000, fills);
    expect(reading.newFills).toHaveLength(2);
    expect(reading).toMatchObject({ asks: ['v-1'], clean: false });
    expect(orderOf(state)).toMatchObject({ state: 'unknown', filled: 0 });
    reportToOrder(state, rowOf(C1, 1_000), msLater(1_100));
    expect(orderOf(state)).toMatchObject({ state: 'filled', filled: 1_000, venueOrderId: 'v-1' });
    expect(readAt(state, 5_000, fills)).toMatchObject({ asks: [], clean: true, newFills: [] });
  });

  test('F29 F59 I29 of another hand at our price is never taken for ours: our order is proved absent by itself', () => {
    for (const owner of [STRANGER, null]) {
      const state = unknownBook('c-1');
      readAt(state, 1_000);
      const told = reportToOrder(state, rowOf(owner), msLater(1_100));
      expect(told.alarms).toMatchObject([{ code: 'external-fill', severity: 'critical' }]);
      expect(orderOf(state)).toMatchObject({ state: 'unknown', filled: 0, venueOrderId: null });
      expect(reportToOrder(state, rowOf(owner), msLater(1_200)).alarms).toEqual([]);
      const last = watch(state, 2_000);
      expect(orderOf(state)).toMatchObject({ state: 'rejected', filled: 0 });
      expect(last).toMatchObject({ asks: [], clean: true });
    }
  });

  test('F29 F30 proves no absence and no ownership as long as the venue has not said whose it is', () => {
    const state = unknownBook('c-1');
    for (const ms of [1_000, 61_000, 121_000])
      expect(watch(state, ms)).toMatchObject({ asks: ['v-1'], clean: false });
    expect(orderOf(state)).toMatchObject({ state: 'unknown', filled: 0 });
    // The stream's word about an order it names no client id for is no answer.
    const mute = statusOf('executed', { clientOrderId: null, filled: count(400) });
    reportToOrder(state, mute, msLater(200_000));
    expect(readAt(state, 201_000).asks).toEqual(['v-1']);
  });

  test('F48 is in doubt again after a restart', () => {
    const state = createOrderBookState();
    const stored = { orders: [storedOrder('c-1')], fills: [fillOf('t-1', 400)] };
    restoreOrders(state, stored, START);
    expect(readAt(state, 1_000).asks).toEqual(['v-1']);
    reportToOrder(state, rowOf(C1), msLater(1_100));
    expect(orderOf(state)).toMatchObject({ filled: 400, venueOrderId: 'v-1' });
  });

  test('goes to the one of two orders that the venue names, and the other is absent', () => {
    const state = unknownBook('c-1', 'c-2');
    readAt(state, 1_000);
    reportToOrder(state, rowOf(C1), msLater(1_100));
    watch(state, 2_000);
    expect(orderOf(state)?.filled).toBe(400);
    expect(orderOf(state, clientOrderId('c-2'))).toMatchObject({ state: 'rejected', filled: 0 });
  });

  test('F59 is a stranger’s at once where it is beyond the order’s limit, size or side, or names another order', () => {
    for (const change of [
      { price: price(4_700) },
      { count: count(1_001) },
      { side: 'ask' as const },
      { clientOrderId: STRANGER },
    ]) {
      const state = unknownBook('c-1');
      const reading = readAt(state, 1_000, [fillOf('t-1', 400, change)]);
      expect(reading).toMatchObject({ asks: [], alarms: [{ code: 'external-fill' }] });
    }
  });

  test('F54 F59 is a stranger’s as soon as no order is left that could own it, and that is said', () => {
    const state = createOrderBookState();
    const tracked = { order: storedOrder('c-1'), evidenceAt: START, misses: null };
    state.tracked.set(C1, tracked);
    markSent(state, C1, START);
    const stranger = fillOf('t-1', 400, { venueOrderId: venueOrderId('v-x') });
    expect(reportToOrder(state, stranger, msLater(10)).alarms).toMatchObject([
      { code: 'unattributed-fill', severity: 'warning' },
    ]);
    // Our own create is answered with another id: nobody is left whose fill it could be.
    const answered = reportToOrder(state, acceptedOf('c-1', 0, 1_000), msLater(20));
    expect(answered.alarms).toMatchObject([{ code: 'external-fill', severity: 'critical' }]);
    expect(readAt(state, 1_000, [stranger]).asks).toEqual([]);
  });

  test('F54 a frame of the stream without a client id tells nobody’s, before the fill or after it', () => {
    const state = unknownBook('c-1');
    const frame = { clientOrderId: null, filled: count(0), remaining: count(1_000) };
    reportToOrder(state, statusOf('resting', frame), msLater(500));
    expect(readAt(state, 1_000)).toMatchObject({ asks: ['v-1'], clean: false });
    const row = { clientOrderId: C1, filled: count(400), remaining: count(600) };
    reportToOrder(state, statusOf('resting', { ...row, source: 'read' }), msLater(1_100));
    // Named ours, it is in the sums once: no longer another hand's too.
    expect(openRisk(state)).toMatchObject([{ count: 600 }]);
    expect(orderOf(state)).toMatchObject({ state: 'partially-filled', filled: 400 });
  });

  test('F29 F59 what filled long before our order, or is more than it wants, is not in doubt', () => {
    const old = { venueAt: wallMs(START - 3_600_000) };
    expect(readAt(unknownBook('c-1'), 1_000, [fillOf('t-1', 400, old)]).asks).toEqual([]);
    const state = unknownBook('c-1');
    expect(readAt(state, 1_000, [fillOf('t-1', 600)]).asks).toEqual(['v-1']);
    const more = readAt(state, 4_000, [fillOf('t-1', 600), fillOf('t-2', 600)]);
    expect(more).toMatchObject({ asks: [], alarms: [{ code: 'external-fill' }, {}] });
  });

  test('F59 is settled by a person who takes the account as it is', () => {
    const state = unknownBook('c-1');
    readAt(state, 1_000);
    acceptForeign(state);
    expect(readAt(state, 5_000).asks).toEqual([]);
  });

  test('I1 I10 whatever other hands trade, and whenever the venue answers, an order holds the fills of its own venue order', () => {
    const hands = fc.array(
      fc.record({
        isOurs: fc.boolean(),
        sizes: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 3 }),
        answersAfter: fc.nat(6),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(hands, (all) => {
        const state = unknownBook('c-1');
        const ours = all.findIndex((each) => each.isOurs);
        const own = ours === -1 ? 0 : (all[ours]?.sizes ?? []).reduce((sum, each) => sum + each, 0);
        const fills = all.flatMap(({ sizes }, hand) =>
          sizes.map((size, i) =>
            fillOf(`t-${hand}-${i}`, size, { venueOrderId: venueOrderId(`v-${hand}`) }),
          ),
        );
        for (let turn = 0; turn < 14; turn++) {
          const { asks } = readAt(state, 1_000 + turn * 3_000, fills);
          for (const id of asks) {
            const hand = all.findIndex((_, i) => `v-${i}` === id);
            if (turn < (all[hand]?.answersAfter ?? 0)) continue;
            const row = rowOf(hand === ours ? C1 : STRANGER, own);
            reportToOrder(state, { ...row, venueOrderId: id }, msLater(1_100 + turn * 3_000));
          }
        }
        const order = orderOf(state);
        expect(order?.filled).toBe(own);
        expect(order?.venueOrderId ?? null).toBe(ours === -1 ? null : `v-${ours}`);
        expect(order?.state).toBe(own === 0 ? 'rejected' : 'cancelled');
        expect(state.doubtful.size).toBe(0);
        expect(state.fills.size).toBe(fills.length);
      }),
      { numRuns: 200 },
    );
  });
});
