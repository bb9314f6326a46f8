// After a failed proof exits need a group that takes them: reset at a bounded pace, replaced when that cannot be, never while killed.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, marketTicker, orderGroupId } from '#lib/domain/ids.ts';
import { price } from '#lib/domain/price.ts';
import { fail, ok } from '#lib/result.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createGroupKeeper } from './group-keeper.ts';
import { createFakeVenue } from './testing/fake-venue.ts';
import { createManualTime } from './testing/manual-time.ts';

const PLACE = {
  orderGroupId: orderGroupId('g-1'),
  ticker: marketTicker('KXBTC15M-26NOV2015-15'),
  low: price(100),
  high: price(9_900),
};

function setUp(change: Partial<VenueOrders> = {}) {
  const venue = createFakeVenue(change);
  const time = createManualTime();
  const state = { isKilled: false, isStopping: false };
  const alarms: string[] = [];
  const keeper = createGroupKeeper({
    ...{ orders: venue.orders, timers: time.timers, shard: 2 },
    newId: () => clientOrderId('probe'),
    limit: () => count(3_000),
    isRemembered: () => false,
    isKilled: () => state.isKilled,
    isStopping: () => state.isStopping,
    makeGroup: () => venue.orders.createGroup(2, count(100_000)),
    alarm: (severity, code) => alarms.push(`${severity} ${code}`),
  });
  const made = (call: string) => venue.calls.filter((each) => each === call).length;
  return { venue, time, state, alarms, keeper, made };
}

describe('the keeper of the order group', () => {
  test('F116 after a failed proof the group is reset, so that exits pass again', async () => {
    const { time, keeper, venue, alarms } = setUp({ proveRefusal: async () => fail('no') });
    const proof = keeper.prove(PLACE);
    await time.pass(100);
    expect((await proof).event).toBe('unproven');
    expect(venue.calls).toEqual(['read-group', 'limit 3000', 'trigger', 'probe', 'reset']);
    await time.pass(60_000);
    expect(venue.calls).toHaveLength(5);
    expect(alarms).toEqual(['info group-shut']);
  });

  test('F116 a reset that fails is repeated at a bounded pace until it works', async () => {
    let isUp = false;
    const { time, keeper, made, alarms } = setUp({
      resetGroup: async () => (isUp ? ok(null) : fail('HTTP 503')),
      createGroup: async () => fail('HTTP 503'),
    });
    void keeper.prove(PLACE);
    await time.pass(60_000);
    expect(made('reset')).toBeGreaterThan(10);
    expect(made('reset')).toBeLessThan(30);
    expect(alarms).toEqual(['critical group-shut']);
    isUp = true;
    await time.pass(4_000);
    const tries = made('reset');
    await time.pass(60_000);
    expect(made('reset')).toBe(tries);
    expect(alarms).toEqual(['critical group-shut', 'info group-shut']);
  });

  test('F116 where the reset cannot be had a fresh group takes its place', async () => {
    const { time, keeper, made } = setUp({ resetGroup: async () => fail('HTTP 500') });
    void keeper.prove(PLACE);
    await time.pass(60_000);
    expect(made('create-group')).toBe(1);
    expect(made('reset')).toBe(4);
  });

  test('F71 I3 a kill ends the repair at its next step', async () => {
    const { time, keeper, venue, state } = setUp({
      resetGroup: async () => fail('HTTP 503'),
      createGroup: async () => fail('HTTP 503'),
    });
    void keeper.prove(PLACE);
    await time.pass(1_000);
    state.isKilled = true;
    const { length } = venue.calls;
    await time.pass(60_000);
    expect(venue.calls).toHaveLength(length);
  });

  test('F116 a new proof waits for the hand that is on the group and takes over from the repair', async () => {
    let isUp = false;
    const { time, keeper, venue } = setUp({
      proveRefusal: async () => (isUp ? ok(null) : fail('no')),
      resetGroup: () =>
        isUp
          ? Promise.resolve(ok(null))
          : new Promise((resolve) => time.timers.after(1_000, () => resolve(fail('late')))),
    });
    void keeper.prove(PLACE);
    await time.pass(500);
    isUp = true;
    const again = keeper.prove(PLACE);
    await time.pass(10_000);
    expect((await again).event).toBe('proven');
    expect(venue.calls.slice(5)).toEqual(['read-group', 'limit 3000', 'trigger', 'probe', 'reset']);
  });

  test('F117 a group that the exchange has no longer is replaced and the new one proven in its place', async () => {
    const { time, keeper, venue } = setUp({
      readGroup: async (_, id) => ok(id === 'g-1' ? 'gone' : 'stands'),
      createGroup: async () => ok(orderGroupId('g-2')),
    });
    const proof = keeper.prove(PLACE);
    await time.pass(1_000);
    expect(await proof).toMatchObject({ event: 'proven', orderGroupId: 'g-2' });
    expect(venue.calls.slice(0, 3)).toEqual(['read-group', 'create-group', 'read-group']);
  });

  test('F117 an order refused for its group has it looked at once: gone is replaced, standing is not', async () => {
    for (const [value, made] of [
      ['gone', 1],
      ['stands', 0],
    ] as const) {
      const { time, keeper, made: calls } = setUp({ readGroup: async () => ok(value) });
      keeper.lookAt(PLACE.orderGroupId);
      keeper.lookAt(PLACE.orderGroupId);
      await time.pass(10_000);
      expect([calls('read-group'), calls('create-group')]).toEqual([1, made]);
    }
  });

  test('F116 new limits reach the group; one that did not take them is told, and the next proof sets it', async () => {
    for (const [limitGroup, told] of [
      [async () => ok(null), []],
      [async () => fail('HTTP 503'), ['warning group-limit']],
    ] as const) {
      const { time, keeper, venue, alarms } = setUp({ limitGroup });
      keeper.applyLimit(PLACE.orderGroupId);
      await time.pass(3_000);
      expect([venue.calls, alarms]).toEqual([['limit 3000'], told]);
    }
  });

  test('F117 a group that cannot be read is no missing one; a deleted one is replaced until it is, unless killed', async () => {
    const unread = setUp({ readGroup: async () => fail('HTTP 503') });
    void unread.keeper.prove(PLACE);
    await unread.time.pass(60_000);
    expect(unread.made('create-group')).toBe(0);
    expect(unread.made('reset')).toBe(0);
    let isUp = false;
    const { time, keeper, made, state } = setUp({
      createGroup: async () => (isUp ? ok(orderGroupId('g-2')) : fail('HTTP 503')),
    });
    keeper.replace();
    await time.pass(10_000);
    isUp = true;
    await time.pass(10_000);
    const tries = made('create-group');
    expect(tries).toBeGreaterThan(2);
    state.isKilled = true;
    keeper.replace();
    await time.pass(10_000);
    expect(made('create-group')).toBe(tries);
  });
});
