// The curve: one point a strike, the market as a band, and a model inside the band that claims nothing.
import { describe, expect, it } from 'vitest';
import type { MarketEvent } from '#components/live/market-list.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';
import { curveOf, outsideCents } from './curve-view.ts';

const row = (bid: number | null, ask: number | null, model: number | null) =>
  ({
    ...{ bid, ask, fair: model },
    signal: model === null ? null : { views: { calibrated: model }, modelLow: 0.1, modelHigh: 0.9 },
  }) as unknown as LadderRow;

const EVENT: MarketEvent = {
  ...{ event: 'E', series: 'KXBTCD', closeAt: 1, isTrading: true },
  markets: [
    { ticker: 'high', strikeCents: 200, isTrading: true },
    { ticker: 'tail', strikeCents: 200, isTrading: true },
    { ticker: 'low', strikeCents: 100, isTrading: true },
    { ticker: 'unset', strikeCents: null, isTrading: true },
    { ticker: 'gone', strikeCents: 300, isTrading: true },
  ],
};

describe('probability curve', () => {
  it('has one point a strike, lowest first, and none for what has no strike or no row', () => {
    const rows: Readonly<Record<string, LadderRow>> = {
      high: row(2_000, 2_200, 0.3),
      tail: row(1, 2, 0.5),
      low: row(6_000, 6_200, null),
      unset: row(1, 2, 0.5),
    };
    const points = curveOf(EVENT, (ticker) => rows[ticker]);
    expect(points.map((each) => each.ticker)).toEqual(['low', 'high']);
    expect(points[0]).toMatchObject({ bid: 0.6, ask: 0.62, model: null, outsideCents: null });
    expect(points[1]?.outsideCents).toBeCloseTo(8);
    expect(curveOf(null, () => undefined)).toEqual([]);
  });

  it('a model between bid and ask says nothing against the market, and an empty side is not zero', () => {
    expect(outsideCents(0.5, 0.49, 0.51)).toBe(0);
    expect(outsideCents(0.4, 0.49, 0.51)).toBeCloseTo(-9);
    expect(outsideCents(0.4, null, 0.51)).toBeNull();
  });
});
