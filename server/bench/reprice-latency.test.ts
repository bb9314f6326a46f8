// The re-pricing benchmark measures what it says: every call prices every strike, percentiles are ordered.
import { expect, it } from 'vitest';
import { refitLatency, repriceLatency } from './reprice-latency.ts';

it('re-pricing and refitting are measured call by call', () => {
  for (const [measured, calls] of [
    [repriceLatency(20, 50), 50],
    [refitLatency(3), 3],
  ] as const) {
    expect(measured.calls).toBe(calls);
    expect(measured.p50Us).toBeGreaterThan(0);
    expect(measured.p50Us).toBeLessThanOrEqual(measured.p99Us);
  }
});

it('twice the strikes cost more', () => {
  expect(repriceLatency(200, 300).p50Us).toBeGreaterThan(repriceLatency(20, 300).p50Us);
});
