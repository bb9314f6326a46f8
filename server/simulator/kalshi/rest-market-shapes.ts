// Markets, events, series, trades and candles as REST prints them. In: venue state. Out: JSON-ready objects.
// Source: kalshi-api §3.2, §3.3, §3.5.
import type { TradeRecord } from './exchange-event.ts';
import { countText, DOLLAR_CENTI_CENTS, DOLLAR_MICRO, isoText, priceText } from './fixed-point.ts';
import type { Candle, Ohlc } from './market-candles.ts';
import type { Depth, SeriesDefinition } from './market-shapes.ts';
import { depthAt, depthOf, summaryOf } from './market-view.ts';
import type { Market, MarketEvent, Venue } from './venue.ts';

const DAY_MS = 86_400_000;

/** The book at `asOfMs`; the live one when nothing is hidden by the lag. */
export function laggedDepth(venue: Venue, market: Market, asOfMs: number): Depth {
  return asOfMs >= venue.nowMs ? depthOf(market) : depthAt(market, asOfMs);
}

/** The part of a market's object that concerns its strike. */
export function strikeFields(market: Market): Record<string, unknown> {
  const { strikeType, capStrikeUsd } = market.definition;
  return {
    strike_type: strikeType,
    ...(market.floorStrikeUsd === undefined ? {} : { floor_strike: market.floorStrikeUsd }),
    ...(capStrikeUsd === undefined ? {} : { cap_strike: capStrikeUsd }),
    ...(market.series.ticker === 'KXBTC15M' ? { custom_strike: { round_digits: '2' } } : {}),
  };
}

function quoteFields(depth: Depth): Record<string, unknown> {
  const bid = depth.bids[0];
  const ask = depth.asks[0];
  const yesBid = bid?.priceCentiCents ?? 0;
  const yesAsk = ask?.priceCentiCents ?? DOLLAR_CENTI_CENTS;
  return {
    yes_bid_dollars: priceText(yesBid),
    yes_ask_dollars: priceText(yesAsk),
    no_bid_dollars: priceText(DOLLAR_CENTI_CENTS - yesAsk),
    no_ask_dollars: priceText(DOLLAR_CENTI_CENTS - yesBid),
    yes_bid_size_fp: countText(bid?.countCentiContracts ?? 0),
    yes_ask_size_fp: countText(ask?.countCentiContracts ?? 0),
  };
}

function timeFields(market: Market): Record<string, unknown> {
  const expectedMs = market.closeAtMs + 300_000;
  return {
    created_time: isoText(market.createdAtMs),
    updated_time: isoText(market.updatedAtMs),
    open_time: isoText(market.openAtMs),
    close_time: isoText(market.closeAtMs),
    expected_expiration_time: isoText(expectedMs),
    expiration_time: isoText(market.closeAtMs + 7 * DAY_MS),
    latest_expiration_time: isoText(market.closeAtMs + 7 * DAY_MS),
    occurrence_datetime: isoText(market.closeAtMs),
    settlement_timer_seconds: market.series.settlementTimerSeconds,
  };
}

function resultFields(market: Market): Record<string, unknown> {
  const value = market.result === 'yes' ? '1.0000' : '0.0000';
  return {
    result: market.result,
    expiration_value: market.expirationValue,
    ...(market.result === '' ? {} : { settlement_value_dollars: value }),
    ...(market.settledAtMs === undefined ? {} : { settlement_ts: isoText(market.settledAtMs) }),
  };
}

/** A market's object. */
export function marketShape(venue: Venue, market: Market, asOfMs: number): Record<string, unknown> {
  const { definition } = market;
  const summary = market.summaries.at(asOfMs) ?? summaryOf(venue, market);
  return {
    ticker: market.ticker,
    event_ticker: definition.eventTicker,
    market_type: 'binary',
    title: definition.title,
    subtitle: market.yesSubTitle,
    yes_sub_title: market.yesSubTitle,
    no_sub_title: market.yesSubTitle,
    ...timeFields(market),
    status: summary.status,
    notional_value_dollars: '1.0000',
    ...quoteFields(laggedDepth(venue, market, asOfMs)),
    last_price_dollars: priceText(summary.lastPriceCentiCents ?? 0),
    previous_yes_bid_dollars: '0.0000',
    previous_yes_ask_dollars: '0.0000',
    previous_price_dollars: '0.0000',
    volume_fp: countText(summary.volumeCentiContracts),
    volume_24h_fp: countText(summary.volumeCentiContracts),
    open_interest_fp: countText(summary.openInterestCentiContracts),
    ...resultFields(market),
    can_close_early: true,
    early_close_condition: '',
    rules_primary: `If ${definition.title} resolves to ${market.yesSubTitle}, the market resolves to Yes.`,
    rules_secondary: 'Settles on the simple average of the 60 seconds of BRTI before the close.',
    price_level_structure: market.gridLabel,
    price_ranges: market.ranges,
    settlement_bounds_type: 'default',
    ...strikeFields(market),
    exchange_index: market.shard,
  };
}

