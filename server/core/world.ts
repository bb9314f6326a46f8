// Everything the core remembers between events. Owned by the spine; stages see only the parts they are given.
import type { FairValue } from '#lib/domain/fair-value.ts';
import type { FeatureRow } from '#lib/domain/features.ts';
import type { Forecast, ModelRequest } from '#lib/domain/forecast.ts';
import type { MarketTicker, OrderGroupId, Sha256 } from '#lib/domain/ids.ts';
import type { MonoNs, WallMs } from '#lib/domain/instant.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { Mode } from '#lib/domain/mode.ts';
import type { SignalHealthRow } from '#lib/domain/signal-health.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { createMarketState, type MarketState } from './1-ingest/market-state.ts';
import { createFeatureState, type FeatureState } from './2-features/feature-state.ts';
import { type Approvals, createApprovals } from './4-gate/approvals.ts';
import type { HostHealth } from './4-gate/gate-input.ts';
import { createTradingControl, type TradingControl } from './4-gate/kill.ts';
import { createRecentMids, type RecentMids } from './4-gate/recent-mid.ts';
import { createOrderBookState, type OrderBookState } from './5-execution/order-book-state.ts';
import { createLedger, type LedgerState } from './6-ledger/ledger-state.ts';
import type { Exposure } from './6-ledger/position-to-exposure.ts';
import type { Valuation } from './6-ledger/valuation.ts';

/** What is fixed for one run of the core; recorded in the journal's header so that a replay starts alike. */
export interface WorldOptions {
  /** Root of every id made in this run. */
  readonly boot: string;
  readonly mode: Mode;
  /** The venue shard our markets and cash live on. */
  readonly shard: number;
  /** Whose books: a new simulated world is a new account. */
  readonly account: string;
  readonly limits: Limits;
  /** The learned member of the forecast; null = statistical estimator alone. */
  readonly model: {
    readonly id: string;
    readonly hash: Sha256;
    readonly shape: readonly number[];
  } | null;
  /** Seconds a release waits after cancel-all; 60 against a real venue. */
  readonly minReleaseSeconds: number;
  /** True only for the first engine of a simulated start: arm as soon as the reconciliation is clean. */
  readonly armWhenReady: boolean;
  /** sd in USD of bare spot against the index, only where a recording has no index; null = bare spot is never used. */
  readonly spotProxySdUsd: number | null;
}

/** The fair value of one market, or the words for why there is none. */
export type FairHeld =
  | { readonly fair: FairValue; readonly reason: '' }
  | { readonly fair: null; readonly reason: string };

/** The latest sealed decision about one market, since when its verdict stands, and the stored decision that began it. */
export interface DecisionHeld {
  readonly decision: Decision;
  readonly since: WallMs;
  readonly storedId: Decision['id'];
}

export interface Reconciled {
  readonly clean: boolean;
  readonly drift: readonly string[];
  readonly at: WallMs | null;
  /** Since when it has not been clean; null while it is. */
  readonly brokenSince: WallMs | null;
}

/** An operator's wish to leave a market. It closes while it is fresh, and keeps entries out as long as the market lives. */
export interface CloseRequest {
  readonly by: string;
  /** Wall time after which it closes nothing any more: an old click must never trade. */
  readonly until: WallMs;
}

/** Money figures of one step, computed at most once a step however many markets ask. */
export interface MoneyView {
  readonly eventSeq: number;
  readonly valuation: Valuation;
  readonly exposure: Exposure;
}

export interface World {
  readonly options: WorldOptions;
  readonly market: MarketState;
  readonly features: FeatureState;
  forecast: Forecast | null;
  /** Why there is no forecast; read only while it is null. */
  forecastReason: string;
  /** The one open question to the model runner, with the features it was made from; other answers are refused. */
  asked: { readonly request: ModelRequest; readonly row: FeatureRow } | null;
  readonly fairs: Map<MarketTicker, FairHeld>;
  readonly recentMids: RecentMids;
  /** What the drift monitors say; null while none of them runs. */
  signalHealth: readonly SignalHealthRow[] | null;
  readonly decisions: Map<MarketTicker, DecisionHeld>;
  /** Number of sealed decisions and the hash over all of them, in order. */
  chain: { readonly count: number; readonly hash: string };
  readonly approvals: Approvals;
  control: TradingControl;
  readonly orders: OrderBookState;
  ledger: LedgerState;
  /** When the books of this account were opened; null before. */
  openedAt: WallMs | null;
  money: MoneyView | null;
  orderGroupId: OrderGroupId | null;
  orderGroupReady: boolean;
  reconciled: Reconciled;
  host: HostHealth | null;
  /** Wall times of entries and exits sent within the last minute. */
  sentAt: WallMs[];
  /** UTC day of the last entry approved or sent. */
  lastEntryDay: number | null;
  /** Markets an operator asked to close, and who asked. */
  readonly closeRequests: Map<MarketTicker, CloseRequest>;
  /** Contracts the venue streams for us, as last asked for. */
  watched: readonly MarketTicker[];
  /** When every market was last priced because of a spot move. */
  pricedAt: WallMs | null;
  /** Both clocks at the last comparison, and when the wall clock last stepped on the monotonic one (F96). */
  clock: {
    readonly anchor: { readonly at: WallMs; readonly mono: MonoNs } | null;
    readonly steppedAt: MonoNs | null;
  };
  recovered: boolean;
  /** Set once armWhenReady has been used: a later disarm is for a person to lift. */
  armedOnce: boolean;
}

/** The world at boot: nothing known, disarmed, nothing may leave. */
export function createWorld(options: WorldOptions): World {
  return {
    options,
    market: createMarketState(),
    features: createFeatureState(),
    forecast: null,
    forecastReason: 'no volatility forecast yet',
    asked: null,
    fairs: new Map(),
    recentMids: createRecentMids(),
    signalHealth: null,
    decisions: new Map(),
    chain: { count: 0, hash: '' },
    approvals: createApprovals(),
    control: createTradingControl(null),
    orders: createOrderBookState(),
    ledger: createLedger(),
    openedAt: null,
    money: null,
    orderGroupId: null,
    orderGroupReady: false,
    reconciled: { clean: false, drift: ['not read yet'], at: null, brokenSince: null },
    host: null,
    sentAt: [],
    lastEntryDay: null,
    closeRequests: new Map(),
    watched: [],
    pricedAt: null,
    clock: { anchor: null, steppedAt: null },
    recovered: false,
    armedOnce: false,
  };
}
