// What a ladder row prints and how warm its edge is. In: rows. Out: words and numbers for the table, no DOM.
import type { MarketEntry, MarketEvent } from '#components/live/market-list.ts';
import { SERIES } from '#lib/domain/market.ts';
import type { LadderRow } from '#lib/wire/market-rows.ts';

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

/** Strikes spot may walk away from the middle before the view follows it. */
const SLACK = 3;

/**
 * The market in the middle of the near view: the one at spot, and then the same one until spot has left it by more than
 * a few strikes, so that a price that swings around a strike moves no row. Null for no market.
 */
export function nearMiddle(
  markets: readonly MarketEntry[],
  spotUsd: number | null,
  before: string | null,
): string | null {
  const held = markets.findIndex((market) => market.ticker === before);
  if (spotUsd === null) return (markets[held] ?? markets[0])?.ticker ?? null;
  const below = spotIndex(markets, spotUsd);
  const middle = below < 0 ? markets.length - 1 : below;
  const isHeld = held >= 0 && Math.abs(held - middle) <= SLACK;
  return markets[isHeld ? held : middle]?.ticker ?? null;
}

/** The strikes around the middle, always as many while there are that many. */
export function nearMarkets(
  markets: readonly MarketEntry[],
  middle: string | null,
): readonly MarketEntry[] {
  const at = Math.max(
    0,
    markets.findIndex((market) => market.ticker === middle),
  );
  const start = Math.max(0, Math.min(at - NEAR, markets.length - 2 * NEAR));
  return markets.slice(start, start + 2 * NEAR);
}

/**
 * The event of each series that trades or traded last, in the order of the series, then all others as they come: an
 * event that closes is replaced in its place and pushes nobody.
 */
export function byPlace(events: readonly MarketEvent[]): readonly MarketEvent[] {
  const first = SERIES.flatMap((series) => events.find((event) => event.series === series) ?? []);
  return [...first, ...events.filter((event) => !first.includes(event))];
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