/** `{yes_dollars, no_dollars}` with ascending bids of both legs. */
export function bookShape(depth: Depth, limit = 0): Record<string, [string, string][]> {
  const cut = limit > 0 ? limit : undefined;
  return {
    yes_dollars: depth.bids
      .slice(0, cut)
      .map((l): [string, string] => [
        priceText(l.priceCentiCents),
        countText(l.countCentiContracts),
      ])
      .reverse(),
    no_dollars: depth.asks
      .slice(0, cut)
      .map((l): [string, string] => [
        priceText(DOLLAR_CENTI_CENTS - l.priceCentiCents),
        countText(l.countCentiContracts),
      ])
      .reverse(),
  };
}

/** A public trade. */
export function tradeShape(trade: TradeRecord): Record<string, unknown> {
  const outcome = trade.takerSide === 'bid' ? 'yes' : 'no';
  return {
    trade_id: trade.tradeId,
    ticker: trade.ticker,
    count_fp: countText(trade.countCentiContracts),
    yes_price_dollars: priceText(trade.priceCentiCents),
    no_price_dollars: priceText(DOLLAR_CENTI_CENTS - trade.priceCentiCents),
    taker_outcome_side: outcome,
    taker_book_side: trade.takerSide,
    taker_side: outcome,
    created_time: isoText(trade.atMs),
    is_block_trade: false,
  };
}

/** A series. */
export function seriesShape(series: SeriesDefinition): Record<string, unknown> {
  return {
    ticker: series.ticker,
    frequency: series.frequency,
    title: series.title,
    category: series.category,
    categories: [series.category],
    tags: ['BTC'],
    settlement_sources: [{ name: 'CF Benchmarks', url: 'https://www.cfbenchmarks.com' }],
    contract_url: '',
    contract_terms_url: '',
    fee_type: series.feeType,
    fee_multiplier: series.feeMultiplier,
    additional_prohibitions: null,
    exchange_index: series.exchangeIndex,
  };
}

/** An event without its markets. */
export function eventShape(event: MarketEvent): Record<string, unknown> {
  return {
    event_ticker: event.eventTicker,
    series_ticker: event.series.ticker,
    title: event.title,
    sub_title: '',
    category: event.series.category,
    mutually_exclusive: event.series.mutuallyExclusive,
    collateral_return_type: event.series.collateralReturnType,
    strike_date: isoText(event.strikeAtMs),
    strike_period: event.series.frequency,
    settlement_sources: [{ name: 'CF Benchmarks', url: 'https://www.cfbenchmarks.com' }],
    exchange_index: event.series.exchangeIndex,
  };
}

function ohlcShape(ohlc: Ohlc): Record<string, string> {
  return {
    open_dollars: priceText(ohlc.open),
    low_dollars: priceText(ohlc.low),
    high_dollars: priceText(ohlc.high),
    close_dollars: priceText(ohlc.close),
  };
}

function pricesShape(candle: Candle): Record<string, string> {
  const previous =
    candle.previousPrice === undefined ? {} : { previous_dollars: priceText(candle.previousPrice) };
  if (candle.price === undefined) return previous;
  const mean = Math.round(candle.price.valueMicro / Math.max(1, candle.volume));
  return {
    ...ohlcShape(candle.price),
    mean_dollars: priceText(mean),
    min_dollars: priceText(candle.price.low),
    max_dollars: priceText(candle.price.high),
    ...previous,
  };
}

/** One candle. */
export function candleShape(candle: Candle): Record<string, unknown> {
  return {
    end_period_ts: candle.endSeconds,
    yes_bid: ohlcShape(candle.bid),
    yes_ask: ohlcShape(candle.ask),
    price: pricesShape(candle),
    volume_fp: countText(candle.volume),
    open_interest_fp: countText(candle.openInterest),
  };
}

/** Whole dollars of a micro-dollar sum, for the ticker channel. */
export function wholeDollars(micro: number): number {
  return Math.floor(micro / DOLLAR_MICRO);
}
