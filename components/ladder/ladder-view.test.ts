// Ladder wording and heat: only a positive edge warms a cell, the spot line stands where the price is.
import { describe, expect, it } from 'vitest';
import { edgeWord, heatPercent, spotIndex } from './ladder-view.ts';

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
