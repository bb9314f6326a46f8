// The self-test of the breaker: every step must hold, in order, and nothing is reset that somebody else triggered.
import { describe, expect, test } from 'vitest';
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

async function proven(change: Partial<VenueOrders> = {}, isRemembered = false) {
  const venue = createFakeVenue(change);
  const time = createManualTime();
  const pending = proveGroup(
    {
      ...{ orders: venue.orders, timers: time.timers, shard: 2 },
      newId: () => clientOrderId('probe'),
      isRemembered: () => isRemembered,
    },
    PLACE,
  );
  await time.pass(30_000);
  return { report: await pending, calls: venue.calls };
}

const refuse = async () => ({ ok: false, error: 'no' }) as const;

describe('proof of the order group', () => {
  test('F116 it is read back, triggered, seen to refuse, and reset, in this order', async () => {
    const { report, calls } = await proven();
    expect(report.event).toBe('proven');
    expect(calls).toEqual(['read-group', 'trigger', 'probe', 'reset']);
  });

  test.each([
    ['read back', { readGroup: refuse }, ['read-group']],
    ['trigger', { triggerGroup: refuse }, ['read-group', 'trigger']],
    ['refusal', { proveRefusal: refuse }, ['read-group', 'trigger', 'probe']],
    ['reset', { resetGroup: refuse }, ['read-group', 'trigger', 'probe', 'reset']],
    [
      'trigger',
      { triggerGroup: () => new Promise<never>(() => undefined) },
      ['read-group', 'trigger'],
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
