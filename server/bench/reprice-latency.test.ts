// The re-pricing benchmark measures what it says: every call prices every strike, percentiles are ordered.
import { expect, it } from 'vitest';
import { refitLatency, repriceLatency } from './reprice-latency.ts';

it('re-pricing and refitting are measured call by call', () => {
  const { pure, whole, closedFormUs } = repriceLatency(20, 50);
  for (const [measured, calls] of [
    [pure, 50],
    [whole, 50],
    [refitLatency(3), 3],
  ] as const) {
    expect(measured.calls).toBe(calls);
    expect(measured.p50Us).toBeGreaterThan(0);
    expect(measured.p50Us).toBeLessThanOrEqual(measured.p99Us);
  }
  expect(closedFormUs).toBeGreaterThan(0);
});

it('twice the strikes cost more, and fair values more than the probabilities in them', () => {
  const [many, few] = [repriceLatency(200, 300), repriceLatency(20, 300)];
  expect(many.whole.p50Us).toBeGreaterThan(few.whole.p50Us);
  expect(many.pure.p50Us).toBeGreaterThan(few.pure.p50Us);
  expect(many.whole.p50Us).toBeGreaterThan(many.pure.p50Us);
});
