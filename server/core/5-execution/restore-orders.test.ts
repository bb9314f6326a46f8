// What a restart makes of rows that a crash left out of step. In: stored orders and fills. Out: orders that say what their fills say.
import { describe, expect, test } from 'vitest';
import { clientOrderId } from '#lib/domain/ids.ts';
import type { Order } from '#lib/domain/order.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { createOrderBookState, markSent, type OrderBookState } from './order-book-state.ts';
import { reportToOrder } from './report-to-order.ts';
import { restoreOrders } from './restore-orders.ts';
import { acceptedOf, fillOf, msLater, START, storedOrder } from './testing/venue-reports.ts';

const C1 = clientOrderId('c-1');
const FILLS = [fillOf('t-1', 400), fillOf('t-2', 600)];

const orderIn = (state: OrderBookState): Order | undefined => state.tracked.get(C1)?.order;

/** The row as it was stored with the venue's answer, and as it was stored with its fills. */
function rows(): { readonly older: Order | undefined; readonly newer: Order | undefined } {
  const state = createOrderBookState();
  state.tracked.set(C1, { order: storedOrder('c-1'), evidenceAt: START, misses: null });
  markSent(state, C1, START);
  reportToOrder(state, acceptedOf('c-1', 1_000, 0), msLater(1));
  const older = orderIn(state);
  for (const fill of FILLS) reportToOrder(state, fill, msLater(2));
  return { older, newer: orderIn(state) };
}

function restored(order: Order | undefined, fills: readonly FillReport[]) {
  const state = createOrderBookState();
  const changed = restoreOrders(state, { orders: order ? [order] : [], fills }, msLater(100));
  return { changed, order: orderIn(state) };
}

describe('an order row older than its fills', () => {
  test('F47 I13 is brought up to them, money too, and told to be stored again', () => {
    const { older, newer } = rows();
    expect(older?.filled).toBe(0);
    const { changed, order } = restored(older, FILLS);
    expect(order).toMatchObject({
      ...{ filled: 1_000, remaining: 0, state: 'filled' },
      ...{ filledNotional: newer?.filledNotional, fees: newer?.fees },
    });
    expect(changed).toEqual([order]);
  });

  test('I13 one that knows of more fills than were read back keeps its own sum', () => {
    const { newer } = rows();
    const { changed, order } = restored(newer, FILLS.slice(0, 1));
    expect(order).toBe(newer);
    expect(changed).toEqual([]);
  });
});
