// The way out of a flatten: opens only after the confirmation, shuts when flat, killed again or released.
import { describe, expect, test } from 'vitest';
import { type CentiContracts, count } from '#lib/domain/count.ts';
import { marketTicker, orderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { EventBody } from '#server/core/event.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createDoor, type DoorRequest } from './door.ts';
import { createExitLane } from './exit-lane.ts';
import { createFakeVenue } from './testing/fake-venue.ts';
import { createManualTime, settlePromises } from './testing/manual-time.ts';

const EXIT: DoorRequest = {
  purpose: 'exit',
  reduceOnly: true,
  ticker: marketTicker('KXBTC15M-26NOV2015-15'),
  side: 'ask',
  count: count(300),
};

function latchOf(flatten: boolean, isConfirmed: boolean): KillLatch {
  const confirmedAt = isConfirmed ? wallMs(2) : null;
  return { id: 'k', at: wallMs(1), by: 'operator', reason: 'x', steps: [], confirmedAt, flatten };
}

function setUp(change: Partial<VenueOrders> = {}) {
  const time = createManualTime();
  const limits: CentiContracts[] = [];
  const venue = createFakeVenue({
    createGroup: async (_, limit) => {
      limits.push(limit);
      return { ok: true, value: orderGroupId('exits') };
    },
    ...change,
  });
  const state: { latch: KillLatch | null; held: number; isAsked: boolean } = {
    ...{ latch: null, held: 300, isAsked: false },
  };
  const door = createDoor(() => state.held);
  door.close('killed');
  const pushed: EventBody[] = [];
  const lane = createExitLane({
    ...{ orders: venue.orders, timers: time.timers, door, shard: 2 },
    latch: () => state.latch,
    held: () => count(state.held),
    isAsked: () => state.latch?.flatten === true || state.isAsked,
    push: (body) => pushed.push(body),
  });
  const follow = async () => {
    lane.follow();
    await settlePromises();
  };
  return { venue, state, door, lane, limits, pushed, follow };
}

describe('exit lane', () => {
  test('I2 no exit leaves before the kill is confirmed, nor in a plain kill', async () => {
    const { state, door, venue, follow } = setUp();
    for (const latch of [null, latchOf(true, false), latchOf(false, true)]) {
      state.latch = latch;
      await follow();
      expect(door.denies(EXIT)).not.toBeNull();
    }
    expect(venue.calls).toEqual([]);
  });

  test('a confirmed flatten makes a group as large as what is held, opens for exits, and shuts when flat', async () => {
    const { state, door, venue, limits, pushed, follow, lane } = setUp();
    state.latch = latchOf(true, true);
    await follow();
    expect(limits).toEqual([300]);
    expect(door.denies(EXIT)).toBeNull();
    expect(pushed[0]).toMatchObject({ report: { event: 'created-for-exits' } });
    state.held = 0;
    await follow();
    expect(venue.calls).toContain('trigger');
    expect(lane.group()).toBeNull();
    state.held = 300;
    expect(door.denies(EXIT)).not.toBeNull();
  });

  test('one exit asked for in a plain kill opens the lane, for what lowers a position and nothing else', async () => {
    const { state, door, limits, follow, lane } = setUp();
    state.isAsked = true;
    state.latch = latchOf(false, false);
    await follow();
    expect(door.denies(EXIT)).not.toBeNull();
    state.latch = latchOf(false, true);
    await follow();
    expect(limits).toEqual([300]);
    expect(door.denies(EXIT)).toBeNull();
    expect(door.denies({ ...EXIT, purpose: 'enter', reduceOnly: false })).not.toBeNull();
    expect(door.denies({ ...EXIT, side: 'bid' })).not.toBeNull();
    expect(door.denies({ ...EXIT, count: count(400) })).not.toBeNull();
    state.isAsked = false;
    await follow();
    expect(lane.group()).toBeNull();
    expect(door.denies(EXIT)).not.toBeNull();
  });

  test('a plain kill during the flatten shuts the lane; a trigger that fails is repeated', async () => {
    let isUp = false;
    const { state, door, lane, follow } = setUp({
      triggerGroup: async () => (isUp ? { ok: true, value: null } : { ok: false, error: '503' }),
    });
    state.latch = latchOf(true, true);
    await follow();
    state.latch = latchOf(false, true);
    await follow();
    expect(door.denies(EXIT)).not.toBeNull();
    expect(lane.group()).not.toBeNull();
    isUp = true;
    await follow();
    expect(lane.group()).toBeNull();
  });
});
