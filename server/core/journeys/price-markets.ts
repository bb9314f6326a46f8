// Fair values of all tradeable markets from the forecast at hand. In: world. Out: world.fairs renewed.
import type { IndexEstimate } from '#lib/domain/forecast.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { ContractEntry } from '../1-ingest/market-state.ts';
import { currentBasis } from '../2-features/index-basis.ts';
import { forecastToFairValue } from '../3-models/forecast-to-fair-value.ts';
import { marketToIndexEstimate } from '../3-models/market-to-index-estimate.ts';
import type { FairHeld, World } from '../world.ts';

/** The best estimate of the index now; null when neither a fresh print nor a trusted spot with a basis exists. */
export function estimateIndex(world: World, at: WallMs): IndexEstimate | null {
  return marketToIndexEstimate({
    market: world.market,
    basis: currentBasis(world.features.basis),
    at,
    proxySdUsd: world.options.spotProxySdUsd,
  });
}

function priceOne(
  world: World,
  entry: ContractEntry,
  estimate: IndexEstimate | null,
  at: WallMs,
): FairHeld {
  const { market } = entry;
  if (at >= market.closeAt) return { fair: null, reason: 'the market is closed' };
  if (world.forecast === null) return { fair: null, reason: world.forecastReason };
  if (estimate === null) return { fair: null, reason: 'the index is not known' };
  const window = world.market.index.window(market.closeAt, at);
  const priced = forecastToFairValue({ forecast: world.forecast, estimate, market, window, at });
  return priced.ok ? { fair: priced.value, reason: '' } : { fair: null, reason: priced.error };
}

/** True while the market's price can still change by our view: open, or opening soon and watched. */
export function isPriced(entry: ContractEntry, at: WallMs): boolean {
  const { status, closeAt } = entry.market;
  return at < closeAt && (status === 'active' || status === 'inactive' || status === 'initialized');
}

/** Prices every watched market at `at`. */
export function priceMarkets(world: World, at: WallMs): void {
  const estimate = estimateIndex(world, at);
  for (const ticker of world.watched) {
    const entry = world.market.contracts.get(ticker);
    if (entry === undefined) world.fairs.delete(ticker);
    else world.fairs.set(ticker, priceOne(world, entry, estimate, at));
  }
  for (const ticker of world.fairs.keys())
    if (!world.market.contracts.has(ticker)) world.fairs.delete(ticker);
  world.pricedAt = at;
}
