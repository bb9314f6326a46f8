// Ladder wording and heat: only a positive edge warms a cell, the spot line stands where the price is.
import { describe, expect, it } from 'vitest';
import { edgeWord, heatPercent, nearMarkets, spotIndex } from './ladder-view.ts';

function market(strikeCents: number | null) {
  return { ticker: String(strikeCents), strikeCents, isTrading: true };
}

describe('ladder view', () => {
  const markets = [market(8_500_000), market(8_490_000), market(8_480_000), market(null)];

  it('the spot line stands above the first strike at or below spot', () => {
    expect(spotIndex(markets, 84_950)).toBe(1);
    expect(spotIndex(markets, 84_900)).toBe(1);
  });

  it('above every strike it is the top, below every strike and without spot there is none', () => {
    expect(spotIndex(markets, 90_000)).toBe(0);
    expect(spotIndex(markets, 80_000)).toBe(-1);
    expect(spotIndex(markets, null)).toBe(-1);
  });

  it('the near view keeps as many strikes wherever spot is', () => {
    const many = Array.from({ length: 40 }, (_, index) => market(9_000_000 - index * 10_000));
    const sizes = [95_000, 89_950, 88_050, 80_000, null].map(
      (spot) => nearMarkets(many, spot).length,
    );
    expect(new Set(sizes)).toEqual(new Set([14]));
    expect(nearMarkets(many, 88_050)[7]?.strikeCents).toBe(8_800_000);
    expect(nearMarkets(many, 80_000).at(-1)).toBe(many.at(-1));
    expect(nearMarkets(many.slice(0, 3), 88_050)).toHaveLength(3);
  });

  it('no edge, a missing edge and a negative edge are cold', () => {
    expect([heatPercent(0), heatPercent(null), heatPercent(-300)]).toEqual([0, 0, 0]);
  });

  it('heat grows with the edge and stops at 5 cents', () => {
    expect(heatPercent(250)).toBe(14);
    expect(heatPercent(500)).toBe(28);
    expect(heatPercent(5_000)).toBe(28);
  });

  it('an edge says which outcome it buys', () => {
    expect([edgeWord('bid'), edgeWord('ask'), edgeWord(null)]).toEqual(['YES', 'NO', '']);
  });
});
