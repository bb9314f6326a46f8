// Market state as rows for the screen: spot, chart points, strike ladder, contract books, feeds.
import { FRESHNESS_MS, type FreshnessKey } from '#lib/domain/freshness.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import type { FeedRow } from '#lib/wire/health-rows.ts';
import type { BookRow, LadderRow, LevelRow, SpotRow } from '#lib/wire/market-rows.ts';
import type { ContractEntry } from '#server/core/1-ingest/market-state.ts';
import { currentBasis } from '#server/core/2-features/index-basis.ts';
import { realisedVariance } from '#server/core/2-features/realised-variance.ts';
import { SECONDS_PER_YEAR } from '#server/core/3-models/settlement-average.ts';
import { workingOrders } from '#server/core/5-execution/order-book-state.ts';
import { positionOf } from '#server/core/6-ledger/ledger-state.ts';
import { feedAges } from '#server/core/journeys/gate-view.ts';
import type { World } from '#server/core/world.ts';
import { signalRow } from './signal-row.ts';

const SPOT_LEVELS = 12;
const CONTRACT_LEVELS = 10;
/** Realised volatility shown on the strip looks back this far. */
const REALISED_SECONDS = 900;

const FEED_LABELS: Readonly<Record<Exclude<FreshnessKey, 'forecast' | 'engine'>, string>> = {
  'kraken-connection': 'Kraken',
  'kraken-book': 'Kraken book',
  'kraken-trade': 'Kraken trades',
  'kalshi-connection': 'Kalshi',
  'kalshi-book': 'Kalshi books',
  'kalshi-orders': 'Kalshi orders',
  index: 'BRTI',
};

function isFeedKey(key: string): key is keyof typeof FEED_LABELS {
  return Object.hasOwn(FEED_LABELS, key);
}

/** One row a feed; the age a reader shows is judged by the same table the gate uses. */
export function feedRows(world: World, at: WallMs): Readonly<Record<string, FeedRow>> {
  const ages = feedAges(world, at);
  const rows: Record<string, FeedRow> = {};
  for (const key of Object.keys(FRESHNESS_MS)) {
    if (!isFeedKey(key)) continue;
    const feed = world.market.feeds.get(key);
    const age = ages[key];
    rows[key] = {
      key,
      label: FEED_LABELS[key],
      state: feed?.state ?? 'down',
      detail: feed?.detail ?? '',
      lastAt: age === null ? (feed?.lastAt ?? null) : at - age,
      messages: feed?.messages ?? 0,
      faults: feed?.faults ?? 0,
    };
  }
  return rows;
}

/** The one spot row. */
export function spotRow(world: World): SpotRow {
  const { spot, index } = world.market;
  const live = spot.book.kind === 'live';
  const levels = (side: 'bids' | 'asks'): LevelRow[] =>
    live
      ? spot[side](SPOT_LEVELS).map((level) => ({ price: level.priceUsd, size: level.sizeBtc }))
      : [];
  const basis = currentBasis(world.features.basis);
  const variance = realisedVariance(world.features.variance, REALISED_SECONDS);
  return {
    bidUsd: live ? spot.bidUsd : null,
    askUsd: live ? spot.askUsd : null,
    midUsd: live ? spot.midUsd : null,
    bids: levels('bids'),
    asks: levels('asks'),
    bookAt: spot.bookAt,
    indexUsd: index.last === null ? null : index.last / 100,
    indexAt: index.receivedAt,
    basisUsd: basis?.meanUsd ?? null,
    basisSdUsd: basis?.sdUsd ?? null,
    lastTradeUsd: spot.lastTradeUsd,
    realisedVolAnnual: variance === null ? null : Math.sqrt(variance * SECONDS_PER_YEAR),
  };
}

/** Strike and cap in cents, null where there is none. */
export function strikes(market: Market): {
  readonly strike: number | null;
  readonly cap: number | null;
} {
  const { rule } = market;
  switch (rule.kind) {
    case 'at-or-above-rounded':
    case 'above':
    case 'below':
      return { strike: rule.strike, cap: null };
    case 'between':
      return { strike: rule.floor, cap: rule.cap };
    case 'unset':
      return { strike: null, cap: null };
  }
}

type PricedFields = Pick<
  LadderRow,
  | 'fair'
  | 'fairLow'
  | 'fairHigh'
  | 'confidence'
  | 'fairAt'
  | 'requiredMeanUsd'
  | 'meanUsd'
  | 'sdUsd'
>;

function pricedFields(world: World, entry: ContractEntry): PricedFields {
  const fair = world.fairs.get(entry.market.ticker)?.fair ?? null;
  if (fair === null)
    return {
      fair: null,
      fairLow: null,
      fairHigh: null,
      confidence: null,
      fairAt: null,
      requiredMeanUsd: null,
      meanUsd: null,
      sdUsd: null,
    };
  return {
    fair: fair.probability,
    fairLow: fair.low,
    fairHigh: fair.high,
    confidence: fair.confidence,
    fairAt: fair.at,
    requiredMeanUsd: fair.requiredMeanUsd,
    meanUsd: fair.meanUsd,
    sdUsd: fair.sdUsd,
  };
}

/** One strike with everything the ladder shows about it. */
export function ladderRow(world: World, entry: ContractEntry, at: WallMs): LadderRow {
  const { market, book, depth } = entry;
  const live = book.kind === 'live';
  const bid = live ? depth.bids[0] : undefined;
  const ask = live ? depth.asks[0] : undefined;
  const window = world.market.index.window(market.closeAt, at);
  const held = world.decisions.get(market.ticker)?.decision ?? null;
  const fair = world.fairs.get(market.ticker)?.fair ?? null;
  // Without a mid there is no blend, and so no edge to speak of.
  const candidate = fair?.views.market == null ? null : (held?.candidate ?? null);
  const { strike, cap } = strikes(market);
  let resting = 0;
  for (const order of workingOrders(world.orders, market.ticker)) resting += order.remaining;
  return {
    event: market.event,
    series: market.series,
    title: market.title,
    strikeCents: strike,
    capCents: cap,
    openAt: market.openAt,
    closeAt: market.closeAt,
    status: market.status,
    book: book.kind,
    bookDetail: book.kind === 'live' ? '' : book.reason,
    bid: bid?.price ?? null,
    bidSize: bid?.size ?? null,
    ask: ask?.price ?? null,
    askSize: ask?.size ?? null,
    last: entry.lastTrade,
    ...pricedFields(world, entry),
    signal: signalRow(fair),
    edge: candidate?.edge ?? null,
    edgeSide: candidate?.side ?? null,
    verdict: held?.verdict ?? null,
    positionCentiContracts: positionOf(world.ledger, market.ticker)?.contracts ?? 0,
    restingCentiContracts: resting,
    knownPrints: window.knownCount,
    missingPrints: window.missingCount,
    knownMeanUsd: window.knownCount > 0 ? window.knownSumUsd / window.knownCount : null,
    result: market.result?.result ?? null,
    resultFinal: market.result?.final ?? false,
  };
}

/** Depth of one contract, best first. */
export function bookRow(entry: ContractEntry): BookRow {
  const live = entry.book.kind === 'live';
  return {
    bids: live ? entry.depth.bids.slice(0, CONTRACT_LEVELS) : [],
    asks: live ? entry.depth.asks.slice(0, CONTRACT_LEVELS) : [],
    at: entry.bookAt,
  };
}
