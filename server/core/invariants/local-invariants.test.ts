// Each local invariant holds in a world that has traded, and speaks up, by its own number, when that world is bent.
import { describe, expect, test } from 'vitest';
import { marketTicker, orderGroupId, venueOrderId } from '#lib/domain/ids.ts';
import { addMs, wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { holding } from '../journeys/testing/first-entry.ts';
import { firstBreach, LOCAL_INVARIANTS } from './local-invariants.ts';
import { BENDS, bend, request } from './testing/bent-world.ts';

describe('local invariants', () => {
  test('all hold after a fill', () => {
    expect(firstBreach(holding().world)).toBeNull();
  });

  test.each(LOCAL_INVARIANTS.map(({ id }) => id))('%s speaks up when it is broken', (id) => {
    const world = holding().world;
    BENDS[id]?.(world);
    const spoken = LOCAL_INVARIANTS.filter((each) => each.breach(world) !== null);
    expect(spoken.map((each) => each.id)).toContain(id);
  });

  test('I4 a latch outside the killed state speaks up too', () => {
    const world = holding().world;
    const latch = { id: 'l', at: wallMs(0), by: '', reason: '', steps: [], confirmedAt: null };
    world.control = { ...world.control, latch };
    expect(firstBreach(world)).toContain('I4');
  });

  test('I6 what the account holds of other products is not counted, as the gate does not count it', () => {
    const world = holding().world;
    const [position] = world.ledger.positions.values();
    if (position === undefined) throw new Error('no position');
    const ticker = marketTicker('KXETHD-26NOV2016-T4000');
    const cost = money(10 * world.limits.maxTotalExposure);
    world.ledger.positions.set(ticker, { ...position, ticker, cost });
    expect(LOCAL_INVARIANTS.find(({ id }) => id === 'I6')?.breach(world)).toBeNull();
  });

  test('I6 exposure made by another hand is not ours to limit', () => {
    const world = holding().world;
    BENDS['I6']?.(world);
    world.orders.foreignFills.set(venueOrderId('theirs'), []);
    expect(LOCAL_INVARIANTS.find(({ id }) => id === 'I6')?.breach(world)).toBeNull();
  });

  test('I34 an order without a group or with a long rest speaks up', () => {
    const [none, long] = [holding().world, holding().world];
    bend(none, (order) => request(order, { orderGroupId: orderGroupId('g') }));
    bend(long, (order) =>
      request(order, {
        timeInForce: 'good_till_canceled',
        expiresAt: addMs(order.createdAt, 120_001),
        ticker: marketTicker(order.request.ticker),
      }),
    );
    const i34 = LOCAL_INVARIANTS.find(({ id }) => id === 'I34');
    expect(i34?.breach(none)).toBeNull();
    expect(i34?.breach(long)).toContain('rests for');
  });

  test('I34 a renewal counts from its asking, and no order is sure of more than it asked for', () => {
    const i34 = LOCAL_INVARIANTS.find(({ id }) => id === 'I34');
    const renewed = (life: number, sure: number): string | null => {
      const world = holding().world;
      bend(world, (order) => {
        const askedAt = addMs(order.createdAt, 90_000);
        const [expiresAt, sureUntil] = [addMs(askedAt, life), addMs(askedAt, sure)];
        const rests = { timeInForce: 'good_till_canceled', expiresAt: askedAt } as const;
        return { ...request(order, rests), renewal: { askedAt, expiresAt, sureUntil } };
      });
      return i34?.breach(world) ?? null;
    };
    expect(renewed(120_000, 30_000)).toBeNull();
    expect(renewed(120_001, 30_000)).toContain('rests for 120001 ms');
    expect(renewed(60_000, 60_001)).toContain('later than any it asked for');
  });
});
