// The mean price comes back out of the edge it went into, and what does not add up is not known.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { averagePrice, type KeptTerms } from './average-price.ts';

const level = fc.record({
  price: fc.integer({ min: 1, max: 9_999 }),
  size: fc.integer({ min: 1, max: 100_000 }),
});

test('a walk through several levels gives back their mean, not the worst of them', () => {
  fc.assert(
    fc.property(
      fc.array(level, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('bid' as const, 'ask' as const),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 200, noNaN: true }),
      (levels, side, fairProbability, feePerContract) => {
        const size = levels.reduce((sum, each) => sum + each.size, 0);
        const mean = levels.reduce((sum, each) => sum + each.price * each.size, 0) / size;
        const prices = levels.map((each) => each.price);
        const price = side === 'bid' ? Math.max(...prices) : Math.min(...prices);
        const worth = fairProbability * 10_000;
        const gross = side === 'bid' ? worth - mean : mean - worth;
        const kept = { side, price, feePerContract, fairProbability };
        const told = averagePrice({ ...kept, rawEdge: gross - feePerContract });
        if (told === null) expect(gross - feePerContract + feePerContract).toBe(0);
        else expect(told).toBeCloseTo(mean, 5);
      },
    ),
  );
});

const TAKE: KeptTerms = {
  ...{ side: 'bid', price: 4_650, rawEdge: 205, feePerContract: 175, fairProbability: 0.5 },
};

test('two levels of one size: the mean lies between them', () => {
  expect(averagePrice(TAKE)).toBe(4_620);
  expect(averagePrice({ ...TAKE, side: 'ask', price: 5_370 })).toBe(5_380);
});

test('without a fair value, behind the limit or off the scale there is none', () => {
  expect(averagePrice({ ...TAKE, rawEdge: -175 })).toBeNull();
  expect(averagePrice({ ...TAKE, price: 4_600 })).toBeNull();
  expect(averagePrice({ ...TAKE, rawEdge: 9_000 })).toBeNull();
});
