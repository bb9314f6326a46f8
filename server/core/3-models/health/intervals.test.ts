// Interval width and coverage: exact rings and ranks, the identity behind ACI, and recovery after a change of regime.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACI_ENOUGH,
  ACI_GAMMA,
  ACI_HIGHEST,
  ACI_LOWEST,
  ACI_RESIDUALS,
  ACI_TARGET,
  aciHalfWidth,
  createAci,
  observeAci,
} from './aci.ts';
import { normalFrom, seededUniform } from './health-fixtures.ts';
import {
  COVERAGE_WINDOWS,
  coverageOf,
  createIntervalCoverage,
  observeCoverage,
} from './interval-coverage.ts';
import { createOrderedRing, pushOrdered } from './ordered-ring.ts';

/** Feeds residuals one by one; how many were outside, and whether α met a clip. */
function run(aci: ReturnType<typeof createAci>, residuals: readonly number[]) {
  let outside = 0;
  let clipped = false;
  for (const residual of residuals) {
    const half = aciHalfWidth(aci) ?? 0;
    const isInside = residual <= half;
    if (!isInside) outside++;
    observeAci(aci, residual, isInside);
    if (aci.alpha === ACI_LOWEST || aci.alpha === ACI_HIGHEST) clipped = true;
  }
  return { outside, clipped };
}

describe('ordered ring', () => {
  it('holds the newest numbers, and the same numbers in order', () => {
    const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 20 }), (values, capacity) => {
        const ring = createOrderedRing(capacity);
        for (const value of values) pushOrdered(ring, value);
        const newest = values.slice(-capacity).toSorted((left, right) => left - right);
        expect(ring.sorted).toEqual(newest);
        expect(ring.values.toSorted((left, right) => left - right)).toEqual(newest);
      }),
    );
  });

  it('refuses what is not a number', () => {
    expect(() => pushOrdered(createOrderedRing(3), Number.NaN)).toThrow('got NaN');
  });
});

describe('adaptive conformal interval', () => {
  it('its half width is the residual at the finite-sample rank', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(10_000), { minLength: 1, maxLength: 90 }), (residuals) => {
        const aci = createAci();
        for (const residual of residuals) observeAci(aci, residual, true);
        const half = aciHalfWidth(aci) ?? Number.NaN;
        const within = residuals.filter((each) => each <= half).length;
        const rank = Math.ceil((residuals.length + 1) * (1 - ACI_TARGET) - 1e-9);
        expect(within).toBe(Math.min(rank, residuals.length));
      }),
    );
  });

  it('at its lowest α the rank is still a residual that was seen', () => {
    expect(Math.ceil((ACI_ENOUGH + 1) * (1 - ACI_LOWEST) - 1e-9)).toBeLessThanOrEqual(ACI_ENOUGH);
  });

  it('the long-run miss rate is off target by exactly what α has moved', () => {
    const uniform = seededUniform(21);
    const aci = createAci();
    run(
      aci,
      Array.from({ length: ACI_ENOUGH }, () => Math.abs(normalFrom(uniform))),
    );
    const from = aci.alpha;
    const length = 3_000;
    const drifting = Array.from(
      { length },
      (_, i) => Math.abs(normalFrom(uniform)) * (1 + 0.3 * Math.sin(i / 200)),
    );
    const { outside, clipped } = run(aci, drifting);
    expect(clipped).toBe(false);
    expect(outside / length - ACI_TARGET).toBeCloseTo((from - aci.alpha) / (ACI_GAMMA * length), 9);
    expect(Math.abs(outside / length - ACI_TARGET)).toBeLessThan(0.5 / (ACI_GAMMA * length));
  });

  it('after residuals double it widens to about twice, and coverage returns', () => {
    const uniform = seededUniform(22);
    const aci = createAci();
    run(
      aci,
      Array.from({ length: ACI_RESIDUALS }, () => Math.abs(normalFrom(uniform))),
    );
    const before = aciHalfWidth(aci) ?? Number.NaN;
    const wide = Array.from({ length: 2 * ACI_RESIDUALS }, () => 2 * Math.abs(normalFrom(uniform)));
    run(aci, wide.slice(0, ACI_RESIDUALS));
    const { outside } = run(aci, wide.slice(ACI_RESIDUALS));
    const noise = 4 * Math.sqrt((ACI_TARGET * (1 - ACI_TARGET)) / ACI_RESIDUALS);
    expect(Math.abs(outside / ACI_RESIDUALS - ACI_TARGET)).toBeLessThan(noise);
    expect((aciHalfWidth(aci) ?? 0) / before).toBeGreaterThan(1.5);
  });

  it('it holds a bounded number of residuals and α within its bounds, whatever comes', () => {
    const any = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), {
      minLength: 600,
      maxLength: 700,
    });
    fc.assert(
      fc.property(any, fc.boolean(), (residuals, isInside) => {
        const aci = createAci();
        for (const residual of residuals) observeAci(aci, residual, isInside);
        expect(aci.residuals.values.length).toBe(ACI_RESIDUALS);
        expect(aci.alpha).toBeGreaterThanOrEqual(ACI_LOWEST);
        expect(aci.alpha).toBeLessThanOrEqual(ACI_HIGHEST);
      }),
      { numRuns: 20 },
    );
  });

  it('there is no half width without residuals, and no negative residual', () => {
    expect(aciHalfWidth(createAci())).toBeNull();
    expect(() => observeAci(createAci(), -1, true)).toThrow('a residual of -1');
  });
});

describe('interval coverage', () => {
  it('is the share of the last 200 outcomes, and silent before', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 500 }), (outcomes) => {
        const coverage = createIntervalCoverage();
        for (const outcome of outcomes) observeCoverage(coverage, outcome);
        const last = outcomes.slice(-COVERAGE_WINDOWS);
        const share = last.filter((each) => each).length / COVERAGE_WINDOWS;
        expect(coverageOf(coverage)).toBe(outcomes.length < COVERAGE_WINDOWS ? null : share);
        expect(coverage.outcomes.length).toBe(last.length);
      }),
    );
  });
});
