// The dead-man's switch and the second way to stop.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { orderGroupId } from '#lib/domain/ids.ts';
import { monoNs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { createFakeVenue } from '#server/engine/testing/fake-venue.ts';
import { createManualTime } from '#server/engine/testing/manual-time.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import {
  createDeadMan,
  noteFarewell,
  noteHeardBefore,
  noteHeartbeat,
  reasonToKill,
} from './dead-man.ts';
import { createHeardFile } from './heard-file.ts';
import { createVenueKiller } from './venue-killer.ts';

const at = (ms: number) => monoNs(ms * 1e6);
const WELL = { loopDelayMs: 1, rssBytes: 1e8, isStarting: false };

describe('dead man', () => {
  test('an engine that was never heard is not killed; one that falls silent is, once', () => {
    const state = createDeadMan();
    expect(reasonToKill(state, at(60_000))).toBeNull();
    noteHeartbeat(state, WELL, at(60_000));
    expect(reasonToKill(state, at(65_000))).toBeNull();
    expect(reasonToKill(state, at(65_001))).toContain('no heartbeat');
    expect(reasonToKill(state, at(70_000))).toBeNull();
  });

  test('F92 F94 a blocked loop and a swollen memory are reasons, and an engine that is well again can fail again', () => {
    const state = createDeadMan();
    noteHeartbeat(state, { ...WELL, loopDelayMs: 5_001 }, at(1_000));
    expect(reasonToKill(state, at(1_001))).toContain('blocked');
    noteHeartbeat(state, { ...WELL, rssBytes: 3 * 1024 ** 3 }, at(2_000));
    expect(reasonToKill(state, at(2_001))).toBeNull();
    noteHeartbeat(state, WELL, at(3_000));
    noteHeartbeat(state, { ...WELL, rssBytes: 3 * 1024 ** 3 }, at(4_000));
    expect(reasonToKill(state, at(4_001))).toContain('memory');
  });

  test('a planned restart with nothing resting has thirty seconds, once; one that leaves orders has none', () => {
    const state = createDeadMan();
    noteHeartbeat(state, WELL, at(0));
    noteFarewell(state, true);
    expect(reasonToKill(state, at(29_999))).toBeNull();
    expect(reasonToKill(state, at(30_001))).toContain('no heartbeat');
    noteHeartbeat(state, WELL, at(40_000));
    noteFarewell(state, true);
    noteHeartbeat(state, WELL, at(41_000));
    expect(reasonToKill(state, at(46_001))).toContain('no heartbeat');
    noteHeartbeat(state, WELL, at(50_000));
    noteFarewell(state, false);
    expect(reasonToKill(state, at(55_001))).toContain('no heartbeat');
  });

  test('an engine that beats but never gets beyond its start is killed', () => {
    const state = createDeadMan();
    for (let ms = 0; ms <= 20_000; ms += 500) {
      noteHeartbeat(state, { ...WELL, isStarting: true }, at(ms));
      expect(reasonToKill(state, at(ms))).toBeNull();
    }
    expect(reasonToKill(state, at(20_001))).toContain('starting');
  });
});

