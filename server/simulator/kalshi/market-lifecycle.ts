// A market's life: listed, opened, closed, determined, settled, and the interruptions. In: times. Out: events, postings.
// Source: kalshi-api §3.3 (lifecycle), §5.5 (which steps have WS events: not open, not close), §7.2 (timings).
import { assertCondition, ensure } from '#lib/check.ts';
import type { LifecycleEvent } from './exchange-event.ts';
import { CandleSeries } from './market-candles.ts';
import type { MarketDefinition } from './market-shapes.ts';
import { OrderBook } from './order-book.ts';
import { cancelAllResting } from './order-record.ts';
import { decideOutcome } from './outcome.ts';
import { rangesOfLabel } from './price-grid.ts';
import { defaultGridLabel } from './series.ts';
import { settleMarket } from './settle-market.ts';
import { Timeline } from './timeline.ts';
import { emit, type Market, type MarketEvent, type Venue } from './venue.ts';

/** Resting orders survive the close by this much before the venue sweeps them (CloseCancel). */
const CLOSE_CANCEL_AFTER_MS = 400;

/** Queues a lifecycle event of a market. */
function announceLifecycle(venue: Venue, market: Market, event: LifecycleEvent): void {
  market.updatedAtMs = venue.nowMs;
  venue.touched.add(market);
  emit(venue, { kind: 'lifecycle', ticker: market.ticker, event, atMs: venue.nowMs });
}

function eventOf(venue: Venue, definition: MarketDefinition): MarketEvent {
  const known = venue.events.get(definition.eventTicker);
  if (known !== undefined) return known;
  const series = ensure(
    venue.series.get(definition.seriesTicker),
    `series ${definition.seriesTicker} is unknown`,
  );
  const fresh: MarketEvent = {
    eventTicker: definition.eventTicker,
    series,
    title: definition.title,
    strikeAtMs: definition.closeAtMs,
    tickers: [],
  };
  venue.events.set(definition.eventTicker, fresh);
  emit(venue, { kind: 'event_created', eventTicker: fresh.eventTicker, atMs: venue.nowMs });
  return fresh;
}

/** Lists a market and schedules its open and close. */
export function listMarket(venue: Venue, definition: MarketDefinition): void {
  if (venue.markets.has(definition.ticker))
    assertCondition(false, `${definition.ticker} exists already`);
  assertCondition(definition.closeAtMs > definition.openAtMs, 'a market closes after it opens');
  const event = eventOf(venue, definition);
  const gridLabel = definition.priceLevelStructure ?? defaultGridLabel(definition.seriesTicker);
  const market: Market = {
    definition,
    ticker: definition.ticker,
    marketId: venue.entropy.uuid(),
    series: event.series,
    shard: definition.exchangeIndex ?? event.series.exchangeIndex,
    createdAtMs: venue.nowMs,
    book: new OrderBook(),
    recentDeltas: [],
    summaries: new Timeline(),
    trades: [],
    candles: new CandleSeries(),
    holders: new Set(),
    status: 'initialized',
    openAtMs: definition.openAtMs,
    closeAtMs: definition.closeAtMs,
    floorStrikeUsd: definition.floorStrikeUsd,
    yesSubTitle: definition.yesSubTitle,
    gridLabel,
    ranges: definition.priceRanges ?? rangesOfLabel(gridLabel),
    lastPrice: undefined,
    lastSize: 0,
    volume: 0,
    dollarVolumeMicro: 0,
    result: '',
    expirationValue: '',
    determinedAtMs: undefined,
    settledAtMs: undefined,
    updatedAtMs: venue.nowMs,
  };
  venue.markets.set(market.ticker, market);
  event.tickers.push(market.ticker);
  announceLifecycle(venue, market, 'created');
  venue.agenda.add(market.openAtMs, () => openMarket(venue, market));
  scheduleClose(venue, market);
}

function openMarket(venue: Venue, market: Market): void {
  if (market.status !== 'initialized') return;
  market.status = 'active';
  venue.touched.add(market);
}

function scheduleClose(venue: Venue, market: Market): void {
  const { closeAtMs } = market;
  venue.agenda.add(closeAtMs, () => {
    if (market.closeAtMs === closeAtMs) closeMarket(venue, market);
  });
}

/** From here every order operation is refused; the sweep and the settlement steps follow on their own. */
function closeMarket(venue: Venue, market: Market): void {
  const isOver = market.status !== 'initialized' && market.status !== 'active';
  if (isOver && market.status !== 'inactive') return;
  market.status = 'closed';
  venue.touched.add(market);
  const { closeAtMs, series } = market;
  venue.agenda.add(closeAtMs + CLOSE_CANCEL_AFTER_MS, () =>
    cancelAllResting(venue, market, 'CloseCancel'),
  );
  venue.agenda.add(closeAtMs + series.determineAfterCloseMs, () => determineMarket(venue, market));
  venue.agenda.add(closeAtMs + series.settleAfterCloseMs, () => finalizeMarket(venue, market));
}

function determineMarket(venue: Venue, market: Market): void {
  const outcome = decideOutcome(
    {
      strikeType: market.definition.strikeType,
      floorStrikeUsd: market.floorStrikeUsd,
      capStrikeUsd: market.definition.capStrikeUsd,
      roundDigits: market.series.roundDigits,
    },
    venue.index.settlementSum(market.closeAtMs),
  );
  market.status = 'determined';
  market.result = outcome.result;
  market.expirationValue = outcome.expirationValue;
  market.determinedAtMs = venue.nowMs;
  announceLifecycle(venue, market, 'determined');
}

function finalizeMarket(venue: Venue, market: Market): void {
  market.status = 'finalized';
  market.settledAtMs = venue.nowMs;
  settleMarket(venue, market);
  announceLifecycle(venue, market, 'settled');
}

/** Ends a market now: close_time moves, then it closes. */
export function closeEarly(venue: Venue, market: Market): void {
  if (!(market.status === 'active' || market.status === 'inactive'))
    assertCondition(false, `${market.ticker} is not open`);
  market.closeAtMs = venue.nowMs;
  announceLifecycle(venue, market, 'close_date_updated');
  closeMarket(venue, market);
}

/** Pauses one market. */
export function deactivateMarket(venue: Venue, market: Market): void {
  if (market.status !== 'active') assertCondition(false, `${market.ticker} is not active`);
  market.status = 'inactive';
  announceLifecycle(venue, market, 'deactivated');
}

/** Resumes one market; every resting order of it is cancelled. */
export function activateMarket(venue: Venue, market: Market): void {
  if (market.status !== 'inactive') assertCondition(false, `${market.ticker} is not inactive`);
  cancelAllResting(venue, market, 'HaltCancel');
  market.status = 'active';
  announceLifecycle(venue, market, 'activated');
}

/** Changes the tick grid while the market lives; resting orders stay. */
export function regridMarket(venue: Venue, market: Market, label: string): void {
  market.gridLabel = label;
  market.ranges = rangesOfLabel(label);
  announceLifecycle(venue, market, 'price_level_structure_updated');
}

/** The late strike of a 15-minute market, dollars. */
export function publishStrike(venue: Venue, market: Market, strikeUsd: number): void {
  assertCondition(Number.isFinite(strikeUsd) && strikeUsd > 0, 'a strike is a positive price');
  market.floorStrikeUsd = strikeUsd;
  const [whole = '', cents = '00'] = strikeUsd.toFixed(2).split('.');
  market.yesSubTitle = `Target Price: $${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
  announceLifecycle(venue, market, 'metadata_updated');
}
