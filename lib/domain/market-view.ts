// The read-only face of market state that every later stage and the publisher see. Made and owned by 1-ingest.
import type { BtcCents } from './btc.ts';
import type { CentiContracts } from './count.ts';
import type { SettlementWindow } from './fair-value.ts';
import type { FeedName } from './feed.ts';
import type { MarketTicker } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { Market } from './market.ts';
import type { CentiCents } from './price.ts';
import type { BookState, ContractDepth } from './quote.ts';

export interface SpotLevelView {
  readonly priceUsd: number;
  readonly sizeBtc: number;
}

export interface SpotView {
  readonly book: BookState;
  /** Our wall time of the last accepted book message; null before the first. */
  readonly bookAt: WallMs | null;
  readonly bidUsd: number | null;
  readonly askUsd: number | null;
  readonly midUsd: number | null;
  /** Best-first; `levels` at most the subscribed depth. */
  readonly bids: (levels: number) => readonly SpotLevelView[];
  readonly asks: (levels: number) => readonly SpotLevelView[];
  readonly lastTradeUsd: number | null;
  readonly tradeAt: WallMs | null;
  /** True only when system and pair are both online. */
  readonly online: boolean;
}

export interface IndexView {
  readonly last: BtcCents | null;
  readonly sourceAt: WallMs | null;
  readonly receivedAt: WallMs | null;
  /** The venue's own running settlement mean in cents, for cross-check; null outside the last minute. */
  readonly venueWindowMeanCents: number | null;
  /** Prints of (close − 60 s, close] by source stamp, and what is still to come, seen from `now`. */
  readonly window: (closeAt: WallMs, now: WallMs) => SettlementWindow;
}

export interface ContractView {
  readonly market: Market;
  readonly book: BookState;
  readonly bookAt: WallMs | null;
  readonly depth: ContractDepth;
  readonly lastTrade: CentiCents | null;
  readonly volume: CentiContracts | null;
}

export interface FeedView {
  readonly state: 'live' | 'waiting' | 'broken' | 'down';
  readonly detail: string;
  readonly lastAt: WallMs | null;
  readonly messages: number;
  readonly faults: number;
}

export interface ExchangeView {
  readonly exchangeActive: boolean;
  readonly tradingActive: boolean;
  readonly at: WallMs;
}

export interface MarketView {
  readonly spot: SpotView;
  readonly index: IndexView;
  readonly contracts: ReadonlyMap<MarketTicker, ContractView>;
  readonly feeds: ReadonlyMap<FeedName | 'kraken-connection' | 'kalshi-connection', FeedView>;
  readonly exchange: ExchangeView | null;
  /** venue − our clock, ms, per connection; null before the first measurement. */
  readonly clockOffsetMs: { readonly kraken: number | null; readonly kalshi: number | null };
}
