// Market data as it enters the core: already integers, already ours. Raw venue text never gets this far.
import type { BtcCents } from './btc.ts';
import type { CentiContracts, SignedCentiContracts } from './count.ts';
import type { EventTicker, MarketTicker, TradeId } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { FeeTerms, Market } from './market.ts';
import type { CentiCents } from './price.ts';
import type { BookSide } from './side.ts';

/** One spot level: price in units of 10^-pricePrecision USD, size in units of 10^-qtyPrecision BTC; size 0 deletes. */
export interface SpotLevel {
  readonly price: number;
  readonly size: number;
}

/** Kraken `book`: a snapshot replaces, an update is applied in array order, then truncated, then checked. */
export interface SpotBookTick {
  readonly kind: 'spot-book';
  readonly type: 'snapshot' | 'update';
  readonly depth: number;
  readonly pricePrecision: number;
  readonly sizePrecision: number;
  readonly bids: readonly SpotLevel[];
  readonly asks: readonly SpotLevel[];
  /** CRC32 of the ten best levels a side after this message; null where a recording carries none. */
  readonly checksum: number | null;
  readonly venueAt: WallMs | null;
}

export interface SpotTrade {
  readonly id: number;
  readonly priceUsd: number;
  readonly sizeBtc: number;
  readonly takerSide: 'buy' | 'sell';
  readonly venueAt: WallMs;
}

/** Kraken `trade`, or another venue's trades in a replay. Duplicates by id are dropped in 1-ingest. */
export interface SpotTradeTick {
  readonly kind: 'spot-trade';
  readonly venue: 'kraken' | 'coinbase';
  readonly trades: readonly SpotTrade[];
}

/** Kraken `ticker` with event_trigger bbo: best quote without checksum, used to cross-check the book. */
export interface SpotQuoteTick {
  readonly kind: 'spot-quote';
  readonly bidUsd: number;
  readonly askUsd: number;
  readonly lastUsd: number;
  readonly venueAt: WallMs | null;
}

/** Kraken's own state: only `online` + `online` may be traded on. */
export interface SpotStatusTick {
  readonly kind: 'spot-status';
  readonly system:
    | 'online'
    | 'maintenance'
    | 'cancel_only'
    | 'post_only'
    | 'limit_only'
    | 'unknown';
  readonly pair: 'online' | 'not-online' | 'unknown';
}

/** One value of the settlement index (Kalshi `cfbenchmarks_value`, BRTI at 1 Hz). */
export interface IndexPrintTick {
  readonly kind: 'index-print';
  readonly value: BtcCents;
  /** The source's own stamp: prints are counted by it, never by our clock. */
  readonly sourceAt: WallMs;
  /** Trailing 60 s mean [t−60 s, t) as sent, in cents with decimals kept as a float; null when absent. */
  readonly trailingMeanCents: number | null;
  /** Running quarter-hour settlement mean over (close−60 s, close]; null outside the last minute. */
  readonly windowMeanCents: number | null;
  readonly windowSize: number | null;
}

export interface ContractLevel {
  readonly price: CentiCents;
  readonly size: CentiContracts;
}

/** Kalshi book: bids of both legs, each on its own scale (best YES ask = 1 − best NO bid). Replaces the book. */
export interface ContractSnapshotTick {
  readonly kind: 'contract-snapshot';
  readonly ticker: MarketTicker;
  readonly sid: number;
  readonly seq: number;
  readonly yesBids: readonly ContractLevel[];
  readonly noBids: readonly ContractLevel[];
  readonly venueAt: WallMs | null;
}

/** One signed, additive change of one level; `leg` says whose bids, `price` is on that leg's scale. */
export interface ContractDeltaTick {
  readonly kind: 'contract-delta';
  readonly ticker: MarketTicker;
  readonly sid: number;
  readonly seq: number;
  readonly leg: 'yes' | 'no';
  readonly price: CentiCents;
  readonly delta: SignedCentiContracts;
  readonly venueAt: WallMs | null;
}

/** A message that carries nothing for a book but consumes one sequence number of its sid (`ok`). */
export interface StreamSeqTick {
  readonly kind: 'stream-seq';
  readonly sid: number;
  readonly seq: number;
}

/** Kalshi `ticker`: summary without sequence, used as a cross-check and for last price and volume. */
export interface ContractQuoteTick {
  readonly kind: 'contract-quote';
  readonly ticker: MarketTicker;
  readonly yesBid: CentiCents | null;
  readonly yesAsk: CentiCents | null;
  readonly last: CentiCents | null;
  readonly volume: CentiContracts;
  readonly openInterest: CentiContracts;
  readonly venueAt: WallMs;
}

export interface ContractTradeTick {
  readonly kind: 'contract-trade';
  readonly ticker: MarketTicker;
  readonly tradeId: TradeId;
  readonly price: CentiCents;
  readonly size: CentiContracts;
  readonly takerSide: BookSide;
  readonly venueAt: WallMs;
}

/** A whole market definition, from REST or from `created`. */
export interface MarketTick {
  readonly kind: 'market';
  readonly market: Market;
}

/** A change of some fields of a known market, from a lifecycle event. Unknown tickers are ignored. */
export interface MarketChangeTick {
  readonly kind: 'market-change';
  readonly ticker: MarketTicker;
  readonly change: Partial<
    Pick<Market, 'rule' | 'openAt' | 'closeAt' | 'status' | 'grid' | 'fee' | 'result' | 'title'>
  >;
}

/** Fee override for every market of an event. */
export interface EventFeeTick {
  readonly kind: 'event-fee';
  readonly event: EventTicker;
  readonly fee: FeeTerms;
}

/** /exchange/status of the shard the markets live on. A missing shard entry reads as not trading. */
export interface ExchangeStatusTick {
  readonly kind: 'exchange-status';
  readonly shard: number;
  readonly exchangeActive: boolean;
  readonly tradingActive: boolean;
}

export type Tick =
  | SpotBookTick
  | SpotTradeTick
  | SpotQuoteTick
  | SpotStatusTick
  | IndexPrintTick
  | ContractSnapshotTick
  | ContractDeltaTick
  | StreamSeqTick
  | ContractQuoteTick
  | ContractTradeTick
  | MarketTick
  | MarketChangeTick
  | EventFeeTick
  | ExchangeStatusTick;
