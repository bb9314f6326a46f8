// What a trade costs, against a count contract by contract: depth, limit, mean, exact fee, and the worth it must show.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { EMPTY_ACCUMULATOR, netFee } from '#lib/domain/fee.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { BookSide } from '#lib/domain/side.ts';
import { believedShare, modelNoise } from './edge.ts';
import {
  marketRatio,
  priceMake,
  priceTake,
  type TakeBounds,
  walkLevels,
} from './price-candidate.ts';
import { depthOf, FAIR, GOOD, inputWith, MARKET } from './testing/sample-input.ts';

const sides = fc.constantFrom<BookSide>('bid', 'ask');
const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 40 })), {
  maxLength: 5,
});

describe('a walk through the book', () => {
  test('takes what there is up to what is wanted, at the mean of the prices it touches, to the worst of them', () => {
    fc.assert(
      fc.property(pairs, sides, fc.integer({ min: 0, max: 120 }), (list, side, wanted) => {
        const levels = list.map(([cent, size]) => ({
          price: price(cent * 100),
          size: count(size),
        }));
        const units = levels.flatMap((each) => Array.from({ length: each.size }, () => each.price));
        const taken = units.slice(0, wanted);
        const walk = walkLevels({ market: MARKET }, levels, { side, wanted });
        if (taken.length === 0) {
          expect(walk).toBeNull();
          return;
        }
        expect(walk).toMatchObject({ count: taken.length, limit: taken.at(-1) });
        expect(walk?.average).toBeCloseTo(
          taken.reduce((sum, each) => sum + each, 0) / taken.length,
        );
        // One order keeps its rounding over its fills: never more than fill by fill, never less than nothing.
        let apart = 0;
        let left = wanted;
        for (const level of levels) {
          const size = Math.min(left, level.size);
          left -= size;
          if (size > 0)
            apart += netFee(
              MARKET.fee,
              { ...{ price: level.price, count: count(size) }, isTaker: true, side },
              EMPTY_ACCUMULATOR,
            ).fee;
        }
        const fee = (walk?.feePerContract ?? -1) * taken.length;
        expect(fee).toBeGreaterThan(0);
        expect(fee).toBeLessThanOrEqual(apart + 1e-9);
        if (new Set(taken).size === 1 && levels[0]?.size === taken.length)
          expect(fee).toBeCloseTo(apart);
      }),
    );
  });
});

describe('the probability of the market', () => {
  test('is its mid, or its only side, and not known of an empty book', () => {
    const of = (bids: [number, number][], asks: [number, number][]) =>
      marketRatio(inputWith({ depth: depthOf(bids, asks) }));
    expect(of([[4_600, 1]], [[4_900, 1]])).toBe(0.475);
    expect(of([[4_600, 1]], [])).toBe(0.46);
    expect(of([], [[4_900, 1]])).toBe(0.49);
    expect(of([], [])).toBeNull();
  });
});

/** A stake that every depth of these tests falls short of. */
const RICH = {
  ...{ cash: GOOD.cash, limits: { ...GOOD.limits, kellyFraction: 1_000 } },
};
const OPEN: TakeBounds = { required: 0, bound: null, most: null };

