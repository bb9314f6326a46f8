// The fee model: recorded fills, the published rounding, and what must hold for any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count } from './count.ts';
import { EMPTY_ACCUMULATOR, type FillForFee, netFee, tradeFee } from './fee.ts';
import type { FeeTerms } from './market.ts';
import { price } from './price.ts';

const TAKER: FeeTerms = { kind: 'quadratic', multiplier: 1 };

const fill = (at: number, size: number, change: Partial<FillForFee> = {}): FillForFee => ({
  price: price(at),
  count: count(size),
  isTaker: true,
  side: 'bid',
  ...change,
});

const anyFill = fc
  .record({
    at: fc.integer({ min: 1, max: 9_999 }),
    size: fc.integer({ min: 1, max: 100_000 }),
    isTaker: fc.boolean(),
    side: fc.constantFrom<'bid' | 'ask'>('bid', 'ask'),
  })
  .map(({ at, size, isTaker, side }) => fill(at, size, { isTaker, side }));

describe('fee', () => {
  it.each([
    [5_200, 100, 17_500],
    [9_900, 100, 700],
    [5_000, 10_000, 1_750_000],
    [3_700, 700, 114_300],
    [50, 1_000, 3_500],
  ])('of a taker at %d for %d is %d micro-dollars', (at, size, fee) => {
    expect(netFee(TAKER, fill(at, size), EMPTY_ACCUMULATOR).fee).toBe(fee);
  });

  it('I16 never is negative, and rounding costs at most one step a fill', () => {
    fc.assert(
      fc.property(fc.array(anyFill, { minLength: 1, maxLength: 12 }), (fills) => {
        let accumulator = EMPTY_ACCUMULATOR;
        let paid = 0;
        let raw = 0;
        for (const each of fills) {
          const net = netFee(TAKER, each, accumulator);
          accumulator = net.accumulator;
          expect(net.fee).toBeGreaterThanOrEqual(0);
          expect(accumulator.heldMicro).toBeLessThan(100);
          paid += net.fee;
          raw += tradeFee(TAKER, each);
        }
        expect(paid).toBeGreaterThanOrEqual(raw);
        expect(paid - raw).toBeLessThanOrEqual(100 * fills.length);
      }),
    );
  });

  it('a maker pays nothing, a quarter, or in doubt everything', () => {
    const maker = fill(5_000, 10_000, { isTaker: false });
    const feeOf = (kind: FeeTerms['kind']) => tradeFee({ kind, multiplier: 1 }, maker);
    expect(feeOf('quadratic')).toBe(0);
    expect(feeOf('quadratic_with_maker_fees')).toBe(437_500);
    expect(feeOf('unknown')).toBe(1_750_000);
  });

  it('the multiplier scales it, and zero waives it', () => {
    expect(tradeFee({ kind: 'quadratic', multiplier: 2 }, fill(5_000, 100))).toBe(35_000);
    expect(tradeFee({ kind: 'quadratic', multiplier: 0 }, fill(5_000, 100))).toBe(0);
  });
});
