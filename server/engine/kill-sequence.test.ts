// The kill sequence against venues that refuse, throw, lag and come back.
import { describe, expect, test } from 'vitest';
import { orderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import type { KillStepReport } from '#lib/domain/report.ts';
import { fail, ok } from '#lib/result.ts';
import { statusOf } from '#server/core/5-execution/testing/venue-reports.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { runKillSequence } from './kill-sequence.ts';
import { createFakeVenue } from './testing/fake-venue.ts';
import { createManualTime } from './testing/manual-time.ts';

const LATCH: KillLatch = {
  id: 'k-1',
  at: wallMs(1),
  by: 'operator',
  reason: 'test',
  steps: [],
  confirmedAt: null,
};

function setUp(change: Partial<VenueOrders> = {}, writeLatch = (_: KillLatch) => true) {
  const time = createManualTime();
  const venue = createFakeVenue(change);
  const steps: KillStepReport[] = [];
  const state = { inFlight: false };
  const run = () =>
    runKillSequence(LATCH, {
      orders: venue.orders,
      clock: time.clock,
      timers: time.timers,
      shard: 2,
      groups: () => [{ shard: 2, id: orderGroupId('g-1') }],
      hasOrderInFlight: () => state.inFlight,
      writeLatch,
      report: (step) => steps.push(step),
    });
  return { time, venue, steps, run, state, names: () => steps.map((each) => each.step) };
}

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
    expect(names()).toContain('second-read');
    expect(names()).not.toContain('confirmed');
    isDown = false;
    await time.pass(12_000);
    await done;
    expect(names().at(-1)).toBe('confirmed');
  });

  test('F71 triggers, cancels all and confirms only after two reads two seconds apart', async () => {
    const { time, run, names, steps } = setUp();
    const done = run();
    await time.pass(1_999);
    expect(names()).not.toContain('confirmed');
    await time.pass(1);
    const latch = await done;
    expect(names()).toEqual([
      'gate-closed',
      'group-triggered',
      'cancel-all',
      'first-read',
      'second-read',
      'confirmed',
    ]);
    expect(latch.confirmedAt).not.toBeNull();
    expect(steps.filter((each) => each.resting === 0)).toHaveLength(2);
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
    const { time, venue, run } = setUp(
      {
        restingOrders: async () =>
          tries < 3 ? { ok: false, error: 'down' } : { ok: true, value: [] },
      },
      () => {
        tries += 1;
        return tries >= 3;
      },
    );
    const done = run();
    await time.pass(20_000);
    await done;
    expect(tries).toBeGreaterThanOrEqual(3);
    expect(venue.calls).toContain('cancel-all');
  });
});
