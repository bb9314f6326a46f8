// Groups of a kill: no confirmation without them while an order may arrive, and no end before each is triggered.
import { describe, expect, test } from 'vitest';
import { orderGroupId } from '#lib/domain/ids.ts';
import { fail, ok } from '#lib/result.ts';
import { statusOf } from '#server/core/5-execution/testing/venue-reports.ts';
import { createKillScene, type SceneChange } from './testing/kill-scene.ts';

const G1 = orderGroupId('g-1');

/** A venue that takes cancel-all, and triggers only once `isUp`. */
function halfDeaf(change: SceneChange = {}) {
  const state = { isUp: false, isShut: false };
  const scene = createKillScene({
    ...change,
    orders: {
      triggerGroup: async () => {
        if (!state.isUp) return fail<null>('HTTP 503');
        state.isShut = true;
        return ok(null);
      },
      ...change.orders,
    },
  });
  return { ...scene, venueState: state };
}

describe('the groups of a kill', () => {
  test('F71 I3 a trigger that failed once is sent again, and a create given up on is kept out by it', async () => {
    const { time, run, names, venue, venueState, state } = halfDeaf();
    state.mayArriveLate = true;
    time.timers.after(20, () => {
      venueState.isUp = true;
    });
    let isTaken = false;
    time.timers.after(8_000, () => {
      isTaken = !venueState.isShut;
      if (isTaken) venue.resting.push(statusOf('resting'));
    });
    const done = run();
    await time.pass(1_000);
    expect(names()).toContain('group-triggered');
    await time.pass(60_000);
    expect(isTaken).toBe(false);
    expect((await done).confirmedAt).not.toBeNull();
  });

  test('F71 I3 a kill confirms only once every group is triggered while an outcome is unknown, and says what is open', async () => {
    const { time, run, at, steps, venue, venueState, state } = halfDeaf();
    state.mayArriveLate = true;
    const done = run();
    await time.pass(30_000);
    expect(at('confirmed')).toEqual([]);
    expect(venue.calls).toContain('cancel-all');
    const open = steps.filter((each) => each.step === 'group-open').map((each) => each.detail);
    expect(open.some((text) => text.includes('NOT confirmed'))).toBe(true);
    expect(open.some((text) => text.includes('HTTP 503'))).toBe(true);
    const before = venue.calls.length;
    await time.pass(60_000);
    // A look, and a try with a look for the group, every three seconds.
    expect(venue.calls.length - before).toBeLessThan(150);
    venueState.isUp = true;
    await time.pass(10_000);
    const [shutMs = 0] = at('group-triggered');
    const [confirmedMs = 0] = at('confirmed');
    expect(shutMs).toBeGreaterThan(90_000);
    expect(confirmedMs).toBeGreaterThanOrEqual(shutMs);
    expect(confirmedMs - shutMs).toBeLessThan(300);
    expect((await done).confirmedAt).not.toBeNull();
  });

  test('F71 I3 with every outcome known it confirms without the group, says so, and tries on after the last look', async () => {
    const { time, run, at, names, steps, venueState } = halfDeaf();
    const done = run();
    await time.pass(30_000);
    expect(at('confirmed')).toHaveLength(1);
    expect(steps.find((each) => each.step === 'confirmed')?.detail).toContain(
      'group on shard 2 is NOT triggered yet',
    );
    expect(names()).toContain('verified');
    venueState.isUp = true;
    await time.pass(10_000);
    expect((await done).confirmedAt).not.toBeNull();
    expect(names().at(-1)).toBe('group-triggered');
  });

  test('F71 a trigger that hangs holds no look back once the venue took cancel-all', async () => {
    const { time, run, at } = createKillScene({
      orders: { triggerGroup: () => new Promise(() => undefined) },
    });
    void run();
    await time.pass(3_000);
    expect(at('confirmed')[0]).toBeLessThan(2_700);
  });

  test('F71 I3 a reset that ends after the trigger makes the group be triggered again', async () => {
    const { time, run, at, state } = createKillScene();
    const done = run();
    await time.pass(500);
    expect(at('group-triggered')).toEqual([0]);
    state.resets += 1;
    await time.pass(500);
    expect(at('group-triggered')).toHaveLength(2);
    await time.pass(2_500);
    state.resets += 1;
    await time.pass(2_000);
    await done;
    expect(at('group-triggered')).toHaveLength(3);
  });

  test('F117 a group that the exchange has no longer keeps no kill open; one it cannot tell of does', async () => {
    for (const [read, isConfirmed] of [
      [ok('gone' as const), true],
      [ok('stands' as const), false],
      [fail('HTTP 503'), false],
    ] as const) {
      const { time, run, names, state } = createKillScene({
        orders: { triggerGroup: async () => fail<null>('404'), readGroup: async () => read },
      });
      state.mayArriveLate = true;
      void run();
      await time.pass(20_000);
      expect(names().includes('confirmed')).toBe(isConfirmed);
    }
  });

  test('a kill that was released stops trying', async () => {
    const { time, run, venue, state } = halfDeaf({ groups: [{ shard: 2, id: G1 }] });
    const done = run();
    await time.pass(10_000);
    state.isCurrent = false;
    await time.pass(10_000);
    const { length } = venue.calls;
    await time.pass(60_000);
    await done;
    expect(venue.calls).toHaveLength(length);
  });

  test('F115 what rests on another shard is cancelled there', async () => {
    const { time, run, venue } = createKillScene({
      orders: { cancelAll: async () => fail<null>('HTTP 503') },
    });
    venue.resting.push(statusOf('resting', { shard: 7 }));
    void run();
    await time.pass(1_000);
    expect(venue.calls).toContain('cancel v-1 on 7');
  });
});
