// The three system adapters keep the promises of their ports.
import { describe, expect, test } from 'vitest';
import { createSystemClock } from './clock.ts';
import { createSystemEntropy } from './entropy.ts';
import { createSystemTimers } from './timers.ts';

describe('system adapters', () => {
  test('F96 the monotonic clock starts near zero and never steps back', () => {
    const clock = createSystemClock();
    let last = clock.mono();
    expect(last).toBeLessThan(1e9);
    for (let i = 0; i < 10_000; i++) {
      const now = clock.mono();
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
    expect(Math.abs(clock.wall() - Date.now())).toBeLessThan(1_000);
  });

  test('a cancelled timer never runs and a repeated one runs until it is cancelled', async () => {
    const timers = createSystemTimers();
    let cancelledRuns = 0;
    timers.after(1, () => cancelledRuns++)();
    const runs = await new Promise<number>((resolve) => {
      let count = 0;
      const stop = timers.every(1, () => {
        if (++count < 3) return;
        stop();
        timers.after(10, () => resolve(count));
      });
    });
    expect(runs).toBe(3);
    expect(cancelledRuns).toBe(0);
  });

  test('random floats stay within [0, 1) and ids do not repeat', () => {
    const entropy = createSystemEntropy();
    const ids = new Set<string>();
    for (let i = 0; i < 1_000; i++) {
      const value = entropy.random();
      expect(value >= 0 && value < 1).toBe(true);
      ids.add(entropy.uuid());
    }
    expect(ids.size).toBe(1_000);
  });
});
