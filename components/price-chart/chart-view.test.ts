// What the chart is given: ascending seconds, appended when possible, strikes only around the chosen one.
import { describe, expect, it } from 'vitest';
import type { MarketEvent } from '#components/live/market-list.ts';
import { appendable, pointsOf, strikesOf, volatilityOf } from './chart-view.ts';

const ROW = { midUsd: 1, indexUsd: null };

describe('chart view', () => {
  it('points come in time order whatever the order of the keys', () => {
    const seconds = pointsOf({ '30': ROW, '10': ROW, x: ROW, '20': ROW }).map(
      (each) => each.second,
    );
    expect(seconds).toEqual([10, 20, 30]);
  });

  it('new and current seconds are appended', () => {
    const points = appendable(new Set(['11', '10']), { '10': ROW, '11': ROW }, 10);
    expect(points?.map((each) => each.second)).toEqual([10, 11]);
  });

  it('a change in the past asks for a redraw, a point that left the window does not', () => {
    expect(appendable(new Set(['9']), { '9': ROW }, 10)).toBeNull();
    expect(appendable(new Set(['1', '11']), { '11': ROW }, 10)).toHaveLength(1);
  });

  it('volatility comes in time order in percent, and missing stays missing', () => {
    const points = volatilityOf({
      '10': { forecastVolAnnual: null, realisedVolAnnual: 0.25 },
      '5': { forecastVolAnnual: 0.5, realisedVolAnnual: null },
    });
    expect(points).toEqual([
      { second: 5, forecastPercent: 50, realisedPercent: null },
      { second: 10, forecastPercent: null, realisedPercent: 25 },
    ]);
  });

  it('only the neighbours of the chosen strike are drawn', () => {
    const markets = Array.from({ length: 20 }, (_, index) => ({
      ticker: `m${index}`,
      strikeCents: 9_000_000 - index * 10_000,
      isTrading: true,
    }));
    const event: MarketEvent = {
      event: 'E',
      series: 'KXBTCD',
      closeAt: 1,
      isTrading: true,
      markets,
    };
    const lines = strikesOf(event, 'm10');
    expect(lines).toHaveLength(7);
    expect(lines.filter((line) => line.isSelected).map((line) => line.priceUsd)).toEqual([89_000]);
  });
});
