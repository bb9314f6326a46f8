// The contract between the simulated Kalshi exchange and whoever drives it (world, agents, admin, tests). Types only.
//
// How to use it
//   const exchange = createExchange({ entropy });                     // exchange.ts; entropy is the port; no clock inside
//   exchange.createMarket(definition, nowMs);                       // series KXBTC15M, KXBTCD, KXBTC are built in
//   exchange.openAccount({ id: 'maker-1', kind: 'agent', cashMicroByShard: { 2: 50_000_000_000 } }, nowMs);
//   exchange.placeFor('maker-1', { ticker, side: 'bid', priceCentiCents: 4_600, countCentiContracts: 1_000, ... }, nowMs);
//   exchange.publishIndex(85_850.67, sourceMs, nowMs);              // BRTI: whole-second stamps settle markets
//   exchange.advance(nowMs);                                        // opens, closes, expiries, settlement: call often
// Over sockets: serveKalshi({ port: 0, exchange, nowMs, timers, log }) from serve-kalshi.ts; call server.tick(nowMs) too.
//
// Units: price 1 centi-cent = $0.0001; count 1 centi-contract = 0.01; money 1 micro-dollar = $0.000001; time Unix ms.
// Prices and sides are always the YES leg: a bid buys YES, an ask sells YES (= buys NO at 1 − price).

/** The YES leg's side. */
export type BookSide = 'bid' | 'ask';

/** Which leg a bid level belongs to on the wire; books hold bids only. */
export type Leg = 'yes' | 'no';

/** kalshi-api §3.3: the market's own life, in this order; `inactive` is a pause of one market. */
export type MarketStatus =
  | 'initialized'
  | 'active'
  | 'inactive'
  | 'closed'
  | 'determined'
  | 'finalized';

export type StrikeType = 'greater' | 'greater_or_equal' | 'less' | 'less_or_equal' | 'between';

export type TimeInForce = 'good_till_canceled' | 'immediate_or_cancel' | 'fill_or_kill';

export type SelfTradePrevention = 'taker_at_cross' | 'maker';

/** One tick range as the venue prints it, e.g. {start:'0.0000', end:'0.1000', step:'0.0010'}. */
export interface PriceRange {
  readonly start: string;
  readonly end: string;
  readonly step: string;
}

/** A series and its fee rule (kalshi-api §3.2, §6). */
export interface SeriesDefinition {
  readonly ticker: string;
  readonly title: string;
  readonly frequency: string;
  readonly category: string;
  readonly feeType:
    | 'quadratic'
    | 'quadratic_with_maker_fees'
    | 'quadratic_with_combo_maker_fees'
    | 'flat';
  readonly feeMultiplier: number;
  readonly exchangeIndex: number;
  /** Close → `determined`, ms. Built in: KXBTC15M 5 000, KXBTCD and KXBTC 85 000. */
  readonly determineAfterCloseMs: number;
  /** Close → `finalized`, ms. Built in: KXBTC15M 6 000, KXBTCD and KXBTC 145 000. */
  readonly settleAfterCloseMs: number;
  readonly settlementTimerSeconds: number;
  /** Decimals the settlement mean is rounded to before the comparison; absent: not rounded. */
  readonly roundDigits?: number;
  readonly collateralReturnType: string;
  readonly mutuallyExclusive: boolean;
}

/** What `createMarket` needs. The event is created with its first market. */
export interface MarketDefinition {
  readonly ticker: string;
  readonly eventTicker: string;
  readonly seriesTicker: string;
  readonly title: string;
  readonly yesSubTitle: string;
  readonly strikeType: StrikeType;
  /** Dollars; absent for a 15M market until `setStrike`. */
  readonly floorStrikeUsd?: number;
  readonly capStrikeUsd?: number;
  readonly openAtMs: number;
  readonly closeAtMs: number;
  /** Label; absent: KXBTC15M tapered_deci_cent, others linear_cent. Ranges follow the label unless given. */
  readonly priceLevelStructure?: string;
  readonly priceRanges?: readonly PriceRange[];
  /** Absent: the series' shard (2 for BTC). */
  readonly exchangeIndex?: number;
}

