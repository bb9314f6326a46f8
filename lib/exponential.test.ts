// The inlined exponential against the engine's.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exponential } from './exponential.ts';

it('is within 1e-15 of Math.exp over the whole range', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
    }),
    { numRuns: 2_000 },
  );
});

it('stays finite and positive far outside, and keeps what is no number', () => {
  expect(exponential(1e9)).toBe(exponential(700));
  expect(exponential(-1e9)).toBe(exponential(-700));
  expect(exponential(-1e9)).toBeGreaterThan(0);
  expect(exponential(Number.NaN)).toBeNaN();
});
