// The state of the simulated exchange: markets, orders, accounts, groups, money. Types and small accessors only.
import { ensure } from '#lib/check.ts';
import type { Entropy } from '#server/ports/entropy.ts';
import type { AccountDefinition, KeyDefinition, PositionSnapshot } from './account-shapes.ts';
import type { Agenda } from './agenda.ts';
import type { ExchangeEvent, FillRecord, TradeRecord } from './exchange-event.ts';
import type { IndexHistory } from './index-history.ts';
import type { Ledger } from './ledger.ts';
import type { CandleSeries } from './market-candles.ts';
import type {
  BookSide,
  MarketDefinition,
  MarketStatus,
  MarketSummary,
  PriceRange,
  SeriesDefinition,
} from './market-shapes.ts';
import type { OrderBook } from './order-book.ts';
import type { OrderView, SelfTradePrevention } from './order-shapes.ts';
import type { Timeline } from './timeline.ts';

export interface Order {
  readonly id: string;
  readonly account: Account;
  readonly ticker: string;
  readonly shard: number;
  readonly side: BookSide;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly postOnly: boolean;
  readonly cancelOnPause: boolean;
  readonly group: OrderGroup | undefined;
  readonly createdAtMs: number;
  readonly history: Timeline<OrderView> | undefined;
  clientOrderId: string;
  priceCentiCents: number;
  expiresAtMs: number | undefined;
  status: OrderView['status'];
  initial: number;
  filled: number;
  remaining: number;
  /** YES price × count over all fills. */
  fillValueMicro: number;
  takerCostMicro: number;
  makerCostMicro: number;
  takerFeesMicro: number;
  makerFeesMicro: number;
  feeAccumulatorMicro: number;
  updatedAtMs: number;
}

/** One account's stake in one market. */
export interface Holding {
  readonly ticker: string;
  readonly resting: Set<Order>;
  readonly history: Timeline<PositionSnapshot> | undefined;
  /** + YES, − NO, in centi-contracts. */
  position: number;
  costMicro: number;
  realisedMicro: number;
  feesMicro: number;
  tradedMicro: number;
  volume: number;
  reservedMicro: number;
  updatedAtMs: number;
}

export interface OrderGroup {
  readonly id: string;
  readonly accountId: string;
  readonly shard: number;
  readonly orders: Set<Order>;
  readonly recentFills: { atMs: number; count: number }[];
  limit: number;
  isTriggered: boolean;
}

export interface SettlementRecord {
  readonly ticker: string;
  readonly eventTicker: string;
  readonly exchangeIndex: number;
  readonly result: 'yes' | 'no';
  readonly position: number;
  readonly costMicro: number;
  readonly revenueMicro: number;
  readonly atMs: number;
}

export interface TransferRecord {
  readonly transferId: string;
  readonly clientTransferId: string | undefined;
  readonly fromShard: number;
  readonly toShard: number;
  readonly amountMicro: number;
  readonly createdAtMs: number;
  status: 'pending' | 'complete';
}

export interface Account {
  readonly id: string;
  readonly userId: string;
  readonly kind: AccountDefinition['kind'];
  readonly usageTier: NonNullable<AccountDefinition['usageTier']>;
  readonly shards: Set<number>;
  readonly holdings: Map<string, Holding>;
  readonly clientOrderIds: Set<string>;
  /** API accounts only: every order, fill and settlement, oldest first. */
  readonly orders: Order[];
  readonly fills: FillRecord[];
  readonly settlements: SettlementRecord[];
  readonly transfers: TransferRecord[];
  readonly keys: KeyDefinition[];
  readonly cashHistory: Map<number, Timeline<number>>;
  /** Until then, fresh orders fall to the last cancel-all. */
  shadowUntilMs: number;
}

export interface Market {
  readonly definition: MarketDefinition;
  readonly ticker: string;
  readonly marketId: string;
  readonly series: SeriesDefinition;
  readonly shard: number;
  readonly createdAtMs: number;
  readonly book: OrderBook<Order>;
  /** Book changes of the last seconds, so that reads can show an older book. */
  readonly recentDeltas: { atMs: number; side: BookSide; price: number; delta: number }[];
  readonly summaries: Timeline<MarketSummary>;
  readonly trades: TradeRecord[];
  readonly candles: CandleSeries;
  readonly holders: Set<Account>;
  status: MarketStatus;
  openAtMs: number;
  closeAtMs: number;
  floorStrikeUsd: number | undefined;
  yesSubTitle: string;
  gridLabel: string;
  ranges: readonly PriceRange[];
  lastPrice: number | undefined;
  lastSize: number;
  volume: number;
  dollarVolumeMicro: number;
  result: '' | 'yes' | 'no';
  expirationValue: string;
  determinedAtMs: number | undefined;
  settledAtMs: number | undefined;
  updatedAtMs: number;
}

export interface MarketEvent {
  readonly eventTicker: string;
  readonly series: SeriesDefinition;
  readonly title: string;
  readonly strikeAtMs: number;
  readonly tickers: string[];
}

export interface VenueSwitches {
  exchangePaused: boolean;
  readonly pausedShards: Set<number>;
  postOnlyCreatesThenCancels: boolean;
  readLagMs: number;
  cancelAllShadowMs: number;
}

export interface Venue {
  readonly entropy: Entropy;
  readonly agenda: Agenda;
  readonly ledger: Ledger;
  readonly index: IndexHistory;
  readonly series: Map<string, SeriesDefinition>;
  readonly events: Map<string, MarketEvent>;
  readonly markets: Map<string, Market>;
  readonly accounts: Map<string, Account>;
  readonly orders: Map<string, Order>;
  readonly groups: Map<string, OrderGroup>;
  readonly keys: Map<string, { readonly account: Account; readonly key: KeyDefinition }>;
  /** Events of the running operation, delivered when it is complete. */
  readonly outbox: ExchangeEvent[];
  /** Markets whose quote or last trade changed in the running operation. */
  readonly touched: Set<Market>;
  readonly switches: VenueSwitches;
  nowMs: number;
}

/** Queues an event for delivery after the running operation. */
export function emit(venue: Venue, event: ExchangeEvent): void {
  venue.outbox.push(event);
}

/** The market; throws when unknown (for callers that have checked). */
export function marketOf(venue: Venue, ticker: string): Market {
  return ensure(venue.markets.get(ticker), `market ${ticker} is unknown`);
}

/** The account; throws when unknown. */
export function accountOf(venue: Venue, accountId: string): Account {
  return ensure(venue.accounts.get(accountId), `account ${accountId} is unknown`);
}
