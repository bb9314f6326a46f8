// A market of the simulated exchange as the core knows markets. In: summary, time. Out: Market.
import { type BtcCents, btcCentsFromDouble } from '#lib/domain/btc.ts';
import { eventTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Market, MarketResult, PriceRange, Series, StrikeRule } from '#lib/domain/market.ts';
import { price } from '#lib/domain/price.ts';
import { unwrap } from '#lib/result.ts';
import type { MarketSummary } from '#server/simulator/kalshi/market-shapes.ts';

const WHOLE_CENTS: readonly PriceRange[] = [{ start: price(0), end: price(10_000), step: 100 }];
const TAPERED: readonly PriceRange[] = [
  { start: price(0), end: price(1_000), step: 10 },
  { start: price(1_000), end: price(9_000), step: 100 },
  { start: price(9_000), end: price(10_000), step: 10 },
];

function cents(usd: number): BtcCents {
  return unwrap(btcCentsFromDouble(usd));
}

function seriesOf(ticker: string): Series {
  return ticker === 'KXBTC15M' || ticker === 'KXBTCD' ? ticker : 'KXBTC';
}

function ruleOf(summary: MarketSummary): StrikeRule {
  const { strikeType, floorStrikeUsd: floor, capStrikeUsd: cap } = summary;
  if (strikeType === 'between' && floor !== undefined && cap !== undefined)
    return { kind: 'between', floor: cents(floor), cap: cents(cap) };
  if (strikeType === 'less' && cap !== undefined) return { kind: 'below', strike: cents(cap) };
  if (floor === undefined) return { kind: 'unset', reason: 'the strike is not published yet' };
  return strikeType === 'greater_or_equal'
    ? { kind: 'at-or-above-rounded', strike: cents(floor) }
    : { kind: 'above', strike: cents(floor) };
}

function resultOf(summary: MarketSummary, atMs: number): MarketResult | null {
  if (summary.result === '') return null;
  return {
    result: summary.result,
    yesPayout: price(summary.result === 'yes' ? 10_000 : 0),
    final: summary.status === 'finalized',
    at: wallMs(atMs),
  };
}

/** The definition as it stands at `atMs`. */
export function summaryToMarket(summary: MarketSummary, atMs: number): Market {
  const series = seriesOf(summary.seriesTicker);
  return {
    ticker: marketTicker(summary.ticker),
    event: eventTicker(summary.eventTicker),
    series,
    rule: ruleOf(summary),
    openAt: wallMs(summary.openAtMs),
    closeAt: wallMs(summary.closeAtMs),
    status: summary.status,
    grid: series === 'KXBTC15M' ? TAPERED : WHOLE_CENTS,
    shard: summary.exchangeIndex,
    fee: { kind: 'quadratic', multiplier: 1 },
    result: resultOf(summary, atMs),
    title: summary.ticker,
  };
}
