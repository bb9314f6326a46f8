// Simulated time: start + speed × real elapsed, never back, speeds changed without a jump.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPacedClock, createSteppingClock } from './sim-clock.ts';

test('time is the start plus speed times the real time passed', () => {
  let real = 500;
  const clock = createPacedClock({ startMs: 1_000_000, speed: 30, realMs: () => real });
  expect(clock.nowMs()).toBe(1_000_000);
  real += 100;
  expect(clock.nowMs()).toBe(1_003_000);
  clock.setSpeed(0);
  real += 5_000;
  expect(clock.nowMs()).toBe(1_003_000);
  clock.skip(7_000);
  clock.setSpeed(1);
  real += 10;
  expect(clock.nowMs()).toBe(1_010_010);
});

test('time never goes back whatever the speeds and the real clock do', () => {
  const act = fc.oneof(
    fc.record({ kind: fc.constant('real' as const), by: fc.integer({ min: -500, max: 5_000 }) }),
    fc.record({ kind: fc.constant('speed' as const), by: fc.integer({ min: 0, max: 300 }) }),
    fc.record({ kind: fc.constant('skip' as const), by: fc.integer({ min: 0, max: 10_000 }) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let real = 10_000;
      let highest = real;
      const realMs = (): number => {
        highest = Math.max(highest, real);
        return highest;
      };
      const clock = createPacedClock({ startMs: 0, speed: 1, realMs });
      let last = clock.nowMs();
      for (const { kind, by } of acts) {
        if (kind === 'real') real += by;
        else if (kind === 'speed') clock.setSpeed(by);
        else clock.skip(by);
        expect(clock.nowMs()).toBeGreaterThanOrEqual(last);
        last = clock.nowMs();
      }
    }),
  );
});

test('a backward or unbounded pace is refused', () => {
  const clock = createPacedClock({ startMs: 0, speed: 1, realMs: () => 0 });
  for (const speed of [-1, Number.NaN, Number.POSITIVE_INFINITY, 301]) {
    expect(() => clock.setSpeed(speed)).toThrow('Condition failed');
  }
  expect(() => clock.skip(-1)).toThrow('Condition failed');
});

test('a stepping clock moves only by hand and only forward', () => {
  const clock = createSteppingClock(50);
  clock.advance(25);
  expect(clock.nowMs()).toBe(75);
  expect(() => clock.advance(-1)).toThrow('Condition failed');
});
