// A trader's own value of a contract: the documented deviations of the settlement mean, and plain sanity.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DigitalContract, digitalPrice, normalCdf, settlementLaw } from './digital-price.ts';

const CLOSE = Date.UTC(2026, 9, 6, 20);
const NOTHING = { count: 0, sumUsd: 0 };

function above(floorStrikeUsd: number): DigitalContract {
  return { strikeType: 'greater', floorStrikeUsd, capStrikeUsd: undefined, closeAtMs: CLOSE };
}

test.each([
  [60, 4.53],
  [30, 1.62],
  [10, 0.33],
])(
  'with %i prints left the mean deviates by %f times the volatility per second',
  (left, factor) => {
    const view = { nowMs: CLOSE - left * 1000 + 1, spotUsd: 86_000, volatilityUsd: 7 };
    const known = { count: 60 - left, sumUsd: (60 - left) * 86_000 };
    expect(settlementLaw(view, CLOSE, known).deviation / 7).toBeCloseTo(factor, 1);
  },
);

test('an hour out the contract prices as if it expired 40 s earlier', () => {
  const view = { nowMs: CLOSE - 3_600_000, spotUsd: 86_100, volatilityUsd: 7 };
  expect(digitalPrice(view, above(86_000), NOTHING)).toBeCloseTo(
    normalCdf(100 / (7 * Math.sqrt(3_560))),
    10,
  );
});

test('known prints decide more than the spot in the last seconds', () => {
  const view = { nowMs: CLOSE - 5_000, spotUsd: 86_050, volatilityUsd: 7 };
  const known = { count: 55, sumUsd: 55 * 85_990 };
  expect(digitalPrice(view, above(86_000), known)).toBeLessThan(0.05);
  const done = { count: 60, sumUsd: 60 * 86_000.01 };
  expect(digitalPrice({ ...view, nowMs: CLOSE }, above(86_000), done)).toBe(1);
});

test('a contract without a strike has no value', () => {
  const view = { nowMs: CLOSE - 600_000, spotUsd: 86_000, volatilityUsd: 7 };
  const unset = { ...above(1), floorStrikeUsd: undefined };
  expect(digitalPrice(view, unset, NOTHING)).toBeUndefined();
});

test('values stay within 0…1, fall with the strike, and the ranges of an event add up to one', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 85_000, max: 87_000, noNaN: true }),
      fc.integer({ min: 61, max: 3_600 }),
      fc.double({ min: 1, max: 40, noNaN: true }),
      (spotUsd, left, volatilityUsd) => {
        const view = { nowMs: CLOSE - left * 1000, spotUsd, volatilityUsd };
        const value = (contract: DigitalContract): number =>
          digitalPrice(view, contract, NOTHING) ?? Number.NaN;
        const low = value(above(85_900));
        const high = value(above(86_100));
        expect(low).toBeGreaterThanOrEqual(high);
        expect(Math.min(low, high)).toBeGreaterThanOrEqual(0);
        expect(Math.max(low, high)).toBeLessThanOrEqual(1);
        const less = { ...above(0), strikeType: 'less', floorStrikeUsd: undefined } as const;
        const between = {
          ...above(86_000),
          strikeType: 'between',
          capStrikeUsd: 86_099.99,
        } as const;
        const whole =
          value({ ...less, capStrikeUsd: 86_000 }) + value(between) + value(above(86_100));
        expect(whole).toBeCloseTo(1, 6);
      },
    ),
  );
});

test('the normal distribution function matches table values', () => {
  expect(normalCdf(0)).toBeCloseTo(0.5, 7);
  expect(normalCdf(1.96)).toBeCloseTo(0.9750021, 6);
  expect(normalCdf(-3)).toBeCloseTo(0.0013499, 6);
});
