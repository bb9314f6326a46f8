// The latency draws reproduce the two quantiles they were fitted to.
import { expect, test } from 'vitest';
import { drawLatencyMs, RECORDED_ORDER_LATENCY } from './latency.ts';

/** A small deterministic generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('twenty thousand draws have the recorded median and 95th percentile', () => {
  const random = seeded(7);
  const draws = Array.from({ length: 20_000 }, () => drawLatencyMs(RECORDED_ORDER_LATENCY, random));
  draws.sort((left, right) => left - right);
  expect(draws[10_000]).toBeGreaterThan(45);
  expect(draws[10_000]).toBeLessThan(49);
  expect(draws[19_000]).toBeGreaterThan(119);
  expect(draws[19_000]).toBeLessThan(131);
});
