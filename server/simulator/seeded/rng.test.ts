// Seeded randomness: same seed same draws, forks independent, laws as promised.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng } from './rng.ts';

const SAMPLE = 40_000;

function moments(draw: () => number): { mean: number; variance: number; kurtosis: number } {
  const values = Array.from({ length: SAMPLE }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / SAMPLE;
  const central = (power: number): number =>
    values.reduce((sum, value) => sum + (value - mean) ** power, 0) / SAMPLE;
  return { mean, variance: central(2), kurtosis: central(4) / central(2) ** 2 };
}

test('the same seed gives the same draws and another seed others', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      const take = (seed: string): number[] => {
        const rng = createRng(seed);
        return [rng.uniform(), rng.normal(), rng.exponential(2), rng.studentT(5), rng.below(99)];
      };
      expect(take(left)).toEqual(take(left));
      if (left !== right) expect(take(left)).not.toEqual(take(right));
    }),
  );
});

test('a fork depends on seed and name only, not on draws taken before', () => {
  const early = createRng('world').fork('path');
  const parent = createRng('world');
  for (let i = 0; i < 100; i++) parent.uniform();
  const late = parent.fork('path');
  expect(late.uniform()).toBe(early.uniform());
  expect(createRng('world').fork('other').uniform()).not.toBe(
    createRng('world').fork('path').uniform(),
  );
});

test('normal draws have mean 0, variance 1 and kurtosis 3', () => {
  const rng = createRng('normal');
  const found = moments(rng.normal);
  expect(found.mean).toBeCloseTo(0, 1);
  expect(found.variance).toBeGreaterThan(0.97);
  expect(found.variance).toBeLessThan(1.03);
  expect(found.kurtosis).toBeGreaterThan(2.85);
  expect(found.kurtosis).toBeLessThan(3.15);
});

test('Student-t draws have unit variance and fat tails', () => {
  const rng = createRng('t');
  const found = moments(() => rng.studentT(5));
  expect(found.variance).toBeGreaterThan(0.92);
  expect(found.variance).toBeLessThan(1.08);
  expect(found.kurtosis).toBeGreaterThan(4);
});

test('exponential draws have the asked mean and uniform draws fill [0, 1)', () => {
  const rng = createRng('e');
  expect(moments(() => rng.exponential(3)).mean).toBeCloseTo(3, 1);
  const values = Array.from({ length: SAMPLE }, () => rng.uniform());
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(moments(() => rng.uniform()).variance).toBeCloseTo(1 / 12, 2);
});

test('uuids are well formed and do not repeat', () => {
  const rng = createRng('ids');
  const ids = Array.from({ length: 2_000 }, () => rng.uuid());
  expect(new Set(ids).size).toBe(2_000);
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  for (const id of ids) expect(id).toMatch(shape);
});
