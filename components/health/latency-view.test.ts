// Bars of a histogram: each bucket at its own place, the fullest as high as the box.
import { expect, test } from 'vitest';
import { LATENCY_STAGES } from '#lib/domain/latency.ts';
import { BAR_PLACES, barsOf, emptyReason } from './latency-view.ts';

test('every bucket has a place of its own on one scale, whatever else is measured', () => {
  const edges = Array.from({ length: BAR_PLACES - 1 }, (_, i) => 0.01 * 10 ** (i / 10));
  const bars = barsOf([...edges, null].map((upToMs) => ({ upToMs, count: 3 })));
  expect(bars.map(({ place }) => place)).toEqual(bars.map((_, i) => i));
  expect(bars.every(({ height }) => height === 1)).toBe(true);
});

test('the rarest bucket can still be seen, and nothing measured has no bars', () => {
  const bars = barsOf([
    { upToMs: 1, count: 1_000_000 },
    { upToMs: 100, count: 1 },
  ]);
  expect(bars.map(({ height }) => height)).toEqual([1, 0.08]);
  expect(barsOf([])).toEqual([]);
});

test('a stage without a figure says what it waits for, a measured one says nothing', () => {
  const reason = (id: string, count: number) => {
    const stage = LATENCY_STAGES.find((each) => each.id === id);
    return stage === undefined ? 'no such stage' : emptyReason(stage, count);
  };
  expect(reason('order', 0)).toMatch(/^none since the engine started; it waits for an order/);
  expect(reason('order', 1)).toBeNull();
  expect(reason('book', 0)).toBeNull();
  expect(reason('feed', 0)).toMatch(/^not measured/);
});
