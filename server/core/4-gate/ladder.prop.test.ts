// The ladder's worst case against brute force over every half cent, and its place between zero and the plain sum.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { count } from '#lib/domain/count.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import {
  type LadderLeg,
  ladderWorstCase,
  lossAlongside,
  orderLeg,
  positionLeg,
  settlesYes,
} from './ladder.ts';

/** Strikes a few cents apart, so that every half cent between them can be tried. */
const strike = fc.integer({ min: 100, max: 120 }).map(btcCents);
const rule: fc.Arbitrary<StrikeRule> = fc.oneof(
  strike.map((at) => ({ kind: 'above', strike: at }) as const),
  strike.map((at) => ({ kind: 'below', strike: at }) as const),
  strike.map((at) => ({ kind: 'at-or-above-rounded', strike: at }) as const),
  fc
    .tuple(strike, fc.integer({ min: 0, max: 5 }))
    .map(([floor, width]) => ({ kind: 'between', floor, cap: btcCents(floor + width) }) as const),
);
const price = fc.integer({ min: 1, max: 9_999 });
const held = fc
  .tuple(rule, fc.integer({ min: -5_000, max: 5_000 }), price)
  .map(([of, contracts, paid]) => positionLeg(of, { contracts, cost: Math.abs(contracts) * paid }));
const ordered = fc
  .record({
    of: rule,
    side: fc.constantFrom('bid', 'ask'),
    price,
    count: fc.integer({ min: 1, max: 5_000 }).map(count),
    fee: fc.integer({ min: 0, max: 1_000_000 }),
  })
  .map(({ of, ...order }) => orderLeg(of, order));
const legs = fc.array(fc.oneof(held, ordered), { maxLength: 6 });

function lossAt(all: readonly LadderLeg[], halfCents: number): number {
  return -all.reduce(
    (sum, leg) => sum + (settlesYes(leg.rule, halfCents) ? leg.ifYes : leg.ifNo),
    0,
  );
}

/** Every quarter of a half cent around all strikes. */
const EVERYWHERE = Array.from({ length: 4 * 80 }, (_, index) => 190 + index / 4);

describe('the worst case of a ladder', () => {
  test('equals brute force over every settlement value', () => {
    fc.assert(
      fc.property(legs, fc.option(ordered), (all, candidate) => {
        const joint = candidate === null ? all : [...all, candidate];
        const worst = Math.max(0, ...EVERYWHERE.map((value) => lossAt(joint, value)));
        expect(ladderWorstCase(all, candidate)).toBe(worst);
      }),
    );
  });

  test('where a bet would lose, equals brute force over the values at which it loses', () => {
    fc.assert(
      fc.property(legs, rule, fc.constantFrom('bid', 'ask'), (all, of, side) => {
        const losing = EVERYWHERE.filter((value) => settlesYes(of, value) === (side === 'ask'));
        const worst = Math.max(0, ...losing.map((value) => lossAt(all, value)));
        expect(lossAlongside(all, of, side)).toBe(worst);
      }),
    );
  });

  test('I6 is never above the sum of the single worst cases, and an order never lowers it', () => {
    fc.assert(
      fc.property(legs, ordered, (all, order) => {
        const sum = all.reduce((total, leg) => total + Math.max(0, -leg.ifYes, -leg.ifNo), 0);
        const worst = ladderWorstCase(all, null) ?? Number.NaN;
        expect(worst).toBeLessThanOrEqual(sum);
        expect(ladderWorstCase(all, order)).toBeGreaterThanOrEqual(worst);
      }),
    );
  });

  test('two strikes the same way add up, a strike sold above one bought hedges it', () => {
    const above = (at: number) => ({ kind: 'above', strike: btcCents(at) }) as const;
    const low = positionLeg(above(100), { contracts: 1_000, cost: 5_000_000 });
    const high = positionLeg(above(110), { contracts: 1_000, cost: 3_000_000 });
    expect(ladderWorstCase([low, high], null)).toBe(8_000_000);
    expect(lossAlongside([low], above(110), 'bid')).toBe(5_000_000);
    expect(lossAlongside([low], above(105), 'ask')).toBe(0);
    // Long the low strike, short the high one: one of the two always pays.
    const short = positionLeg(above(110), { contracts: -1_000, cost: 7_000_000 });
    expect(ladderWorstCase([low, short], null)).toBe(2_000_000);
  });

  test('I25 an unset strike makes it unknown', () => {
    const unset = { kind: 'unset', reason: 'soon' } as const;
    const leg = positionLeg(unset, { contracts: 100, cost: 1 });
    expect(ladderWorstCase([leg], null)).toBeNull();
    expect(lossAlongside([], unset, 'bid')).toBeNull();
    expect(ladderWorstCase([], null)).toBe(0);
  });
});
