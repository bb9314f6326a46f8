// What a kill promises while things fail: the latch on disk, every group or cancel-all, a fresh proof, a bounded pace.
import { describe, expect, test } from 'vitest';
import { orderGroupId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { statusOf } from '#server/core/5-execution/testing/venue-reports.ts';
import type { VenueOrders } from '#server/ports/venue-orders.ts';
import { createKillScene } from './testing/kill-scene.ts';

const down = () => Promise.resolve(fail<never>('HTTP 503'));
const G1 = orderGroupId('g-1');
const G2 = orderGroupId('g-2');
const gapsOf = (instants: readonly number[]) =>
  instants.slice(1).map((at, i) => at - (instants[i] ?? 0));

describe('the latch on disk', () => {
  test('F73 carries the steps before, the confirmation and the last look, and the confirmation is told', async () => {
    const { time, run, written, confirmed } = createKillScene();
    const done = run();
    await time.pass(1_000);
    expect(written).toHaveLength(1);
    expect(confirmed).toEqual([]);
    await time.pass(1_200);
    expect(written.at(-1)?.confirmedAt).not.toBeNull();
    expect(confirmed).toEqual([written.at(-1)]);
    await time.pass(2_000);
    const latch = await done;
    expect(written.at(-1)).toEqual(latch);
    expect(latch.steps.at(-1)?.name).toBe('verified');
    expect(confirmed).toHaveLength(1);
  });

  test('F73 a disk that refuses is told and tried at each attempt, and once it took the latch left alone', async () => {
    let tries = 0;
    const scene = createKillScene({
      orders: { cancelAll: down, triggerGroup: down },
      writeLatch: () => {
        tries += 1;
        return tries > 3;
      },
    });
    void scene.run();
    expect(scene.steps.slice(0, 2).map((each) => [each.step, each.detail])).toEqual([
      ['gate-closed', 'no order leaves from here on'],
      ['failed', 'the latch could not be written to disk; it is held in memory'],
    ]);
    await scene.time.pass(10_000);
    expect([tries, scene.written.length]).toEqual([4, 1]);
    const healthy = createKillScene();
    void healthy.run();
    expect(healthy.names()).not.toContain('failed');
  });

  test('a kill released during the wait for the last look writes nothing more', async () => {
    const { time, run, state, written, venue } = createKillScene();
    const done = run();
    await time.pass(2_200);
    const before = [written.length, venue.calls.length];
    state.isCurrent = false;
    await time.pass(10_000);
    expect((await done).steps.at(-1)?.name).toBe('confirmed');
    expect([written.length, venue.calls.length]).toEqual(before);
  });

  test('a kill released during the last look itself ends without a word', async () => {
    let isDown = false;
    const { time, run, state, written, names } = createKillScene({
      orders: { restingOrders: () => (isDown ? down() : Promise.resolve(ok([]))) },
    });
    const done = run();
    await time.pass(2_200);
    isDown = true;
    await time.pass(2_500);
    const before = [written.length, names().length];
    state.isCurrent = false;
    await time.pass(10_000);
    await done;
    expect([written.length, names().length]).toEqual(before);
  });
});

describe('the stop', () => {
  /** Groups on two shards; which calls the venue refuses. */
  function stopped(refused: { readonly cancelAll: boolean; readonly groups: readonly string[] }) {
    return createKillScene({
      groups: [
        { shard: 1, id: G1 },
        { shard: 2, id: G2 },
      ],
      orders: {
        cancelAll: () => (refused.cancelAll ? down() : Promise.resolve(ok(null))),
        triggerGroup: (_, id) => (refused.groups.includes(id) ? down() : Promise.resolve(ok(null))),
      },
    });
  }

  test.each([
    [false, [], true],
    [false, ['g-1', 'g-2'], true],
    [true, [], true],
    [true, ['g-1'], false],
    [true, ['g-2'], false],
  ] as const)(
    'F74 F117 cancel-all refused: %s, of two groups refused: %j: confirmed: %s',
    async (cancelAll, groups, isConfirmed) => {
      const { time, run, names } = stopped({ cancelAll, groups });
      void run();
      await time.pass(20_000);
      expect(names().includes('confirmed')).toBe(isConfirmed);
    },
  );

  test('F74 without any group a refused cancel-all is no stop, whatever the reads say', async () => {
    const { time, run, names } = createKillScene({ groups: [], orders: { cancelAll: down } });
    void run();
    await time.pass(20_000);
    expect(names()).toContain('first-read');
    expect(names()).not.toContain('confirmed');
  });

  test('F74 a group is triggered once, one that refuses again and again, each refusal with its words', async () => {
    const { time, run, venue, steps, at } = stopped({ cancelAll: true, groups: ['g-2'] });
    void run();
    await time.pass(10_000);
    expect(at('group-triggered')).toEqual([0]);
    const attempts = venue.calls.filter((call) => call === 'cancel-all').length;
    expect(venue.calls.filter((call) => call === 'trigger')).toHaveLength(attempts + 1);
    const failures = steps.filter((each) => each.step === 'failed').map((each) => each.detail);
    expect(failures.filter((text) => text === 'HTTP 503')).toHaveLength(attempts);
    expect(failures.filter((text) => text === 'order group: HTTP 503')).toHaveLength(attempts);
  });
});

describe('the proof', () => {
  test('F71 what was read before the venue accepted the stop proves nothing after it', async () => {
    let isDown = true;
    const stop = () => (isDown ? down() : Promise.resolve(ok(null)));
    const { time, run, at } = createKillScene({
      orders: { cancelAll: stop, triggerGroup: stop },
    });
    void run();
    await time.pass(8_000);
    isDown = false;
    await time.pass(10_000);
    const [stoppedMs = 0] = at('cancel-all');
    const [confirmedMs = 0] = at('confirmed');
    expect(stoppedMs).toBeGreaterThan(8_000);
    expect(confirmedMs - stoppedMs).toBeGreaterThanOrEqual(2_000);
  });

  test('F74 an order seen between two empty reads starts the stop and the proof anew', async () => {
    const scene = createKillScene();
    void scene.run();
    await scene.time.pass(1_500);
    scene.venue.resting.push(statusOf('resting'));
    await scene.time.pass(10_000);
    const seenMs = scene.steps.find((each) => each.resting === 1)?.ms ?? 0;
    expect(seenMs).toBeGreaterThanOrEqual(1_500);
    expect(scene.at('single-cancels')).toEqual([seenMs]);
    expect(scene.at('cancel-all')).toHaveLength(2);
    expect(scene.at('cancel-all').at(-1)).toBeGreaterThanOrEqual(seenMs);
    expect((scene.at('confirmed')[0] ?? 0) - seenMs).toBeGreaterThanOrEqual(2_000);
    // The read after it counts as a first one again.
    const after = scene.steps.filter((each) => each.ms > seenMs && each.step.endsWith('-read'));
    expect(after[0]?.step).toBe('first-read');
  });

  test('while nothing fails the stop is asked for once, and reads follow a tenth of a second apart', async () => {
    const { time, run, venue, at } = createKillScene();
    void run();
    await time.pass(1_000);
    expect(venue.calls.filter((call) => call === 'cancel-all' || call === 'trigger')).toHaveLength(
      2,
    );
    expect(at('cancel-all')).toEqual([0]);
    const reads = [...at('first-read'), ...at('second-read')];
    expect(new Set(gapsOf(reads))).toEqual(new Set([100]));
  });

  test('a read tells how many rest, and that the freshness was not known only where it was not', async () => {
    const detailOf = async (orders: Partial<VenueOrders>) => {
      const { time, run, steps } = createKillScene({ orders });
      void run();
      await time.pass(1);
      return steps.find((each) => each.step === 'first-read')?.detail;
    };
    expect(await detailOf({})).toBe('0 resting, freshness not known');
    const watermark: VenueOrders['watermark'] = async () => ok(wallMs(0));
    expect(await detailOf({ watermark })).toBe('0 resting');
  });
});

describe('the pace', () => {
  const SPACED = [50, 100, 200, 400, 800, 1_600, 3_000, 3_000, 3_000];

  test('F74 attempts that fail stand 50 ms apart at first, then ever longer, never more than three seconds', async () => {
    const instants: number[] = [];
    const scene = createKillScene({
      orders: {
        watermark: async () => ok(wallMs(0)),
        triggerGroup: down,
        cancelAll: () => {
          instants.push(scene.elapsedMs());
          return down();
        },
      },
    });
    void scene.run();
    await scene.time.pass(12_200);
    expect(gapsOf(instants)).toEqual(SPACED);
  });

  test('F74 a read that fails while the stop stands is tried at the same pace, each failure with its words', async () => {
    const { time, run, at, steps } = createKillScene({ orders: { restingOrders: down } });
    void run();
    await time.pass(12_200);
    // On top of the pace each read takes its second try.
    gapsOf(at('failed')).forEach((gap, i) => {
      expect(gap).toBeGreaterThanOrEqual(SPACED[i] ?? 0);
      expect(gap).toBeLessThanOrEqual((SPACED[i] ?? 0) + 500);
    });
    expect(at('failed').length).toBeGreaterThanOrEqual(SPACED.length - 1);
    expect(steps.find((each) => each.step === 'failed')?.detail).toBe(
      'read of resting orders: HTTP 503',
    );
    expect(at('cancel-all')).toEqual([0]);
  });

  test('F74 a last look that fails is repeated at that pace until it is had', async () => {
    let isDown = false;
    const instants: number[] = [];
    const read = (): Promise<Result<readonly never[]>> => {
      if (!isDown) return Promise.resolve(ok([]));
      instants.push(scene.elapsedMs());
      return down();
    };
    const scene = createKillScene({ orders: { restingOrders: read } });
    const done = scene.run();
    await scene.time.pass(2_200);
    isDown = true;
    await scene.time.pass(15_000);
    const looks = [...new Set(instants)];
    expect(gapsOf(looks).slice(0, SPACED.length)).toEqual(SPACED);
    isDown = false;
    await scene.time.pass(3_000);
    expect((await done).steps.at(-1)?.name).toBe('verified');
  });
});
