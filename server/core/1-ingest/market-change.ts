// What one inbound message changed, told to the spine and to the later stages.
import type { Resync } from '#lib/domain/feed.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Severity } from '#lib/domain/severity.ts';
import type { SpotTrade } from '#lib/domain/tick.ts';

/** Something an operator should see. `code` is stable, `text` is for people. */
export interface MarketNote {
  readonly severity: Severity;
  readonly code: string;
  readonly text: string;
}

export interface MarketChange {
  readonly touched: 'spot' | 'index' | 'contract' | 'market' | 'exchange' | 'none';
  /** Contracts concerned. */
  readonly tickers: readonly MarketTicker[];
  readonly resyncs: readonly Resync[];
  readonly notes: readonly MarketNote[];
  /** False: a duplicate, out of order or faulty; it must not feed features. */
  readonly accepted: boolean;
  /** Spot trades of this message seen for the first time. */
  readonly freshTrades: readonly SpotTrade[];
}

/** Nothing happened; also the base other changes are spread from. */
export const NO_CHANGE: MarketChange = {
  touched: 'none',
  tickers: [],
  resyncs: [],
  notes: [],
  accepted: false,
  freshTrades: [],
};
