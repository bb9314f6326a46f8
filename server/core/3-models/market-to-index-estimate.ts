// The best estimate of the index now. In: market view, basis, time. Out: value with its possible error, or null.
// Order: a fresh index print; spot mid plus basis; if asked for, the bare spot price. Formula (9) of models A2 uses it.
import { btcUsd, centsToUsd } from '#lib/domain/btc.ts';
import type { IndexEstimate } from '#lib/domain/forecast.ts';
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { MarketView, SpotView } from '#lib/domain/market-view.ts';

/** A basis older than this no longer says where the index is. */
const BASIS_LIFE_MS = 600_000;
/** The basis wanders: variance added per second since it was last measured, USD². */
const BASIS_DRIFT_USD2_S = 0.25;

export interface EstimateInput {
  readonly market: Pick<MarketView, 'spot' | 'index'>;
  /** index − spot mid from 2-features; null before it is known. */
  readonly basis: { readonly meanUsd: number; readonly sdUsd: number; readonly at: number } | null;
  readonly at: WallMs;
  /** sd in USD of bare spot against the index, where no index ever comes (old recordings); null = never use it. */
  readonly proxySdUsd: number | null;
}

/** Null when nothing fresh is there: missing is never replaced by old. */
export function marketToIndexEstimate(input: EstimateInput): IndexEstimate | null {
  const { market, basis, at, proxySdUsd } = input;
  const { last, sourceAt, receivedAt } = market.index;
  const printAgeMs = sourceAt === null || receivedAt === null ? null : at - receivedAt;
  if (last !== null && sourceAt !== null && printAgeMs !== null && printAgeMs <= FRESHNESS_MS.index)
    return { at: sourceAt, value: centsToUsd(last), basisSdUsd: 0, source: 'brti' };
  const spot = freshSpot(market.spot, at);
  if (spot !== null && basis !== null && at - basis.at <= BASIS_LIFE_MS) {
    const drift = BASIS_DRIFT_USD2_S * ((at - basis.at) / 1000);
    return {
      at: spot.at,
      value: btcUsd(spot.usd + basis.meanUsd),
      basisSdUsd: Math.sqrt(basis.sdUsd * basis.sdUsd + drift),
      source: 'kraken-plus-basis',
    };
  }
  const proxy = proxySdUsd === null ? null : (spot ?? freshTrade(market.spot, at));
  if (proxy === null || proxySdUsd === null) return null;
  return {
    at: proxy.at,
    value: btcUsd(proxy.usd),
    basisSdUsd: proxySdUsd,
    source: 'spot-proxy',
  };
}

interface Quote {
  readonly usd: number;
  readonly at: WallMs;
}

function freshSpot(spot: SpotView, at: WallMs): Quote | null {
  if (spot.book.kind !== 'live' || !spot.online || spot.midUsd === null || spot.bookAt === null)
    return null;
  if (at - spot.bookAt > FRESHNESS_MS['kraken-book']) return null;
  return { usd: spot.midUsd, at: spot.bookAt };
}

function freshTrade(spot: SpotView, at: WallMs): Quote | null {
  if (spot.lastTradeUsd === null || spot.tradeAt === null) return null;
  if (at - spot.tradeAt > FRESHNESS_MS['kraken-trade']) return null;
  return { usd: spot.lastTradeUsd, at: spot.tradeAt };
}
