// The page of orders: addresses read back, and the list never contradicts the desk.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORDER_STATES } from '#lib/domain/order.ts';
import { ORDER_PHASES } from '#lib/domain/order-phase.ts';
import type { OrderRow } from '#lib/wire/trade-rows.ts';
import { mergeOrders, outdatedOrders } from './merge-orders.ts';
import { fillsQuery, filterHref, filterOf, type OrderFilter, ordersQuery } from './order-filter.ts';

const ALL: OrderFilter = { view: 'orders', ticker: null, phase: null, purpose: null, order: null };

function row(id: string, changes: Partial<OrderRow> = {}): OrderRow {
  return {
    ...{ clientOrderId: id, venueOrderId: null, ticker: 'M-1', purpose: 'enter', side: 'bid' },
    ...{ price: 4_600, count: 1_000, filled: 0, remaining: 1_000, note: '', feesMicro: 0 },
    ...{ timeInForce: 'good_till_canceled', postOnly: true, state: 'resting', createdAt: 10 },
    ...{ updatedAt: 10, expiresAt: null, decisionId: 'd', approvalId: null },
    ...changes,
  };
}

describe('the filter', () => {
  it('an address reads back as it was written, and nonsense asks for nothing', () => {
    const read = (href: string) => filterOf(new URL(href, 'http://console').searchParams);
    fc.assert(
      fc.property(
        fc.record({
          view: fc.constantFrom('orders' as const, 'fills' as const),
          ticker: fc.constantFrom(null, 'KXBTCD-26NOV2217-T84899.99'),
          phase: fc.constantFrom(null, ...ORDER_PHASES),
          purpose: fc.constantFrom(null, 'enter' as const, 'exit' as const),
          order: fc.constantFrom(null, 'o-1'),
        }),
        (filter) => {
          expect(read(filterHref(filter))).toEqual(filter);
        },
      ),
    );
    expect(filterHref(ALL)).toBe('/orders');
    expect(read('/orders?phase=gone&purpose=both&ticker=%20')).toEqual(ALL);
  });

  it('a query names what is asked for and no more', () => {
    const filter: OrderFilter = { ...ALL, phase: 'unknown', purpose: 'exit', order: 'o-1' };
    expect(String(ordersQuery(filter, '1_o-2'))).toBe('after=1_o-2&phase=unknown&purpose=exit');
    expect(String(fillsQuery(filter, null))).toBe('purpose=exit');
  });
});

describe('the merged list', () => {
  const states = (rows: readonly OrderRow[]) =>
    rows.map((each) => [each.clientOrderId, each.state]);

  it('the newer of two forms is shown, whichever side it came from', () => {
    const stored = [row('o-1', { state: 'filled', updatedAt: 20 }), row('o-0')];
    const live = [row('o-1'), row('o-0', { state: 'unknown', updatedAt: 30 })];
    expect(states(mergeOrders({ stored, live, filter: ALL, isWhole: true }))).toEqual([
      ['o-1', 'filled'],
      ['o-0', 'unknown'],
    ]);
  });

  it('an order that left the filter goes, one that entered it comes, an older one waits for its page', () => {
    const stored = [row('o-2', { createdAt: 12 }), row('o-1', { createdAt: 11 })];
    const live = [
      row('o-2', { createdAt: 12, state: 'cancelled', updatedAt: 13 }),
      row('o-3', { createdAt: 13 }),
      row('o-0', { createdAt: 9 }),
    ];
    const parts = { stored, live, filter: { ...ALL, phase: 'working' as const } };
    const shown = (isWhole: boolean) =>
      mergeOrders({ ...parts, isWhole }).map((each) => each.clientOrderId);
    expect(shown(false)).toEqual(['o-3', 'o-1']);
    expect(shown(true)).toEqual(['o-3', 'o-1', 'o-0']);
  });

  it('I15 an order that left the desk after its end is not believed to rest for ever: its page is read again', () => {
    const stored = [row('o-2'), row('o-1', { state: 'filled' }), row('o-0')];
    expect(outdatedOrders(stored, [row('o-2')])).toEqual(['o-0']);
    expect(outdatedOrders(stored, null)).toEqual([]);
  });

  it('whatever is live and shown has the state that the desk shows, unless the store knows a later one', () => {
    const anyRow = fc
      .record({
        id: fc.integer({ min: 0, max: 9 }),
        state: fc.constantFrom(...ORDER_STATES),
        updatedAt: fc.integer({ min: 0, max: 9 }),
      })
      .map(({ id, state, updatedAt }) => row(`o-${id}`, { state, updatedAt, createdAt: id }));
    const table = fc.uniqueArray(anyRow, { selector: (each) => each.clientOrderId });
    fc.assert(
      fc.property(table, table, fc.boolean(), (stored, live, isWhole) => {
        const shown = mergeOrders({ stored, live, filter: ALL, isWhole });
        const ids = shown.map((each) => each.clientOrderId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const each of shown) {
          const known = live.find((one) => one.clientOrderId === each.clientOrderId);
          expect(each.updatedAt).toBeGreaterThanOrEqual(known?.updatedAt ?? 0);
        }
        for (const each of stored) expect(ids).toContain(each.clientOrderId);
      }),
    );
  });
});
