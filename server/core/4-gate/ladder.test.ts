// By hand, for the property beside it asks the rules themselves: what each rule pays at its border, what an order can lose.
import { describe, expect, test } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { count } from '#lib/domain/count.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import { ladderWorstCase, lossAlongside, orderLeg, positionLeg, settlesYes } from './ladder.ts';

const strike = btcCents(8_490_000);
const cap = btcCents(8_490_100);
/** At so many cents beyond $84,900.00; halves count. */
const pays = (rule: StrikeRule, cents: number) => settlesYes(rule, 2 * strike + 2 * cents);

describe('a settlement mean', () => {
  interface Said {
    readonly rule: StrikeRule;
    /** Cents beyond the strike at which it is still NO and at which it is YES. */
    readonly no: readonly number[];
    readonly yes: readonly number[];
  }
  const SAID: readonly Said[] = [
    // The mean is rounded half up to a cent before it is compared.
    { rule: { kind: 'at-or-above-rounded', strike }, no: [-9, -1], yes: [-0.5, 0, 9] },
    { rule: { kind: 'above', strike }, no: [-9, 0], yes: [0.5, 9] },
    { rule: { kind: 'below', strike }, no: [0, 9], yes: [-9, -0.5] },
    { rule: { kind: 'between', floor: strike, cap }, no: [-0.5, 100.5], yes: [0, 50, 100] },
    { rule: { kind: 'unset', reason: 'soon' }, no: [-9, 0, 9], yes: [] },
  ];
  test.each(SAID)('I6 settles $rule.kind as the rule says', ({ rule, no, yes }) => {
    for (const cents of no) expect([cents, pays(rule, cents)]).toEqual([cents, false]);
    for (const cents of yes) expect([cents, pays(rule, cents)]).toEqual([cents, true]);
  });
});

describe('what an order can lose', () => {
  const rule: StrikeRule = { kind: 'above', strike };
  const leg = (side: 'bid' | 'ask', price: number, fee: number) => {
    const { ifYes, ifNo } = orderLeg(rule, { side, price, count: count(100), fee });
    // Nothing below zero is nothing: −0 is 0.
    return [ifYes + 0, ifNo + 0];
  };

  test('I6 is what it pays, where it loses; where it wins it may not have filled and gains nothing', () => {
    expect(leg('bid', 4_800, 20_000)).toEqual([0, -500_000]);
    expect(leg('ask', 4_800, 20_000)).toEqual([-540_000, 0]);
  });

  test('I6 is a loss either way where price and fee are more than the contract pays', () => {
    expect(leg('bid', 9_950, 10_000)).toEqual([-5_000, -1_005_000]);
    expect(leg('ask', 50, 10_000)).toEqual([-1_005_000, -5_000]);
  });

  test('a position of nothing pays nothing and has lost its cost', () => {
    expect(positionLeg(rule, { contracts: 0, cost: 7 })).toMatchObject({ ifYes: -7, ifNo: -7 });
    expect(positionLeg(rule, { contracts: 100, cost: 400_000 })).toMatchObject({
      ...{ ifYes: 600_000, ifNo: -400_000 },
    });
    expect(positionLeg(rule, { contracts: -100, cost: 400_000 })).toMatchObject({
      ...{ ifYes: -400_000, ifNo: 600_000 },
    });
  });
});

describe('a range of the event', () => {
  const inside: StrikeRule = { kind: 'between', floor: strike, cap };
  const legs = [
    positionLeg({ kind: 'below', strike }, { contracts: 100, cost: 300_000 }),
    positionLeg({ kind: 'above', strike: cap }, { contracts: 100, cost: 300_000 }),
  ];

  test('I6 lies open between two outer bets: both lose there, and one who bets on it is covered outside alone', () => {
    expect(ladderWorstCase(legs, null)).toBe(600_000);
    const bought = orderLeg(inside, { side: 'bid', price: 3_000, count: count(100), fee: 0 });
    // Inside: both lose, the order may not have filled. Outside: one wins 700,000, one loses, the order too.
    expect(ladderWorstCase(legs, bought)).toBe(600_000);
    expect(lossAlongside(legs, inside, 'ask')).toBe(600_000);
    expect(lossAlongside(legs, inside, 'bid')).toBe(0);
  });

  test('I6 with a strike that is not set nothing is known', () => {
    const unset = positionLeg({ kind: 'unset', reason: 'soon' }, { contracts: 100, cost: 1 });
    expect(ladderWorstCase([...legs, unset], null)).toBeNull();
    expect(lossAlongside(legs, unset.rule, 'bid')).toBeNull();
  });
});
