// What orders may still become was counted before it came true: fills, at any pace and in any state, add no exposure.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientOrderId, tradeId } from '#lib/domain/ids.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { Report } from '#lib/domain/report.ts';
import { askCancel, createOrderBookState, openRisk } from './order-book-state.ts';
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

const ORDERED = 1_000;

const stopped = fc.constantFrom<'never' | 'group' | 'cancel'>('never', 'group', 'cancel');
const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 });

describe('risk of working orders', () => {
  test('F121 I6 a group that fires while an order matches: what it fills on was in the exposure all the time', () => {
    fc.assert(
      fc.property(sizes, stopped, fc.nat(11), (pieces, stop, when) => {
        const state = createOrderBookState();
        restoreOrders(state, { orders: [storedOrder('c-1')], fills: [] }, START);
        let at = 0;
        const tell = (report: Report): void => {
          at += 1;
          reportToOrder(state, report, msLater(at));
        };
        const atRisk = (): number => openRisk(state).reduce((sum, each) => sum + each.count, 0);
        tell(acceptedOf('c-1', 0, ORDERED));
        let filled = 0;
        for (const [index, piece] of pieces.entries()) {
          if (index === when && stop === 'cancel')
            askCancel(state, clientOrderId('c-1'), msLater(at));
          const size = Math.min(piece, ORDERED - filled);
          if (size === 0) break;
          // The group has fired: no word of a cancel has come, so all of the rest still counts.
          expect(filled + atRisk()).toBe(ORDERED);
          tell(fillOf(`t-${index}`, size, { price: price(4_500), fee: money(1_000) }));
          filled += size;
        }
        expect(filled + atRisk()).toBe(ORDERED);
        if (stop === 'never' || filled === ORDERED) return;
        tell(statusOf('canceled', { filled: fillCount(filled), remaining: fillCount(0) }));
        expect(atRisk()).toBe(0);
        // One more fill of the same moment, told late: booked, and never more than was ordered.
        const late = reportToOrder(state, fillOf('late', ORDERED - filled), msLater(at + 1));
        expect(late.newFills.map((fill) => fill.tradeId)).toEqual([tradeId('late')]);
        expect(late.alarms.filter((alarm) => alarm.code === 'overfill')).toEqual([]);
      }),
    );
  });
});

function fillCount(size: number) {
  return fillOf('x', size).count;
}
