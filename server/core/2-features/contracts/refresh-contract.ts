// A contract's row made anew, O(1). In: feature state, market, ticker, time. Out: its track holds the row.
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { ContractView, IndexView, MarketView } from '#lib/domain/market-view.ts';
import { type FeatureState, trustedMid } from '../feature-state.ts';
import { currentBasis } from '../index-basis.ts';
import { rowOf } from '../layout-of.ts';
import { ewmaVariance } from '../realised-variance.ts';
import { CONTRACT_LAYOUT, contractValues } from './contract-features.ts';
import { sightContract } from './contract-sight.ts';
import { type ContractTrack, contractFlow, noteStream, trackOf } from './contract-track.ts';

/** A basis older than this no longer says where the index is. */
const BASIS_LIFE_MS = 600_000;

type Looked = Pick<MarketView, 'spot' | 'index' | 'contracts'>;

/** A fresh print, else the trusted mid plus the basis; null when neither is known. */
function indexNow(state: FeatureState, index: IndexView, at: number): number | null {
  if (
    index.last !== null &&
    index.receivedAt !== null &&
    at - index.receivedAt <= FRESHNESS_MS.index
  )
    return index.last / 100;
  const mid = trustedMid(state, at);
  const basis = currentBasis(state.basis);
  if (mid === null || basis === null || at - basis.at > BASIS_LIFE_MS) return null;
  return mid + basis.meanUsd;
}

/** Renews the row of one contract; a contract that is gone takes its track along. */
export function refreshContract(
  state: FeatureState,
  market: Looked,
  what: { readonly ticker: MarketTicker; readonly at: number },
): void {
  const contract = market.contracts.get(what.ticker);
  if (contract === undefined) {
    state.contracts.delete(what.ticker);
    return;
  }
  const isLive = contract.book.kind === 'live';
  if (!isLive && !state.contracts.has(what.ticker)) return;
  const track = trackOf(state.contracts, what.ticker, what.at);
  noteStream(track, isLive, what.at);
  renew(track, contract, { state, market, at: wallMs(what.at) });
}

function renew(
  track: ContractTrack,
  contract: ContractView,
  { state, market, at }: { state: FeatureState; market: Looked; at: WallMs },
): void {
  const sight = sightContract({
    contract,
    window: market.index.window(contract.market.closeAt, at),
    indexUsd: indexNow(state, market.index, at),
    level: ewmaVariance(state.variance, 'ewma30m'),
    flow: contractFlow(track, at),
  });
  track.row = rowOf(CONTRACT_LAYOUT, at, contractValues(sight));
}

/** Once a second: every followed contract anew, and those that are gone forgotten. */
export function refreshContracts(state: FeatureState, market: Looked, at: number): void {
  for (const ticker of state.contracts.keys())
    if (!market.contracts.has(ticker)) state.contracts.delete(ticker);
  for (const ticker of market.contracts.keys()) refreshContract(state, market, { ticker, at });
}
