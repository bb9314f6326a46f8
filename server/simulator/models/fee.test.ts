// The fee vectors of kalshi-api §6: two recorded, the others computed from the October 2026 rule.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BALANCE_STEP_MICRO, chargeFee, type FeeRule } from './fee.ts';

const BTC: FeeRule = { feeType: 'quadratic', feeMultiplier: 1 };

/** Charges a sequence of taker purchases on one order and returns each fee and the accumulator. */
function charge(fills: readonly (readonly [count: number, price: number])[], rule = BTC) {
  let accumulatorMicro = 0;
  const fees: number[] = [];
  for (const [countCentiContracts, priceCentiCents] of fills) {
    const input = { rule, priceCentiCents, countCentiContracts, isTaker: true };
    const charged = chargeFee(input, -countCentiContracts * priceCentiCents, accumulatorMicro);
    accumulatorMicro = charged.accumulatorMicro;
    fees.push(charged.feeMicro);
  }
  return { fees, accumulatorMicro };
}

describe('the venue fee', () => {
  test.each([
    ['1 @0.52 (recorded)', 100, 5_200, 17_500],
    ['1 @0.99 (recorded)', 100, 9_900, 700],
    ['100 @0.50', 10_000, 5_000, 1_750_000],
    ['7 @0.37', 700, 3_700, 114_300],
    ['10 @0.005', 1_000, 50, 3_500],
  ])('%s costs what the venue charged', (_name, count, price, fee) => {
    expect(charge([[count, price]]).fees).toEqual([fee]);
  });

  test('three fills of 1 @0.055 get one step back on the second', () => {
    expect(
      charge([
        [100, 550],
        [100, 550],
        [100, 550],
      ]).fees,
    ).toEqual([3_700, 3_600, 3_700]);
  });

  test('three fills of 0.03 @0.3301 leave 0.000096 in the accumulator', () => {
    const result = charge([
      [3, 3_301],
      [3, 3_301],
      [3, 3_301],
    ]);
    expect(result).toEqual({ fees: [497, 497, 497], accumulatorMicro: 96 });
  });

  test.each([
    ['quadratic', 0],
    ['quadratic_with_maker_fees', 4_400],
    ['quadratic_with_combo_maker_fees', 8_800],
  ] as const)('a maker of 1 @0.50 under %s pays %i micro-dollars', (feeType, fee) => {
    const input = {
      rule: { feeType, feeMultiplier: 1 },
      priceCentiCents: 5_000,
      countCentiContracts: 100,
      isTaker: false,
    };
    expect(chargeFee(input, -500_000, 0).feeMicro).toBe(fee);
  });

  test('every fill leaves the balance on the $0.0001 step and no fee is negative', () => {
    const fill = fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 9_999 }));
    fc.assert(
      fc.property(fc.array(fill, { maxLength: 20 }), fc.boolean(), (fills, isTaker) => {
        let accumulator = 0;
        for (const [count, price] of fills) {
          const input = { rule: BTC, priceCentiCents: price, countCentiContracts: count, isTaker };
          const charged = chargeFee(input, -count * price, accumulator);
          accumulator = charged.accumulatorMicro;
          expect((count * price + charged.feeMicro) % BALANCE_STEP_MICRO).toBe(0);
          expect(charged.feeMicro).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
