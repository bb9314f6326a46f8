// Hindsight: the sign of each side, the fee always taken off, and nothing made up where something is not known.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earnedMicro, hindsightOf, type Settled, type TradeTerms } from './hindsight.ts';

const YES: Settled = { result: 'yes', yesPayout: 10_000 };
const NO: Settled = { result: 'no', yesPayout: 0 };
const buy: TradeTerms = {
  ...{ side: 'bid', price: 4_600, averagePrice: null, count: 1_000, feePerContract: 175 },
};

describe('what a trade would have earned', () => {
  test('ten YES at 46 cents with a fee of 1.75 earn 52.25 cents each when YES is right', () => {
    expect(hindsightOf(buy, YES)).toEqual({ perContract: 5_225, totalMicro: 5_225_000 });
    expect(hindsightOf(buy, NO)).toEqual({ perContract: -4_775, totalMicro: -4_775_000 });
  });

  test('a seller of YES earns what the buyer loses, but both pay the fee', () => {
    expect(hindsightOf({ ...buy, side: 'ask' }, NO)?.perContract).toBe(4_425);
    expect(hindsightOf({ ...buy, side: 'ask' }, YES)?.perContract).toBe(-5_575);
  });

  test('a walk through several levels is scored at their mean, where it is known', () => {
    expect(hindsightOf({ ...buy, averagePrice: 4_580 }, YES)?.perContract).toBe(5_245);
    expect(hindsightOf({ ...buy, side: 'ask', averagePrice: 4_620 }, NO)?.perContract).toBe(4_445);
  });

  test('a scalar result pays its value', () => {
    expect(hindsightOf(buy, { result: 'scalar', yesPayout: 5_000 })?.perContract).toBe(225);
  });

  test('missing is not zero: no trade, no settlement, a void market or an unknown fee give no figure', () => {
    expect(hindsightOf(null, YES)).toBeNull();
    expect(hindsightOf(buy, null)).toBeNull();
    expect(hindsightOf(buy, { result: 'void', yesPayout: null })).toBeNull();
    expect(hindsightOf({ ...buy, feePerContract: null }, YES)).toBeNull();
  });

  test('both sides of one trade always lose the two fees together', () => {
    const price = fc.integer({ min: 1, max: 9_999 });
    const fee = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(price, fee, fc.constantFrom(YES, NO), (at, feePerContract, settled) => {
        const terms = { price: at, averagePrice: null, count: 100, feePerContract };
        const long = hindsightOf({ ...terms, side: 'bid' }, settled)?.perContract ?? Number.NaN;
        const short = hindsightOf({ ...terms, side: 'ask' }, settled)?.perContract ?? Number.NaN;
        expect(long + short).toBe(0 - 2 * feePerContract);
      }),
    );
  });
});

describe('what executions earned', () => {
  const fills = [
    { side: 'bid', price: 4_600, count: 500, fee: 90_000 },
    { side: 'bid', price: 4_700, count: 500, fee: 80_000 },
  ] as const;

  test('every execution counts at its own price, less the fee it paid', () => {
    expect(earnedMicro(fills, YES)).toBe(5_400 * 500 + 5_300 * 500 - 170_000);
  });

  test('nothing executed is a result of zero once settled, and not known before', () => {
    expect(earnedMicro([], YES)).toBe(0);
    expect(earnedMicro([], null)).toBeNull();
  });
});
