// The kill sequence against venues that refuse, throw, lag and come back.
import { describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { fail, ok } from '#lib/result.ts';
import { statusOf } from '#server/core/5-execution/testing/venue-reports.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createKillScene } from './testing/kill-scene.ts';

const setUp = (orders: Partial<VenueOrders> = {}) => createKillScene({ orders });

describe('kill sequence', () => {
  test('F71 an order still on its way keeps the kill unconfirmed, whatever the reads say', async () => {
    const { time, run, names, state } = setUp();
    state.inFlight = true;
    const done = run();
    await time.pass(6_000);
    expect(names()).toContain('second-read');
    expect(names()).not.toContain('confirmed');
    state.inFlight = false;
    await time.pass(10_000);
    await done;
    expect(names()).toContain('confirmed');
  });

  test('F74 empty reads confirm nothing while the venue accepted neither stop', async () => {
    let isDown = true;
    const refuse = () => Promise.resolve(isDown ? fail<null>('HTTP 503') : ok(null));
    const { time, run, names } = setUp({ triggerGroup: refuse, cancelAll: refuse });
    const done = run();
    await time.pass(8_000);
    expect(names()).toContain('first-read');
    expect(names()).not.toContain('confirmed');
    isDown = false;
    await time.pass(12_000);
    await done;
    expect(names()).toContain('confirmed');
  });

  test('F71 without a watermark two reads two seconds apart confirm, and a later one verifies', async () => {
    const { time, run, names, steps } = setUp();
    const done = run();
    await time.pass(1_999);
    expect(names()).not.toContain('confirmed');
    await time.pass(101);
    expect([...new Set(names())]).toEqual([
      'gate-closed',
      'group-triggered',
      'cancel-all',
      'first-read',
      'second-read',
      'confirmed',
    ]);
    expect(steps.filter((each) => each.step === 'second-read').at(-1)?.resting).toBe(0);
    await time.pass(2_000);
    expect((await done).confirmedAt).not.toBeNull();
    expect(names().at(-1)).toBe('verified');
  });

  test('F74 a venue that cannot be reached is asked again until it answers, and not one "confirmed" before', async () => {
    let isUp = false;
    const down = async () => ({ ok: false, error: 'no route' }) as const;
    const { time, run, names } = setUp({
      triggerGroup: async () => (isUp ? { ok: true, value: null } : down()),
      cancelAll: async () => (isUp ? { ok: true, value: null } : down()),
      restingOrders: async () => (isUp ? { ok: true, value: [] } : down()),
    });
    const done = run();
    await time.pass(600_000);
    expect(names()).not.toContain('confirmed');
    isUp = true;
    await time.pass(10_000);
    const latch = await done;
    expect(latch.confirmedAt).not.toBeNull();
    // The trigger that failed at first was repeated; the accepted cancel-all is on record for the release to wait for.
    expect(names().filter((name) => name === 'group-triggered')).toHaveLength(1);
    expect(names().lastIndexOf('cancel-all')).toBeGreaterThan(0);
  });

  test('F74 hours of trying leave a latch of bounded size', async () => {
    const { time, run, steps } = setUp({
      restingOrders: async () => ({ ok: false, error: 'down' }),
    });
    void run();
    await time.pass(2 * 3_600_000);
    expect(steps.length).toBeLessThan(600);
  });

  test('an exception anywhere in the venue adapter is one more failure, not the end of the kill', async () => {
    let calls = 0;
    const boom = () => {
      calls += 1;
      if (calls < 9) throw new Error('adapter bug');
    };
    const { time, run } = setUp({
      triggerGroup: async () => {
        boom();
        return { ok: true, value: null };
      },
      cancelAll: async () => {
        boom();
        return { ok: true, value: null };
      },
      restingOrders: async () => {
        boom();
        return { ok: true, value: [] };
      },
    });
    const done = run();
    await time.pass(30_000);
    expect((await done).confirmedAt).not.toBeNull();
  });

  test('F115 what still rests is cancelled by name on its own shard, and a throwing cancel is not the end', async () => {
    const { time, venue, run } = setUp({
      cancelAll: async () => ({ ok: false, error: '503' }),
    });
    venue.resting.push(statusOf('resting'));
    const done = run();
    await time.pass(10_000);
    await done;
    expect(venue.calls).toContain('cancel v-1 on 2');
  });

  test('F73 a disk that refuses the latch stops nothing, and the latch is written when the disk is back', async () => {
    let tries = 0;
    const { time, venue, run } = createKillScene({
      orders: {
        restingOrders: async () =>
          tries < 3 ? { ok: false, error: 'down' } : { ok: true, value: [] },
      },
      writeLatch: () => {
        tries += 1;
        return tries >= 3;
      },
    });
    const done = run();
    await time.pass(20_000);
    await done;
    expect(tries).toBeGreaterThanOrEqual(3);
    expect(venue.calls).toContain('cancel-all');
  });

  /** A venue 300 ms ahead of us whose reads are `lagMs` old. */
  function lagging(lagMs: number) {
    const changed: Partial<VenueOrders> = {
      watermark: async () => ok(wallMs(scene.time.clock.wall() + 300 - lagMs)),
    };
    const scene = createKillScene({
      orders: changed,
      venueClock: () => ({ offsetMs: 300, errorMs: 40 }),
    });
    return scene;
  }

  test('F120 two reads past the watermark confirm within half a second; without them nothing does', async () => {
    const { time, run, names } = lagging(0);
    void run();
    await time.pass(250);
    expect(names()).not.toContain('confirmed');
    await time.pass(250);
    expect(names()).toContain('confirmed');
    const late = lagging(1_500);
    void late.run();
    await late.time.pass(1_500);
    expect(late.names()).not.toContain('confirmed');
    await late.time.pass(600);
    expect(late.names()).toContain('confirmed');
  });

  test('F120 an order that appears after the confirmation takes it back and is cancelled', async () => {
    const { time, venue, run, names, steps } = lagging(0);
    const done = run();
    await time.pass(600);
    expect(names()).toContain('confirmed');
    venue.resting.push(statusOf('resting'));
    await time.pass(2_500);
    expect(steps.some((each) => each.resting === 1)).toBe(true);
    await time.pass(6_000);
    await done;
    expect(names().filter((name) => name === 'confirmed')).toHaveLength(2);
    expect(names().at(-1)).toBe('verified');
    expect(venue.resting).toHaveLength(0);
  });

  test('a call that never answers is given up after half a second and asked again', async () => {
    let calls = 0;
    const { time, run, names } = setUp({
      cancelAll: () => {
        calls += 1;
        return calls === 1 ? new Promise(() => undefined) : Promise.resolve(ok(null));
      },
      triggerGroup: () => Promise.resolve(fail<null>('HTTP 503')),
    });
    void run();
    await time.pass(1_500);
    expect(names()).toContain('cancel-all');
  });

  test('a kill that was released says and writes nothing any more', async () => {
    const { time, run, state, steps } = setUp();
    const done = run();
    await time.pass(2_000);
    state.isCurrent = false;
    const told = steps.length;
    await time.pass(10_000);
    await done;
    expect(steps).toHaveLength(told);
  });
});