/** One order as an internal account or the REST layer states it. */
export interface OrderRequest {
  readonly ticker: string;
  readonly side: BookSide;
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
  readonly timeInForce: TimeInForce;
  /** Default `taker_at_cross`. */
  readonly selfTradePrevention?: SelfTradePrevention;
  /** Unique for ever per account; absent: one is made. */
  readonly clientOrderId?: string;
  /** GTC only; whole seconds on the wire. */
  readonly expiresAtMs?: number;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly cancelOnPause?: boolean;
  readonly orderGroupId?: string;
  /** Explicit shard; absent or −1: routed by ticker. */
  readonly exchangeIndex?: number;
}

/** Why the engine refused, in the venue's REST spelling (kalshi-api §1.5). */
export interface VenueReject {
  readonly ok: false;
  readonly httpStatus: number;
  readonly code: string;
  readonly details?: string;
}

/** Engine answer to a create. `remaining` 0 is not proof of a fill: compare `fill` with the request. */
export interface PlaceAccepted {
  readonly ok: true;
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly fillCentiContracts: number;
  readonly remainingCentiContracts: number;
  /** Micro-dollars paid per the fills at YES price (price × count summed). */
  readonly fillCostMicro: number;
  readonly feeMicro: number;
  readonly tsMs: number;
}
export type PlaceOutcome = PlaceAccepted | VenueReject;

export interface CancelAccepted {
  readonly ok: true;
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly reducedCentiContracts: number;
  readonly tsMs: number;
}
export type CancelOutcome = CancelAccepted | VenueReject;

/** A level of one leg's bids, or a YES-scale quote. */
export interface DepthLevel {
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
}

/** Both sides at YES prices, best first. */
export interface Depth {
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
}

/** A market as agents see it. */
export interface MarketSummary {
  readonly ticker: string;
  readonly eventTicker: string;
  readonly seriesTicker: string;
  readonly exchangeIndex: number;
  readonly status: MarketStatus;
  readonly strikeType: StrikeType;
  readonly floorStrikeUsd: number | undefined;
  readonly capStrikeUsd: number | undefined;
  readonly openAtMs: number;
  readonly closeAtMs: number;
  readonly bestBidCentiCents: number | undefined;
  readonly bestAskCentiCents: number | undefined;
  readonly lastPriceCentiCents: number | undefined;
  readonly volumeCentiContracts: number;
  readonly openInterestCentiContracts: number;
  readonly result: '' | 'yes' | 'no';
  readonly expirationValue: string;
}

