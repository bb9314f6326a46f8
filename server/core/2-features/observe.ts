// One accepted event into the features. In: feature state, market after the event, what changed. Out: the state moves on.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { IndexView, MarketView, SpotView } from '#lib/domain/market-view.ts';
import type { ContractTradeTick } from '#lib/domain/tick.ts';
import { addContractTrade, trackOf } from './contracts/contract-track.ts';
import { refreshContract } from './contracts/refresh-contract.ts';
import { closeSeconds, type FeatureState, trustedMid } from './feature-state.ts';
import { addBasisPair } from './index-basis.ts';
import { addBook, forgetBook } from './order-flow.ts';
import { addTrades, type FlowTrade } from './trade-flow.ts';

/** The parts of the market that features come from. */
export type ObservedMarket = Pick<MarketView, 'spot' | 'index' | 'contracts'>;

/** The parts of a change that decide what is observed; MarketChange of 1-ingest fits. */
export interface ObservedChange {
  readonly touched: string;
  readonly tickers: readonly MarketTicker[];
  readonly accepted: boolean;
  readonly freshTrades: readonly FlowTrade[];
}

/** One event as it is observed. */
export interface Observed {
  readonly change: ObservedChange;
  readonly at: number;
  /** The message itself where it was a trade of a contract; absent otherwise. */
  readonly contractTrade?: ContractTradeTick | undefined;
  /** True only in recordings without a spot book: the last trade then stands in for the mid. Absent = false. */
  readonly tradeForMid?: boolean;
}

/**
 * Observes the market right after a change, O(1). Seconds that ended before it are closed first, with the mid known
 * then. Refused events feed nothing, but a book that stopped being live takes the mid away.
 */
export function observe(state: FeatureState, market: ObservedMarket, event: Observed): void {
  const { change, at } = event;
  closeSeconds(state, at);
  if (change.touched === 'spot') observeSpot(state, market.spot, event);
  else if (change.touched === 'contract') observeContracts(state, market, event);
  else if (change.touched === 'index' && change.accepted) observeIndex(state, market.index, at);
}

function observeSpot(state: FeatureState, spot: SpotView, event: Observed): void {
  const usd = spot.book.kind === 'live' && spot.online ? spot.midUsd : null;
  const isTrade = event.change.freshTrades.length > 0;
  if (usd === null) {
    state.mid = isTrade ? tradedMid(spot, event) : null;
    forgetBook(state.orderFlow);
  } else if (!isTrade && event.change.accepted) {
    state.mid = { usd, at: spot.bookAt ?? event.at };
    addBook(state.orderFlow, spot);
  }
  addTrades(state.flow, event.change.freshTrades, event.at);
}

function tradedMid(spot: SpotView, event: Observed): FeatureState['mid'] {
  const usd = event.tradeForMid === true ? spot.lastTradeUsd : null;
  return usd === null ? null : { usd, at: event.at };
}

function observeContracts(state: FeatureState, market: ObservedMarket, event: Observed): void {
  const { change, contractTrade: trade, at } = event;
  if (trade !== undefined && change.accepted)
    addContractTrade(trackOf(state.contracts, trade.ticker, at), trade, at);
  for (const ticker of change.tickers) refreshContract(state, market, { ticker, at });
}

function observeIndex(state: FeatureState, index: IndexView, at: number): void {
  const midUsd = trustedMid(state, at);
  if (midUsd === null || index.last === null) return;
  addBasisPair(state.basis, { indexUsd: index.last / 100, midUsd, at });
}
