// What a ladder row prints and how warm its edge is. In: rows. Out: words and numbers for the table, no DOM.
import type { MarketEntry } from '#components/live/market-list.ts';
import type { LadderRow } from '#lib/wire/topics.ts';

/** Edge (1e-4 $) at which the heat is full: 5 ¢. */
const FULL_HEAT = 500;

/** Index of the first market (highest strike first) whose strike is at or below spot; −1 when there is no such line. */
export function spotIndex(markets: readonly MarketEntry[], spotUsd: number | null): number {
  if (spotUsd === null) return -1;
  return markets.findIndex(
    (market) => market.strikeCents !== null && market.strikeCents <= spotUsd * 100,
  );
}

/** Strikes kept on each side of spot in the near view. */
const NEAR = 7;

/** The strikes around spot, in whole; without spot the first ones, so that the view is never empty by mistake. */
export function nearMarkets(
  markets: readonly MarketEntry[],
  spotUsd: number | null,
): readonly MarketEntry[] {
  const below = spotIndex(markets, spotUsd);
  const middle = below < 0 && spotUsd !== null ? markets.length : Math.max(0, below);
  const start = Math.max(0, Math.min(middle - NEAR, markets.length - 2 * NEAR));
  return markets.slice(start, start + 2 * NEAR);
}

/** Background strength in percent, 0…28: only a positive edge is warm, and never loud enough to hide the text. */
export function heatPercent(edge: number | null): number {
  if (edge === null || edge <= 0) return 0;
  return Math.round((Math.min(edge, FULL_HEAT) / FULL_HEAT) * 28);
}

/** What the edge would buy: a bid buys YES, an ask sells YES, which is buying NO. */
export function edgeWord(side: LadderRow['edgeSide']): string {
  if (side === null) return '';
  return side === 'bid' ? 'YES' : 'NO';
}

/** The state of a row in one word: the verdict while it trades, the result once it has one. */
export function rowWord(row: LadderRow): string {
  if (row.result !== null) return `${row.result.toUpperCase()}${row.resultFinal ? '' : ' (prov.)'}`;
  if (row.status !== 'active') return row.status;
  if (row.book !== 'live') return `book ${row.book}`;
  return row.verdict ?? '–';
}
