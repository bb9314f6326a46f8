// Fixed buckets against the sorted list of everything noted.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHistogram } from './histogram.ts';

/** Two neighbouring edges: a tenth of a decade. */
const STEP = 10 ** 0.1;

test('an empty histogram knows no percentile: missing is not zero', () => {
  const empty = createHistogram();
  expect([empty.count(), empty.maxMs(), empty.percentileMs(0.5)]).toEqual([0, null, null]);
  expect(empty.buckets()).toEqual([]);
});

test('what is no duration is not counted', () => {
  const histogram = createHistogram();
  for (const ms of [-1, Number.NaN, Infinity, -Infinity]) histogram.note(ms);
  expect(histogram.count()).toBe(0);
});

test('a percentile lies in the bucket of the exact one: never below it, at most one step above', () => {
  const duration = fc.double({ min: 0.011, max: 99_000, noNaN: true });
  const quantile = fc.constantFrom(0.5, 0.9, 0.95, 0.99, 1);
  fc.assert(
    fc.property(fc.array(duration, { minLength: 1, maxLength: 200 }), quantile, (given, q) => {
      const histogram = createHistogram();
      for (const ms of given) histogram.note(ms);
      const sorted = given.toSorted((left, right) => left - right);
      const exact = sorted[Math.ceil(q * given.length) - 1] ?? Number.NaN;
      const told = histogram.percentileMs(q) ?? Number.NaN;
      expect(told).toBeGreaterThanOrEqual(exact);
      expect(told).toBeLessThanOrEqual(exact * STEP * (1 + 1e-9));
    }),
  );
});

test('buckets hold every duration once, in order, and never grow beyond their number', () => {
  const duration = fc.double({ min: 0, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(duration, { maxLength: 300 }), (given) => {
      const histogram = createHistogram();
      for (const ms of given) histogram.note(ms);
      const buckets = histogram.buckets();
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(given.length);
      expect(buckets.length).toBeLessThanOrEqual(72);
      const edges = buckets.map(({ upToMs }) => upToMs ?? Infinity);
      expect(edges).toEqual(edges.toSorted((left, right) => left - right));
      for (const [i, edge] of edges.entries())
        expect(given.filter((ms) => ms <= edge).length).toBe(
          buckets.slice(0, i + 1).reduce((sum, { count }) => sum + count, 0),
        );
    }),
  );
});

test('what is longer than the last edge is told by the longest seen', () => {
  const histogram = createHistogram();
  histogram.note(200_000);
  expect(histogram.buckets()).toEqual([{ upToMs: null, count: 1 }]);
  expect(histogram.percentileMs(0.5)).toBe(200_000);
});
