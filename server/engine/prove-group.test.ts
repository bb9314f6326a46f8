// The self-test of the breaker: every step must hold, in order, and nothing is reset that somebody else triggered.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId, marketTicker, orderGroupId } from '#lib/domain/ids.ts';
import { price } from '#lib/domain/price.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { proveGroup } from './prove-group.ts';
import { createFakeVenue } from './testing/fake-venue.ts';
import { createManualTime } from './testing/manual-time.ts';

const PLACE = {
  orderGroupId: orderGroupId('g-1'),
  ticker: marketTicker('KXBTC15M-26NOV2015-15'),
  low: price(100),
  high: price(9_900),
};

async function proven(
  change: Partial<VenueOrders> = {},
  isRemembered = false,
  isKilled: (calls: readonly string[]) => boolean = () => false,
) {
  const venue = createFakeVenue(change);
  const time = createManualTime();
  const pending = proveGroup(
    {
      ...{ orders: venue.orders, timers: time.timers, shard: 2 },
      newId: () => clientOrderId('probe'),
      limit: () => count(3_000),
      isRemembered: () => isRemembered,
      isKilled: () => isKilled(venue.calls),
    },
    PLACE,
  );
  await time.pass(30_000);
  return { ...(await pending), calls: venue.calls };
}

const refuse = async () => ({ ok: false, error: 'no' }) as const;

describe('proof of the order group', () => {
  test('F116 it is read back, triggered, seen to refuse, and reset, in this order', async () => {
    const { report, calls } = await proven();
    expect(report.event).toBe('proven');
    expect(calls).toEqual(['read-group', 'limit 3000', 'trigger', 'probe', 'reset']);
  });

  test.each([
    ['read back', { readGroup: refuse }, ['read-group']],
    ['limit', { limitGroup: refuse }, ['read-group', 'limit 3000']],
    ['trigger', { triggerGroup: refuse }, ['read-group', 'limit 3000', 'trigger']],
    ['refusal', { proveRefusal: refuse }, ['read-group', 'limit 3000', 'trigger', 'probe']],
    ['reset', { resetGroup: refuse }, ['read-group', 'limit 3000', 'trigger', 'probe', 'reset']],
    [
      'trigger',
      { triggerGroup: () => new Promise<never>(() => undefined) },
      ['read-group', 'limit 3000', 'trigger'],
    ],
  ])(
    'F116 without a good %s nothing is proven, and nothing after it is tried',
    async (word, change, made) => {
      const { report, calls } = await proven(change);
      expect(report).toMatchObject({ event: 'unproven' });
      expect(report.detail).toContain(word);
      expect(calls).toEqual(made);
    },
  );

  test('F116 what a failed test leaves behind is told: as it was, triggered, or no group at all', async () => {
    expect((await proven()).left).toBe('as-it-was');
    expect((await proven({ readGroup: refuse })).left).toBe('as-it-was');
    for (const change of [
      { triggerGroup: refuse },
      { proveRefusal: refuse },
      { resetGroup: refuse },
    ])
      expect((await proven(change)).left).toBe('triggered');
    const { left, calls } = await proven({ readGroup: async () => ({ ok: true, value: 'gone' }) });
    expect([left, calls]).toEqual(['gone', ['read-group']]);
  });

  test('F71 I3 a kill during the proof: nothing after it is tried, least of all the reset', async () => {
    for (const last of ['read-group', 'limit 3000', 'trigger', 'probe']) {
      const { report, calls, left } = await proven({}, false, (made) => made.includes(last));
      expect(report).toMatchObject({ event: 'unproven', detail: 'killed meanwhile' });
      expect(left).toBe('as-it-was');
      expect(calls.at(-1)).toBe(last);
      expect(calls).not.toContain('reset');
    }
  });

  test('F71 I3 a kill while the reset was under way: the group is triggered again', async () => {
    const { report, calls } = await proven({}, false, (made) => made.includes('reset'));
    expect(report.event).toBe('unproven');
    expect(calls).toEqual(['read-group', 'limit 3000', 'trigger', 'probe', 'reset', 'trigger']);
  });

  test('F70 a remembered group that refuses already was triggered while the engine was down, and stays so', async () => {
    const { report, calls } = await proven(
      { isTriggered: async () => ({ ok: true, value: true }) },
      true,
    );
    expect(report.event).toBe('triggered');
    expect(report.detail).toContain('while the engine was down');
    expect(calls).not.toContain('reset');
  });
});
