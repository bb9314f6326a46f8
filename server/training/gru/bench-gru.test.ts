// The bench itself: it measures with the clock it is given.
import { expect, it } from 'vitest';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { benchGru } from './bench-gru.ts';

it('counts sequences by the clock it is given', () => {
  let nowMs = 0;
  const timing = benchGru({ nowMs: () => (nowMs += 50), rng: createRng('bench').uniform }, 1);
  expect(timing.trainSequencesPerSecond).toBe((64 * 1_000) / 50);
  expect(timing.evaluateUs).toBe(50_000);
});
