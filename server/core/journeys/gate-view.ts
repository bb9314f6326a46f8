// Builds the gate's one argument from the world: ages, money, permissions. Null wherever something is not known.
import type { FreshnessKey } from '#lib/domain/freshness.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { NO_MONEY } from '#lib/domain/money.ts';
import type { ContractEntry } from '../1-ingest/market-state.ts';
import { blendWithMid, quoteOf } from '../3-models/probability/blend-with-mid.ts';
import { pendingApprovals } from '../4-gate/approvals.ts';
import type { Exposures, GateInput } from '../4-gate/gate-input.ts';
import { workingOrders } from '../5-execution/order-book-state.ts';
import { positionOf, utcDay } from '../6-ledger/ledger-state.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { accountView } from './account-view.ts';
import { CLOCK_STEP_MS } from './clock-steps.ts';
import { volatilityRatio } from './exit-work.ts';
import { moneyView } from './money-view.ts';
import { recentView } from './recent-view.ts';
import { signalStanding } from './watch-signal.ts';

/** Null for what was never seen, and for what comes from the future: after a step back its age is not known (F96). */
function ageOf(at: WallMs | null, now: WallMs): number | null {
  return at === null || at - now > CLOCK_STEP_MS ? null : Math.max(0, now - at);
}

function exchangeHealth(world: World, now: WallMs): GateInput['exchange'] {
  const { exchange } = world.market;
  const ageMs = exchange === null ? null : ageOf(exchange.at, now);
  if (exchange === null || ageMs === null) return null;
  return {
    exchangeActive: exchange.exchangeActive,
    tradingActive: exchange.tradingActive,
    ageMs,
  };
}

/** Ages by freshness key. A subscription-kept feed is as old as its connection while it is live. */
export function feedAges(world: World, now: WallMs): Readonly<Record<FreshnessKey, number | null>> {
  const { feeds, spot, index } = world.market;
  const age = (key: Parameters<typeof feeds.get>[0]): number | null => {
    const feed = feeds.get(key);
    return feed === undefined || feed.state !== 'live' ? null : ageOf(feed.lastAt, now);
  };
  const kalshi = age('kalshi-connection');
  const kept = (key: 'kalshi-book' | 'kalshi-orders'): number | null =>
    feeds.get(key)?.state === 'live' ? kalshi : null;
  return {
    'kraken-connection': age('kraken-connection'),
    'kalshi-connection': kalshi,
    'kraken-book': ageOf(spot.bookAt, now),
    'kraken-trade': ageOf(spot.tradeAt, now),
    'kalshi-book': kept('kalshi-book'),
    'kalshi-orders': kept('kalshi-orders'),
    index: ageOf(index.receivedAt, now),
    forecast: ageOf(world.forecast?.at ?? null, now),
    engine: 0,
  };
}

function exposuresOf(world: World, event: CoreEvent, entry: ContractEntry): Exposures {
  const { exposure } = moneyView(world, event);
  const { ticker, event: eventTicker } = entry.market;
  return {
    market: exposure.byMarket.get(ticker) ?? NO_MONEY,
    event: exposure.byEvent.get(eventTicker) ?? NO_MONEY,
    series: exposure.bySeries.get(entry.market.series) ?? NO_MONEY,
    total: exposure.total,
  };
}

function freshRequest(world: World, ticker: MarketTicker, at: WallMs): string | null {
  const request = world.closeRequests.get(ticker);
  return request !== undefined && at <= request.until ? request.by : null;
}

/** The gate's view of one market at this event. */
export function gateView(world: World, event: CoreEvent, entry: ContractEntry): GateInput {
  const { market, options } = world;
  const { ticker } = entry.market;
  const held = world.fairs.get(ticker);
  const pending = pendingApprovals(world.approvals);
  return {
    at: event.at,
    eventSeq: event.seq,
    mode: options.mode,
    market: entry.market,
    book: entry.book,
    bookAt: entry.bookAt,
    depth: entry.depth,
    ...recentView(world, entry, event.at),
    // The book may have moved since the last pricing: what we trade on starts from its mid of now.
    fair:
      held === undefined || held.fair === null ? null : blendWithMid(held, quoteOf(entry.depth)),
    fairReason: held?.reason ?? 'not priced yet',
    forecast: world.forecast,
    signalHealth: signalStanding(world),
    feeds: feedAges(world, event.at),
    spotOnline: market.spot.online,
    spotBook: market.spot.book,
    exchange: exchangeHealth(world, event.at),
    host: world.host,
    trading: world.control.state,
    killed: world.control.latch !== null,
    reconciled: world.reconciled.clean,
    orderGroupReady: world.orderGroupReady,
    position: positionOf(world.ledger, ticker),
    openOrders: workingOrders(world.orders, ticker),
    exposures: exposuresOf(world, event, entry),
    ladder: moneyView(world, event).ladders.get(entry.market.event) ?? [],
    ...accountView(world, event),
    firstOfDay: world.lastEntryDay !== utcDay(event.at),
    pendingApprovals: pending.length,
    marketHasPendingApproval: pending.some((each) => each.ticker === ticker),
    exitWork: world.exitWork.get(ticker) ?? null,
    volatilityRatio: volatilityRatio(world, ticker, event.at),
    closeRequestedBy: freshRequest(world, ticker, event.at),
    operatorLeft: world.closeRequests.has(ticker),
  };
}
