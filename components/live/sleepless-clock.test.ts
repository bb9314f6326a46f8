// The time that arming is judged by: sleep counts, a clock that was set back does not make it longer.
import { expect, test } from 'vitest';
import { createSleeplessClock } from './sleepless-clock.ts';

function scene() {
  let mono = 5_000.4;
  let wall = 1_795_186_800_000;
  const now = createSleeplessClock({ monoMs: () => mono, wallMs: () => wall });
  return {
    now,
    pass(monoMs: number, wallMs: number) {
      mono += monoMs;
      wall += wallMs;
    },
  };
}

test('awake, it is the monotonic clock, however often it is read', () => {
  const { now, pass } = scene();
  const start = now();
  for (let read = 0; read < 1_000; read++) {
    pass(0.5, read % 2);
    now();
  }
  expect(now() - start).toBeCloseTo(500);
});

test('the time asleep counts, though the monotonic clock stood still', () => {
  const { now, pass } = scene();
  const start = now();
  pass(10, 600_010);
  expect(now() - start).toBeCloseTo(600_010);
  pass(20, 20);
  expect(now() - start).toBeCloseTo(600_030);
});

test('a wall clock that was set back takes nothing away, and sleep after it still counts', () => {
  const { now, pass } = scene();
  const start = now();
  pass(10, -300_000);
  expect(now() - start).toBeCloseTo(10);
  pass(0, 200_000);
  expect(now() - start).toBeCloseTo(200_010);
});
