// What the price chart is given. In: topic tables. Out: points in time order, marks, and the strikes worth a line.
import type { ChartPoint, StrikeLine, TradeMark } from '#components/charts/price-chart.ts';
import type { VolatilityPoint } from '#components/charts/volatility-pane.ts';
import type { MarketEvent } from '#components/live/market-list.ts';
import { purposeOf } from '#components/live/order-purposes.ts';
import type { OrderPurpose } from '#lib/domain/order.ts';
import { formatContracts } from '#lib/format/contracts.ts';
import { tradeWords } from '#lib/format/trade.ts';
import type { VolatilityRow } from '#lib/wire/chart-topics.ts';
import type { ChartRow } from '#lib/wire/market-rows.ts';
import type { FillRow } from '#lib/wire/trade-rows.ts';

/** Strikes drawn around the selected one: more would bury the price. */
const NEIGHBOURS = 3;

/** All points, ascending; keys that are no seconds are left out. */
export function pointsOf(rows: Readonly<Record<string, ChartRow>>): readonly ChartPoint[] {
  return Object.entries(rows)
    .map(([key, row]) => ({ second: Number(key), midUsd: row.midUsd, indexUsd: row.indexUsd }))
    .filter((point) => Number.isSafeInteger(point.second))
    .toSorted((left, right) => left.second - right.second);
}

/** Both volatilities in percent, ascending; keys that are no seconds are left out. */
export function volatilityOf(
  rows: Readonly<Record<string, VolatilityRow>>,
): readonly VolatilityPoint[] {
  const percent = (ratio: number | null) => (ratio === null ? null : ratio * 100);
  return Object.entries(rows)
    .map(([key, row]) => ({
      second: Number(key),
      forecastPercent: percent(row.forecastVolAnnual),
      realisedPercent: percent(row.realisedVolAnnual),
    }))
    .filter((point) => Number.isSafeInteger(point.second))
    .toSorted((left, right) => left.second - right.second);
}

/** Changed points ready for `update`, or null when one of them is older than `lastSecond` or was deleted. */
export function appendable(
  keys: ReadonlySet<string>,
  rows: Readonly<Record<string, ChartRow>>,
  lastSecond: number,
): readonly ChartPoint[] | null {
  const changed: Record<string, ChartRow> = {};
  for (const key of keys) {
    const row = rows[key];
    // A point that left the window at the old end needs no redraw: it stays in the chart's own memory.
    if (row === undefined) continue;
    if (Number(key) < lastSecond) return null;
    changed[key] = row;
  }
  return pointsOf(changed);
}

/** One mark a fill in the words of the log, e.g. "Sell 10 YES". */
export function tradesOf(
  fills: readonly FillRow[],
  purposes: ReadonlyMap<string, OrderPurpose>,
): readonly TradeMark[] {
  return fills
    .map((fill) => {
      const words = tradeWords(fill, purposeOf(fill, purposes));
      return {
        second: Math.floor(fill.at / 1000),
        side: fill.side,
        text: `${words.verb} ${formatContracts(fill.count)} ${words.outcome}`,
      };
    })
    .toSorted((left, right) => left.second - right.second);
}

/** The selected strike and its nearest neighbours of the same event. */
export function strikesOf(event: MarketEvent | null, ticker: string | null): readonly StrikeLine[] {
  const markets = event?.markets.filter((market) => market.strikeCents !== null) ?? [];
  const at = markets.findIndex((market) => market.ticker === ticker);
  const near = markets.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1);
  return near.map((market) => ({
    priceUsd: (market.strikeCents ?? 0) / 100,
    isSelected: market.ticker === ticker,
  }));
}
