// Ladder wording and heat: only a positive edge warms a cell, the spot line stands where the price is.
import { describe, expect, it } from 'vitest';
import type { Series } from '#lib/domain/market.ts';
import {
  byPlace,
  edgeWord,
  heatPercent,
  nearMarkets,
  nearMiddle,
  spotIndex,
} from './ladder-view.ts';

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

  const many = Array.from({ length: 40 }, (_, index) => market(9_000_000 - index * 10_000));
  const near = (spotUsd: number | null, before: string | null = null) =>
    nearMarkets(many, nearMiddle(many, spotUsd, before));

  it('the near view keeps as many strikes wherever spot is', () => {
    const sizes = [95_000, 89_950, 88_050, 80_000, null].map((spot) => near(spot).length);
    expect(new Set(sizes)).toEqual(new Set([14]));
    expect(near(88_050)[7]?.strikeCents).toBe(8_800_000);
    expect(near(80_000).at(-1)).toBe(many.at(-1));
    expect(nearMarkets(many.slice(0, 3), '8990000')).toHaveLength(3);
    expect(nearMiddle([], 88_050, 'gone')).toBeNull();
  });

  it('the near view stands still until spot has left its middle by more than three strikes', () => {
    const middle = nearMiddle(many, 88_050, null);
    for (const spot of [88_150, 87_950, 88_350, 87_750, null])
      expect(nearMiddle(many, spot, middle)).toBe(middle);
    expect(nearMiddle(many, 88_450, middle)).toBe('8840000');
    expect(nearMiddle(many, 87_650, middle)).toBe('8760000');
    expect(nearMiddle(many, 88_050, 'gone')).toBe(middle);
  });

  it('an event that closes keeps its place until the next one of its series trades', () => {
    const event = (name: string, series: Series, isTrading: boolean) => ({
      event: name,
      series,
      isTrading,
      closeAt: 0,
      markets: [],
    });
    const hourly = event('hourly', 'KXBTCD', true);
    const closed = event('closed', 'KXBTC15M', false);
    const older = event('older', 'KXBTC15M', false);
    const next = event('next', 'KXBTC15M', true);
    expect(byPlace([hourly, closed, older])).toEqual([closed, hourly, older]);
    expect(byPlace([next, hourly, closed, older])).toEqual([next, hourly, closed, older]);
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
