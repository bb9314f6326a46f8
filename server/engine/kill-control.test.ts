// Kill and release together: races between them, failing halves, and latches that others put on disk.
import { describe, expect, test } from 'vitest';
import { orderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { fail, ok } from '#lib/result.ts';
import type { EventBody } from '#server/core/event.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createDoor } from './door.ts';
import { createKillControl } from './kill-control.ts';
import { createResetCount } from './reset-count.ts';
import { createFakeVenue } from './testing/fake-venue.ts';
import { createManualTime, settlePromises } from './testing/manual-time.ts';

function latchOf(id: string): KillLatch {
  return { id, at: wallMs(1), by: 'cli', reason: 'test', steps: [], confirmedAt: null };
}

function setUp(
  change: Partial<VenueOrders> = {},
  commit: () => Promise<void> = async () => undefined,
) {
  const time = createManualTime();
  const venue = createFakeVenue(change);
  const door = createDoor(() => 0);
  door.open();
  const pushed: EventBody[] = [];
  const resets = createResetCount(venue.orders, time.timers);
  const alarms: string[] = [];
  const held: { core: KillLatch | null; disk: KillLatch | null } = { core: null, disk: null };
  const control = createKillControl({
    parts: {
      orders: venue.orders,
      clock: time.clock,
      timers: time.timers,
      entropy: { random: () => 0, uuid: () => `id-${pushed.length}-fresh` },
    },
    door,
    hasOrderInFlight: () => false,
    mayArriveLate: () => false,
    resets,
    makeGroup: async () => ok(orderGroupId('g-2')),
    venueClock: () => null,
    exitLane: { follow: () => undefined, group: () => null },
    latchFile: {
      read: () => held.disk,
      write: (latch) => {
        held.disk = latch;
        return true;
      },
      clear: () => {
        held.disk = null;
      },
    },
    writer: { commit },
    shard: 2,
    latch: () => held.core,
    groups: () => [{ shard: 2, id: orderGroupId('g-1') }],
    push: (body) => pushed.push(body),
    alarm: (_, code) => alarms.push(code),
    log: { error: () => undefined },
  });
  const kill = (id: string) => {
    held.core = latchOf(id);
    control.kill({ latchId: id, by: 'operator', reason: 'test' });
  };
  const release = () => {
    held.core = null;
    control.release();
  };
  const kills = () =>
    pushed.filter((each) => each.kind === 'command' && each.command.body.kind === 'kill').length;
  return { time, venue, door, held, control, pushed, alarms, resets, kill, release, kills };
}

describe('kill and release', () => {
  test('I2 the door is closed before kill returns', () => {
    const { door, kill } = setUp();
    kill('k-1');
    expect(door.isOpen()).toBe(false);
  });

  test('F72 a second kill starts no second sequence', async () => {
    const { time, venue, kill } = setUp();
    kill('k-1');
    kill('k-1');
    await time.pass(10_000);
    expect(venue.calls.filter((call) => call === 'trigger')).toHaveLength(1);
  });

  test('a release clears the latch, resets the group and opens the door, in this order', async () => {
    const { time, venue, door, held, kill, release, pushed } = setUp();
    kill('k-1');
    await time.pass(10_000);
    expect(held.disk?.confirmedAt).not.toBeNull();
    release();
    expect(door.isOpen()).toBe(false);
    await settlePromises();
    expect(venue.calls.at(-1)).toBe('reset');
    expect(held.disk).toBeNull();
    expect(door.isOpen()).toBe(true);
    expect(pushed.at(-1)).toMatchObject({ kind: 'report', report: { event: 'reset' } });
  });

  test('a test of the breaker asked for at once after a release begins only when door and latch are open again', async () => {
    let finish: () => void = () => undefined;
    const { time, control, door, held, kill, release } = setUp(
      {},
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const seen: boolean[] = [];
    await control.released();
    kill('k-1');
    await time.pass(10_000);
    release();
    void control.released().then(() => seen.push(door.isOpen() && held.disk === null));
    await settlePromises();
    expect(seen).toEqual([]);
    finish();
    await settlePromises();
    expect(seen).toEqual([true]);
  });

  test('the latch file still there while a release is under way does not kill again', async () => {
    let finish: () => void = () => undefined;
    const { time, control, held, kill, release, kills } = setUp(
      {},
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    kill('k-1');
    await time.pass(10_000);
    release();
    control.watch();
    expect(kills()).toBe(0);
    finish();
    await settlePromises();
    expect(held.disk).toBeNull();
  });

  test('F77 a group that cannot be reset leaves trading killed, and that kill runs its own sequence', async () => {
    const { time, venue, door, held, alarms, kill, release, kills } = setUp({
      resetGroup: async () => ({ ok: false, error: '500' }),
    });
    kill('k-1');
    await time.pass(10_000);
    release();
    await settlePromises();
    expect(alarms).toContain('release-failed');
    expect(kills()).toBe(1);
    expect(door.isOpen()).toBe(false);
    expect(held.disk).not.toBeNull();
    const before = venue.calls.length;
    kill('k-2');
    await time.pass(10_000);
    expect(venue.calls.slice(before)).toContain('trigger');
    expect(held.disk?.id).toBe('k-2');
    expect(held.disk?.confirmedAt).not.toBeNull();
  });

  test('a release that is not durable leaves trading killed', async () => {
    const { time, door, held, kill, release, kills } = setUp({}, () =>
      Promise.reject(new Error('disk')),
    );
    kill('k-1');
    await time.pass(10_000);
    release();
    await settlePromises();
    expect(kills()).toBe(1);
    expect(door.isOpen()).toBe(false);
    expect(held.disk).not.toBeNull();
  });

  test('a kill pressed while the release resets the group wins: triggered again, door shut, latch kept', async () => {
    let answerReset: () => void = () => undefined;
    const { time, venue, door, held, kill, release } = setUp({
      resetGroup: () =>
        new Promise((resolve) => {
          answerReset = () => resolve({ ok: true, value: null });
        }),
    });
    kill('k-1');
    await time.pass(10_000);
    release();
    await settlePromises();
    kill('k-2');
    await settlePromises();
    answerReset();
    await settlePromises();
    expect(venue.calls.lastIndexOf('trigger')).toBeGreaterThan(venue.calls.lastIndexOf('reset'));
    expect(door.isOpen()).toBe(false);
    expect(held.disk?.id).toBe('k-2');
  });

  test('F75 a latch that another process wrote closes the door at once and is passed on once', () => {
    const { control, door, held, kills } = setUp();
    held.disk = latchOf('by-watchdog');
    control.watch();
    control.watch();
    expect(door.isOpen()).toBe(false);
    expect(kills()).toBe(1);
  });

  test('F75 a flatten that another process latched stays one: passed on as such, and on disk with every step', async () => {
    const { time, control, held, pushed } = setUp();
    held.disk = { ...latchOf('by-watchdog'), flatten: true };
    control.watch();
    expect(pushed[0]).toMatchObject({
      command: {
        body: {
          kind: 'flatten',
          reason: 'test (latched at 00:00:00.001 UTC, found by this engine later)',
        },
      },
    });
    held.core = { ...latchOf('k-1'), flatten: true };
    control.kill({ latchId: 'k-1', by: 'cli', reason: 'test' });
    await time.pass(10_000);
    expect(held.disk).toMatchObject({ id: 'k-1', flatten: true });
  });

  test('F72 a flatten that was made a plain kill is one on disk, too, after every later step', async () => {
    const { time, control, held } = setUp();
    held.core = { ...latchOf('k-1'), flatten: true };
    control.kill({ latchId: 'k-1', by: 'operator', reason: 'test' });
    await time.pass(500);
    held.core = { ...latchOf('k-1'), flatten: false };
    control.kill({ latchId: 'k-1', by: 'operator', reason: 'test' });
    await time.pass(10_000);
    expect(held.disk?.confirmedAt).not.toBeNull();
    expect(held.disk?.flatten).toBe(false);
  });

  test('F71 I3 a reset seen after the kill was verified makes its group be triggered again, and says so', async () => {
    const { time, venue, control, pushed, resets, kill } = setUp();
    kill('k-1');
    await time.pass(10_000);
    const triggers = () => venue.calls.filter((call) => call === 'trigger').length;
    control.watch();
    await time.pass(1_000);
    expect(triggers()).toBe(1);
    resets.noteSeen();
    control.watch();
    control.watch();
    await time.pass(1_000);
    expect(triggers()).toBe(2);
    expect(pushed.at(-1)).toMatchObject({ report: { step: 'group-triggered' } });
  });

  test('F71 I3 a reset without an answer counts again later, for it may arrive then', async () => {
    const { time, resets } = setUp({ resetGroup: async () => fail('no answer') });
    await resets.reset(2, orderGroupId('g-1'));
    const counts = [resets.count()];
    for (const ms of [5_000, 10_000, 45_000, 600_000]) {
      await time.pass(ms);
      counts.push(resets.count());
    }
    expect(counts).toEqual([2, 3, 4, 5, 5]);
  });

  test('F117 a release whose group the exchange has no longer makes a new one and opens with it', async () => {
    const { time, door, pushed, kill, release } = setUp({
      resetGroup: async () => fail('404'),
      readGroup: async () => ok('gone'),
    });
    kill('k-1');
    await time.pass(10_000);
    release();
    await settlePromises();
    expect(door.isOpen()).toBe(true);
    expect(pushed.at(-1)).toMatchObject({ report: { event: 'reset', orderGroupId: 'g-2' } });
  });

  test('a breach latches on disk before the process ends, and its door never opens again', () => {
    const { control, door, held } = setUp();
    control.latchBreach('cash is a fraction');
    expect(held.disk?.reason).toContain('cash is a fraction');
    door.open();
    expect(door.isOpen()).toBe(false);
  });
});