describe('a watchdog that begins anew', () => {
  test('F92 beside an engine heard before in this run it kills one that stays silent, and spares one that beats', () => {
    const hung = createDeadMan();
    noteHeardBefore(hung, at(1_000));
    expect(reasonToKill(hung, at(21_000))).toBeNull();
    expect(reasonToKill(hung, at(21_001))).toContain('no heartbeat');
    const well = createDeadMan();
    noteHeardBefore(well, at(1_000));
    noteHeartbeat(well, WELL, at(20_000));
    expect(reasonToKill(well, at(25_000))).toBeNull();
    expect(reasonToKill(well, at(25_001))).toContain('no heartbeat');
  });

  test('F92 the word that an engine was heard lasts for the run it was written in', () => {
    const home = mkdtempSync(join(tmpdir(), 'voltage-heard-'));
    try {
      const first = createHeardFile(home, 1_795_000_000_000);
      expect(first.read()).toBe(false);
      expect(first.write()).toBe(true);
      expect(createHeardFile(home, 1_795_000_000_000).read()).toBe(true);
      expect(createHeardFile(home, 1_795_000_000_001).read()).toBe(false);
      expect(createHeardFile(join(home, 'run', 'engine-heard'), 1).write()).toBe(false);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});

function setUp(change: Partial<VenueOrders> = {}, onDisk: KillLatch | null = null) {
  const time = createManualTime();
  const venue = createFakeVenue(change);
  const disk: { latch: KillLatch | null } = { latch: onDisk };
  const killer = createVenueKiller({
    orders: venue.orders,
    clock: time.clock,
    timers: time.timers,
    shard: 2,
    group: () => orderGroupId('g-1'),
    readLatch: () => disk.latch,
    writeLatch: (latch) => {
      disk.latch = latch;
      venue.calls.push('latch');
      return true;
    },
    newId: () => 'k-watchdog',
    log: () => undefined,
  });
  return { time, venue, disk, killer };
}

describe('venue killer', () => {
  test('latches before it touches the network, then stops everything and says what a reading showed', async () => {
    const { time, venue, disk, killer } = setUp();
    const pending = killer.kill({ by: 'watchdog', reason: 'silence' });
    await time.pass(5_000);
    const outcome = await pending;
    expect(venue.calls.slice(0, 4)).toEqual(['latch', 'trigger', 'cancel-all', 'read']);
    expect(outcome.flat).toBe(true);
    expect(disk.latch).toMatchObject({ id: 'k-watchdog', by: 'watchdog', reason: 'silence' });
    expect(disk.latch?.confirmedAt).not.toBeNull();
    expect(killer.isTrying()).toBe(false);
  });

  test('F74 without an answer it says so in ten seconds and keeps trying until the exchange shows nothing', async () => {
    let isUp = false;
    const { time, venue, killer } = setUp({
      cancelAll: async () => (isUp ? { ok: true, value: null } : { ok: false, error: 'down' }),
      triggerGroup: () =>
        isUp ? Promise.resolve({ ok: true, value: null }) : Promise.reject(new Error('bug')),
      restingOrders: async () => (isUp ? { ok: true, value: [] } : { ok: false, error: 'down' }),
    });
    const pending = killer.kill({ by: 'watchdog', reason: 'silence' });
    await time.pass(10_000);
    expect((await pending).flat).toBe(false);
    await time.pass(60_000);
    expect(killer.isTrying()).toBe(true);
    expect(venue.calls.filter((call) => call === 'trigger').length).toBeGreaterThan(8);
    isUp = true;
    await time.pass(12_000);
    expect(killer.isTrying()).toBe(false);
    const { length } = venue.calls;
    await time.pass(60_000);
    expect(venue.calls).toHaveLength(length);
  });

  test('F71 I3 without a trigger it confirms nothing, for it does not know what the engine had sent', async () => {
    let isUp = false;
    const { time, killer, venue } = setUp({
      triggerGroup: async () => (isUp ? { ok: true, value: null } : { ok: false, error: '503' }),
    });
    const pending = killer.kill({ by: 'watchdog', reason: 'silence' });
    await time.pass(10_000);
    expect((await pending).flat).toBe(false);
    expect(venue.calls).toContain('cancel-all');
    isUp = true;
    await time.pass(10_000);
    expect(killer.isTrying()).toBe(false);
  });

  test("F72 a flatten pressed over an engine's own plain kill says that the level was not noted", async () => {
    const latch: KillLatch = {
      ...{ id: 'k', at: createManualTime().clock.wall(), by: 'operator', reason: 'first' },
      ...{ steps: [], confirmedAt: null, flatten: false },
    };
    const { time, killer, disk } = setUp({}, latch);
    const pending = killer.kill({ by: 'cli', reason: 'out', flatten: true });
    await time.pass(5_000);
    expect(disk.latch).toEqual(latch);
    expect((await pending).text).toContain('press flatten again');
  });

  test('F72 an existing latch keeps its cause, and two presses at once are one kill', async () => {
    const first: KillLatch = {
      id: 'k-engine',
      at: createManualTime().clock.wall(),
      by: 'operator',
      reason: 'first',
      steps: [],
      confirmedAt: null,
    };
    const { time, venue, disk, killer } = setUp({}, first);
    const cause = { by: 'cli', reason: 'second' };
    const both = Promise.all([killer.kill(cause), killer.kill(cause)]);
    await time.pass(5_000);
    expect((await both).every((each) => each.flat)).toBe(true);
    expect(disk.latch?.id).toBe('k-engine');
    expect(venue.calls.filter((call) => call === 'trigger')).toHaveLength(1);
  });
});