describe('a taking trade', () => {
  const book = depthOf(
    [
      [4_400, 250],
      [4_300, 300],
      [4_000, 300],
    ],
    [
      [4_600, 250],
      [4_700, 300],
      [5_000, 300],
    ],
  );
  const take = (side: BookSide, change: Partial<TakeBounds> = {}, worth = 0.55) => {
    const fair = { ...FAIR, probability: probability(worth) };
    return priceTake(inputWith({ ...RICH, depth: book, fair }), side, { ...OPEN, ...change });
  };

  test('is of whole contracts, as deep as each level is worth its fee, and its edge is that of the walk', () => {
    const deep = take('bid');
    expect(deep).toMatchObject({ count: 800, price: 5_000, style: 'take' });
    const { rawEdge = 0, feePerContract = 0, edge } = deep ?? {};
    const mean = (250 * 4_600 + 300 * 4_700 + 250 * 5_000) / 800;
    expect(rawEdge).toBeCloseTo(5_500 - mean - feePerContract);
    const gross = rawEdge + feePerContract;
    expect(edge).toBeCloseTo(gross * believedShare(gross, modelNoise(FAIR)) - feePerContract);
    expect(take('ask', {}, 0.35)).toMatchObject({ count: 800, price: 4_000 });
  });

  test('goes no deeper than the required edge, and to the first whole contract in any case', () => {
    // At 47 ¢ the second level has some six cents left after its fee, the third three.
    expect(take('bid', { required: 400 })).toMatchObject({ count: 500, price: 4_700 });
    expect(take('bid', { required: 700 })).toMatchObject({ count: 200, price: 4_600 });
    expect(take('bid', { required: 9_000 })).toMatchObject({ count: 100, price: 4_600 });
    expect(take('bid', {}, 0.3)).toMatchObject({ count: 100, price: 4_600 });
  });

  test('never passes its bound, and at the bound it takes', () => {
    expect(take('bid', { bound: price(4_700) })).toMatchObject({ count: 500, price: 4_700 });
    expect(take('bid', { bound: price(4_699) })).toMatchObject({ count: 200, price: 4_600 });
    expect(take('bid', { bound: price(4_599) })).toBeNull();
    expect(take('ask', { bound: price(4_300) }, 0.35)).toMatchObject({ count: 500 });
    expect(take('ask', { bound: price(4_301) }, 0.35)).toMatchObject({ count: 200 });
    expect(take('ask', { bound: price(4_401) }, 0.35)).toBeNull();
  });

  test('is never of more than was approved, nor of part of a contract, nor of what is not there', () => {
    expect(take('bid', { most: count(300) })).toMatchObject({ count: 300 });
    expect(take('bid', { most: count(399) })).toMatchObject({ count: 300 });
    expect(take('bid', { most: count(50) })).toMatchObject({ count: 100 });
    const thin = inputWith({ ...RICH, depth: depthOf([], [[4_600, 99]]) });
    expect(priceTake(thin, 'bid', OPEN)).toBeNull();
    expect(priceTake(inputWith({ fair: null }), 'bid', OPEN)).toBeNull();
    expect(priceTake(inputWith({ depth: depthOf([], []) }), 'bid', OPEN)).toBeNull();
  });
});

describe('a quote', () => {
  const quote = (side: BookSide, bid: number, ask: number, bound: number | null = null) =>
    priceMake(
      inputWith({ depth: depthOf([[bid, 500]], [[ask, 500]]) }),
      side,
      bound === null ? null : price(bound),
    );

  test('stands one tick inside the spread, at the own price without room, and never across', () => {
    fc.assert(
      fc.property(
        sides,
        fc.integer({ min: 1, max: 97 }),
        fc.integer({ min: 1, max: 97 }),
        (side, a, b) => {
          const [bid, ask] = [Math.min(a, b) * 100, Math.max(a, b) * 100];
          const made = quote(side, bid, ask);
          if (bid === ask) {
            expect(made).toBeNull();
            return;
          }
          const inside = side === 'bid' ? bid + 100 : ask - 100;
          const own = side === 'bid' ? bid : ask;
          expect(made?.price).toBe(ask - bid > 100 ? inside : own);
          expect(made).toMatchObject({ side, style: 'make', feePerContract: 0 });
          const gross = side === 'bid' ? 5_500 - (made?.price ?? 0) : (made?.price ?? 0) - 5_500;
          expect(made?.rawEdge).toBeCloseTo(gross);
          expect(made?.edge).toBeCloseTo(gross * believedShare(gross, modelNoise(FAIR)));
        },
      ),
    );
    expect(quote('bid', 4_800, 4_700)).toBeNull();
  });

  test('rests at its bound where the market has left it behind, and off the grid nowhere', () => {
    expect(quote('bid', 4_700, 4_900, 4_800)?.price).toBe(4_800);
    expect(quote('bid', 4_700, 4_900, 4_500)?.price).toBe(4_500);
    expect(quote('ask', 4_700, 4_900, 4_800)?.price).toBe(4_800);
    expect(quote('ask', 4_700, 4_900, 5_200)?.price).toBe(5_200);
    expect(quote('bid', 4_700, 4_900, 4_550)).toBeNull();
    const bare = inputWith({ market: { ...MARKET, grid: [] } });
    expect(priceMake(bare, 'bid')).toBeNull();
    expect(priceMake(inputWith({ fair: null }), 'bid')).toBeNull();
    for (const depth of [depthOf([[4_700, 1]], []), depthOf([], [[4_800, 1]])])
      for (const side of ['bid', 'ask'] as const)
        expect(priceMake(inputWith({ depth }), side)).toBeNull();
  });
});