/** An order as it stood at one step. */
export interface OrderView {
  readonly orderId: string;
  readonly accountId: string;
  readonly clientOrderId: string;
  readonly ticker: string;
  readonly exchangeIndex: number;
  readonly side: BookSide;
  readonly priceCentiCents: number;
  /** The venue has no other statuses; a partly filled, then cancelled order is `canceled`. */
  readonly status: 'resting' | 'canceled' | 'executed';
  readonly initialCentiContracts: number;
  readonly filledCentiContracts: number;
  readonly remainingCentiContracts: number;
  readonly takerCostMicro: number;
  readonly makerCostMicro: number;
  readonly takerFeesMicro: number;
  readonly makerFeesMicro: number;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly cancelOnPause: boolean;
  readonly orderGroupId: string | undefined;
  readonly expiresAtMs: number | undefined;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface AccountDefinition {
  readonly id: string;
  /** `api`: reachable over the wire with keys; `agent`: direct calls only, no read history kept. */
  readonly kind: 'api' | 'agent';
  /** Opening cash per shard, micro-dollars (multiples of 100). BTC orders spend shard 2 only. */
  readonly cashMicroByShard: Readonly<Record<number, number>>;
  /** Rate-limit tier of kalshi-api §1.4; default `basic`. */
  readonly usageTier?:
    | 'basic'
    | 'advanced'
    | 'expert'
    | 'premier'
    | 'paragon'
    | 'prime'
    | 'prestige';
}

export interface KeyDefinition {
  readonly keyId: string;
  /** SPKI PEM, RSA (PSS, salt 32) or Ed25519; the algorithm follows the parsed key. */
  readonly publicKeyPem: string;
  readonly name?: string;
  /** Default read + write. */
  readonly scopes?: readonly string[];
}

export interface PositionSnapshot {
  readonly ticker: string;
  /** + YES, − NO. */
  readonly positionCentiContracts: number;
  readonly costMicro: number;
  readonly realisedMicro: number;
  readonly feesMicro: number;
  readonly tradedMicro: number;
  readonly volumeCentiContracts: number;
  readonly updatedAtMs: number;
}

export interface AccountSnapshot {
  readonly id: string;
  readonly kind: 'api' | 'agent';
  readonly cashMicroByShard: Readonly<Record<number, number>>;
  readonly reservedMicroByShard: Readonly<Record<number, number>>;
  readonly positions: readonly PositionSnapshot[];
}

/** The whole system. cash of all accounts + escrow + houseFees = deposited, always. */
export interface LedgerSnapshot {
  readonly accounts: readonly AccountSnapshot[];
  readonly depositedMicro: number;
  readonly houseFeesMicro: number;
  /** Collateral held per unsettled market: $1 per open pair. */
  readonly escrowMicroByTicker: Readonly<Record<string, number>>;
}

/** What the exchange tells its subscribers, in engine order. */
export type ExchangeEvent =
  | {
      readonly kind: 'book_delta';
      readonly ticker: string;
      readonly leg: Leg;
      /** Scale of the leg itself: a NO bid at 0.52 is 5 200. */
      readonly priceCentiCents: number;
      readonly deltaCentiContracts: number;
      readonly accountId: string;
      readonly clientOrderId: string;
      readonly atMs: number;
    }
  | { readonly kind: 'trade'; readonly trade: TradeRecord }
  | { readonly kind: 'ticker'; readonly ticker: string; readonly atMs: number }
  | { readonly kind: 'fill'; readonly fill: FillRecord }
  | {
      readonly kind: 'order';
      /** The order as it stood at this step. */
      readonly order: OrderView;
      readonly reason: OrderUpdateReason | undefined;
      readonly atMs: number;
    }
  | {
      readonly kind: 'position';
      readonly accountId: string;
      /** The position as it stood at this step. */
      readonly position: PositionSnapshot;
      readonly atMs: number;
    }
  | {
      readonly kind: 'order_group';
      readonly accountId: string;
      readonly groupId: string;
      readonly event: 'created' | 'triggered' | 'reset' | 'deleted' | 'limit_updated';
      readonly limitCentiContracts: number;
      readonly atMs: number;
    }
  | {
      readonly kind: 'lifecycle';
      readonly ticker: string;
      readonly event: LifecycleEvent;
      readonly atMs: number;
    }
  | { readonly kind: 'event_created'; readonly eventTicker: string; readonly atMs: number }
  | { readonly kind: 'index'; readonly print: IndexPrint; readonly receivedAtMs: number };

export type LifecycleEvent =
  | 'created'
  | 'activated'
  | 'deactivated'
  | 'close_date_updated'
  | 'price_level_structure_updated'
  | 'metadata_updated'
  | 'determined'
  | 'settled';

/** WS `last_update_reason` (kalshi-api §5.6); undefined on creation. */
export type OrderUpdateReason =
  | 'Decrease'
  | 'Amend'
  | 'MarginCancel'
  | 'SelfTradeCancel'
  | 'ExpiryCancel'
  | 'CloseCancel'
  | 'HaltCancel'
  | 'Trade'
  | 'PostOnlyCrossCancel'
  | 'ReduceOnlyCancel'
  | 'SettlementBoundsCancel';

export interface TradeRecord {
  readonly tradeId: string;
  readonly ticker: string;
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
  readonly takerSide: BookSide;
  readonly atMs: number;
}

export interface FillRecord {
  readonly tradeId: string;
  readonly accountId: string;
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly ticker: string;
  readonly exchangeIndex: number;
  readonly side: BookSide;
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
  readonly isTaker: boolean;
  readonly feeMicro: number;
  readonly postPositionCentiContracts: number;
  readonly atMs: number;
}

export interface IndexPrint {
  /** Dollars; two decimals as the index publishes. */
  readonly valueUsd: number;
  readonly sourceMs: number;
}

/** Switches of the venue itself; wire faults (drops, 5xx, latency) are on the server, see KalshiServer. */
export interface ExchangeFaults {
  /** Nothing is accepted, cancels included. */
  pauseExchange(nowMs: number): void;
  /** Create and amend refused, cancel allowed; orders with cancelOnPause go. Absent shard: every shard. */
  pauseTrading(nowMs: number, shard?: number): void;
  resume(nowMs: number): void;
  /** Moves close_time to now (`close_date_updated`), then closes. */
  closeEarly(ticker: string, nowMs: number): void;
  deactivate(ticker: string, nowMs: number): void;
  /** Back to active; every resting order of the market is cancelled. */
  activate(ticker: string, nowMs: number): void;
  regrid(ticker: string, label: string, nowMs: number): void;
  /** true: a crossing post-only order is 201 then PostOnlyCrossCancel instead of 400. */
  postOnlyCreatesThenCancels: boolean;
  /** How old GET answers about the account are, 0…60 000 ms; those about the book at most 3 000. */
  readLagMs: number;
  /** Orders placed this long after a cancel-all are cancelled a moment later; 60 000 by default (kalshi-api §4.2). */
  cancelAllShadowMs: number;
}

/** The exchange that world, agents and the wire layers share. Every call takes the time; none reads a clock. */
export interface SimulatedExchange {
  readonly faults: ExchangeFaults;
  /** Adds or replaces a series; the three BTC series exist from the start. */
  createSeries(definition: SeriesDefinition): void;
  /** Throws on a duplicate ticker, an unknown series or close ≤ open. Emits lifecycle `created`. */
  createMarket(definition: MarketDefinition, nowMs: number): void;
  /** Runs everything due at or before `nowMs`, in time order. `nowMs` never goes back. */
  advance(nowMs: number): void;
  /** One index print. Stamps that do not rise are dropped; whole seconds enter settlement means. */
  publishIndex(valueUsd: number, sourceMs: number, nowMs: number): void;
  /** The late strike of a 15M market; emits `metadata_updated`. */
  setStrike(ticker: string, strikeUsd: number, nowMs: number): void;
  /** Throws on a duplicate id. */
  openAccount(definition: AccountDefinition, nowMs: number): void;
  registerKey(accountId: string, key: KeyDefinition): void;
  /** Adds outside money to one shard. */
  deposit(accountId: string, shard: number, amountMicro: number): void;
  placeFor(accountId: string, order: OrderRequest, nowMs: number): PlaceOutcome;
  cancelFor(accountId: string, orderId: string, nowMs: number): CancelOutcome;
  /** Cancels the account's resting orders, of one market when given; answers how many went. */
  cancelAllFor(accountId: string, nowMs: number, ticker?: string): number;
  restingOrders(accountId: string, ticker?: string): readonly OrderView[];
  position(accountId: string, ticker: string): PositionSnapshot;
  /** Cash not reserved on a shard, micro-dollars. */
  availableMicro(accountId: string, shard: number): number;
  /** undefined: no such market. */
  depth(ticker: string, levels?: number): Depth | undefined;
  market(ticker: string): MarketSummary | undefined;
  /** All markets, or only those with one of the statuses. */
  markets(statuses?: readonly MarketStatus[]): readonly MarketSummary[];
  /** Mean of the 60 whole-second prints in (atMs − 60 s, atMs], undefined when one is missing. */
  settlementMeanUsd(atMs: number): number | undefined;
  ledgerSnapshot(): LedgerSnapshot;
  /** Full conservation check; throws `Invariant: …`. Cheap per-posting checks run always. */
  audit(): void;
  /** Engine-ordered events; the returned function unsubscribes. */
  subscribe(listener: (event: ExchangeEvent) => void): () => void;
}

/** Faults of the wire, on the server returned by serveKalshi. All start off. */
export interface WireFaults {
  /** Cuts every WebSocket now. */
  dropSockets(): void;
  /** true: nothing is sent (connections stay open, pings included); the rest comes when it ends. */
  stalled: boolean;
  /** Skips the next sequenced frame of each session (its seq is used up). */
  skipNextSequenced(): void;
  /** Next n HTTP requests answer 429. */
  rateLimitNext: number;
  /** Next n creates are carried out but answer 500. */
  failAfterAcceptNext: number;
  /** Next n creates are carried out, then the connection is cut without an answer. */
  dropAfterAcceptNext: number;
  /** Next n HTTP requests answer 503 without being carried out. */
  unavailableNext: number;
  responseLatencyMs: number;
  /** Added to the venue's wall clock: the signature check and sending_ts_ms. */
  clockSkewMs: number;
  /** Sends error 10 or 25 on every subscription of every session, then ends them. */
  terminalError(code: 10 | 25): void;
}

/** What serveKalshi resolves to. */
export interface KalshiServer {
  readonly port: number;
  /** http://127.0.0.1:port/trade-api/v2 */
  readonly restUrl: string;
  /** ws://127.0.0.1:port/trade-api/ws/v2 */
  readonly wsUrl: string;
  readonly faults: WireFaults;
  /** Heartbeat pings and exchange.advance; call at least every 250 ms. */
  tick(nowMs: number): void;
  close(): Promise<void>;
}
