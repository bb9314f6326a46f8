// What a candidate adds to the worst case (I6): all it can lose, nothing only where it takes away from what is held.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { money, NO_MONEY } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { addedEventExposure, addedExposure, worstCaseOf } from './added-exposure.ts';
import { runChecks } from './checks.ts';
import { decide } from './decide.ts';
import type { Exposures } from './gate-input.ts';
import { positionLeg } from './ladder.ts';
import { GOOD, inputWith, TICKER } from './testing/sample-input.ts';

const sample = () => {
  const { candidate } = decide(GOOD);
  if (candidate === null) throw new Error('the sample enters');
  return candidate;
};
const trade = (side: Candidate['side'], size: number, at = 4_800): Candidate => ({
  ...sample(),
  ...{ side, count: count(size), price: price(at), feePerContract: 200 },
});
function holding(contracts: number) {
  const flat = { cost: NO_MONEY, fees: NO_MONEY, realised: NO_MONEY, settled: false };
  return { position: { ticker: TICKER, contracts: signedCount(contracts), ...flat } };
}
const BEFORE: Exposures = {
  ...{ market: money(1_000_000), event: money(2_000_000) },
  ...{ series: money(3_000_000), total: money(4_000_000) },
};
const SCOPES = ['market', 'event', 'series', 'total'] as const;

test('I6 one contract of YES at 48 ¢ with 2 ¢ of fee can lose 50 ¢, one of NO at the same price 54 ¢', () => {
  expect(worstCaseOf(trade('bid', 100))).toBe(500_000);
  expect(worstCaseOf(trade('ask', 100))).toBe(540_000);
});

test('I6 every scope grows by all that the candidate can lose, unless it only closes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -500, max: 500 }),
      fc.constantFrom('bid', 'ask'),
      fc.integer({ min: 1, max: 600 }),
      (held, side, size) => {
        const candidate = trade(side, size);
        const input = inputWith({ ...holding(held), exposures: BEFORE });
        // After it there is less of the same position, or none: not one contract the other way.
        const after = held + (side === 'bid' ? size : -size);
        const closes = Math.abs(after) < Math.abs(held) && after * held >= 0;
        for (const scope of SCOPES)
          expect(addedExposure(input, candidate, scope)).toBe(
            BEFORE[scope] + (closes ? 0 : worstCaseOf(candidate)),
          );
      },
    ),
  );
});

test('I6 where nothing is held everything adds, and without exposures or a candidate nothing is known', () => {
  const flat = inputWith({ position: null, exposures: BEFORE });
  expect(addedExposure(flat, trade('ask', 100), 'market')).toBe(1_540_000);
  for (const [input, candidate] of [
    [inputWith({ exposures: null, ladder: null }), trade('bid', 100)],
    [flat, null],
  ] as const) {
    expect(addedEventExposure(input, candidate)).toBeNull();
    for (const scope of SCOPES) expect(addedExposure(input, candidate, scope)).toBeNull();
  }
});

test('I6 legs alone do not make an exposure known', () => {
  const ladder = [positionLeg(GOOD.market.rule, { contracts: 100, cost: 1 })];
  expect(addedEventExposure(inputWith({ exposures: null, ladder }), trade('bid', 100))).toBeNull();
  expect(addedEventExposure(inputWith({ exposures: BEFORE, ladder }), null)).toBeNull();
});

test('I6 without legs, or with legs not known, the event is the plain sum', () => {
  for (const ladder of [null, []])
    expect(addedEventExposure(inputWith({ exposures: BEFORE, ladder }), trade('bid', 100))).toBe(
      2_500_000,
    );
});

test('an entry never turns against what is held, by one contract or all, and flat or alongside it may go', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -500, max: 500 }),
      fc.constantFrom('bid', 'ask'),
      (held, side) => {
        const checks = runChecks(inputWith(holding(held)), trade(side, 100));
        const check = checks.find((each) => each.id === 'opposite-position');
        const isAgainst = side === 'bid' ? held < 0 : held > 0;
        expect(check?.outcome).toBe(isAgainst ? 'fail' : 'pass');
      },
    ),
  );
});
