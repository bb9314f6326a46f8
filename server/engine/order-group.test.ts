// Which group a start begins with: the remembered one, unless the exchange says for certain that there is none.
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { type OrderGroupId, orderGroupId } from '#lib/domain/ids.ts';
import { fail, ok } from '#lib/result.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { ensureGroup } from './order-group.ts';
import { createFakeVenue } from './testing/fake-venue.ts';
import { createManualTime } from './testing/manual-time.ts';

async function ensured(
  change: Partial<VenueOrders>,
  { known = orderGroupId('g-old'), isKilled = false }: Partial<Start> = {},
) {
  const venue = createFakeVenue({ createGroup: async () => ok(orderGroupId('g-new')), ...change });
  const time = createManualTime();
  const disk = { id: known };
  const file = {
    read: () => disk.id,
    write: (id: OrderGroupId) => {
      disk.id = id;
    },
  };
  const tools = { orders: venue.orders, timers: time.timers, isKilled: () => isKilled };
  const pending = ensureGroup(tools, file, { shard: 2, limit: count(100) });
  await time.pass(3_000);
  return { group: await pending, onDisk: disk.id };
}

interface Start {
  readonly known: OrderGroupId | null;
  readonly isKilled: boolean;
}

const OLD = { group: ok('g-old'), onDisk: 'g-old' };
const NEW = { group: ok('g-new'), onDisk: 'g-new' };

describe('the group of a start', () => {
  test('F117 a remembered group that stands is kept, one that is gone is replaced on disk, too', async () => {
    expect(await ensured({})).toEqual(OLD);
    expect(await ensured({ readGroup: async () => ok('gone') })).toEqual(NEW);
    expect(await ensured({}, { known: null })).toEqual(NEW);
  });

  test('F117 a group that could not be read is no missing one, nor is any replaced while killed', async () => {
    expect(await ensured({ readGroup: async () => fail('503') })).toEqual(OLD);
    expect(await ensured({ readGroup: () => new Promise(() => undefined) })).toEqual(OLD);
    expect(await ensured({ readGroup: async () => ok('gone') }, { isKilled: true })).toEqual(OLD);
  });
});
