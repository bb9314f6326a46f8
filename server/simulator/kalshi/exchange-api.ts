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
import type {
  AccountDefinition,
  KeyDefinition,
  LedgerSnapshot,
  PositionSnapshot,
} from './account-shapes.ts';
import type { ExchangeEvent } from './exchange-event.ts';
import type {
  Depth,
  MarketDefinition,
  MarketStatus,
  MarketSummary,
  SeriesDefinition,
} from './market-shapes.ts';
import type { CancelOutcome, OrderRequest, OrderView, PlaceOutcome } from './order-shapes.ts';

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
