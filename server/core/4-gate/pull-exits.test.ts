// Posted exits: which are pulled, by whose reason, and how much of one that is too large may stay.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { commandId } from '#lib/domain/ids.ts';
import { ORDER_STATES, type Order } from '#lib/domain/order.ts';
import { ticketOrderId } from '#lib/domain/ticket.ts';
import type { GateInput } from './gate-input.ts';
import { exitsToPull } from './pull-exits.ts';
import { exitOrder, held, LEAVING } from './testing/exit-order.ts';
import { GOOD, inputWith } from './testing/sample-input.ts';

const pulled = (orders: readonly Order[], change: Partial<GateInput> = {}) =>
  exitsToPull(inputWith({ ...LEAVING, position: held(500), openOrders: orders, ...change }));
const requested = (change: Partial<Order['request']>): Order => {
  const order = exitOrder();
  return { ...order, request: { ...order.request, ...change } };
};

describe('an exit that rests', () => {
  test('could open a position once it is larger than what is held: it is pulled or cut to exactly that', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -900, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom('bid', 'ask'),
        (contracts, remaining, side) => {
          const order = { ...requested({ side }), remaining: count(remaining) };
          const [found] = pulled([order], { position: held(contracts) });
          const closes = side === 'ask' ? contracts > 0 : contracts < 0;
          const size = Math.abs(contracts);
          // Whatever stays can never turn the position over.
          if (found === undefined) expect(closes && remaining <= size).toBe(true);
          else expect(found.keep).toBe(closes && remaining > size ? size : null);
          if (!closes || remaining > size) expect(found?.order).toBe(order);
        },
      ),
    );
  });

  test('is pulled whole when its reason is gone or its time is up', () => {
    expect(pulled([exitOrder()])).toEqual([]);
    expect(pulled([exitOrder()], { limits: GOOD.limits })).toMatchObject([{ keep: null }]);
    expect(pulled([exitOrder()], { killed: true, closeRequestedBy: 'anna' })).toMatchObject([
      { keep: null, reason: 'waited long enough: step to taking' },
    ]);
  });

  test('alone is looked at: no entry, no immediate order, and only where there is something to cancel', () => {
    const gone = { limits: GOOD.limits };
    expect(pulled([requested({ purpose: 'enter' })], gone)).toEqual([]);
    expect(pulled([requested({ timeInForce: 'immediate_or_cancel' })], gone)).toEqual([]);
    const states = ORDER_STATES.filter((state) => pulled([exitOrder({ state })], gone).length > 0);
    expect(states).toEqual(['resting', 'partially-filled']);
  });

  test('a person’s rests without a reason of ours, while what it closes is sure, and gives way to every reason', () => {
    const byHand = requested({ clientOrderId: ticketOrderId(commandId('t-1')) });
    const calm = { limits: GOOD.limits };
    expect(pulled([byHand], calm)).toEqual([]);
    expect(pulled([byHand], { ...calm, reconciled: false })).toMatchObject([{ order: byHand }]);
    expect(pulled([byHand], { ...calm, book: { kind: 'waiting', reason: 'resync' } })).toHaveLength(
      1,
    );
    expect(pulled([byHand])).toMatchObject([
      { keep: null, reason: expect.stringContaining('gives way') },
    ]);
    expect(pulled([byHand], { ...calm, closeRequestedBy: 'anna' })).toHaveLength(1);
  });

  test('each of several is judged by itself', () => {
    const fits = exitOrder();
    const large = { ...exitOrder(), remaining: count(501) };
    expect(pulled([fits, large])).toMatchObject([{ order: large, keep: 500 }]);
  });
});
