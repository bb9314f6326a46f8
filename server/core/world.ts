// Everything the core remembers between events. Owned by the spine; stages see only the parts they are given.
import type { OperatorCommand } from '#lib/domain/command.ts';
import type { CentiContracts } from '#lib/domain/count.ts';
import type { Forecast } from '#lib/domain/forecast.ts';
import type { DecisionId, EventTicker, MarketTicker, OrderGroupId } from '#lib/domain/ids.ts';
import { type MonoNs, type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import type { Mode } from '#lib/domain/mode.ts';
import type { ModelSwitch } from '#lib/domain/model-switch.ts';
import type { MicroDollars } from '#lib/domain/money.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { AccountReport } from '#lib/domain/report.ts';
import { environmentOf } from '#lib/domain/settled-quote.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import { createMarketState, type MarketState } from './1-ingest/market-state.ts';
import { createFeatureState, type FeatureState } from './2-features/feature-state.ts';
import type { ForecastInput } from './3-models/answers-to-forecast.ts';
import { healthParameters } from './3-models/health/health-parameters.ts';
import type { AnswerRecord } from './3-models/health/model-health.ts';
import { createSignalHealth, type SignalHealth } from './3-models/health/signal-health-state.ts';
import type { Priced } from './3-models/probability/blend-with-mid.ts';
import { createEvidence, type EvidenceState } from './3-models/probability/evidence.ts';
import type { Ladder } from './3-models/probability/ladder.ts';
import type { SignalModel } from './3-models/signal-model.ts';
import { planSignal, type SignalPlan } from './3-models/signal-plan.ts';
import { type Approvals, createApprovals } from './4-gate/approvals.ts';
import { type Census, createCensus } from './4-gate/census.ts';
import type { HostHealth } from './4-gate/gate-input.ts';
import { createTradingControl, type TradingControl } from './4-gate/kill.ts';
import type { LadderLeg } from './4-gate/ladder.ts';
import { createMarkOuts, type MarkOuts } from './4-gate/mark-outs.ts';
import { NO_ACKS, type OrderLatency } from './4-gate/order-latency.ts';
import { createRecentForecasts, type RecentForecasts } from './4-gate/recent-forecast.ts';
import { createRecentMids, type RecentMids } from './4-gate/recent-mid.ts';
import { createRecentMoves, type RecentMoves } from './4-gate/recent-move.ts';
import { createOrderBookState, type OrderBookState } from './5-execution/order-book-state.ts';
import { createLedger, type LedgerState } from './6-ledger/ledger-state.ts';
import type { Exposure } from './6-ledger/position-to-exposure.ts';
import type { Valuation } from './6-ledger/valuation.ts';
import { createIncidentBook, type IncidentBook } from './incidents/incident-book.ts';
import { NOBODY_SEEN, type OperatorSight } from './operator-sight.ts';
import type { PendingLimits } from './pending-limits.ts';

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
  /** The learned members that may be asked; none = the regressions alone. */
  readonly models: readonly SignalModel[];
  /** Every fitted number beside the models' own files. */
  readonly signal: SignalParameters;
  /** Seconds a release waits after cancel-all; 60 against a real venue. */
  readonly minReleaseSeconds: number;
  /** True only for the first engine of a simulated start: arm as soon as the reconciliation is clean. */
  readonly armWhenReady: boolean;
  /** sd in USD of bare spot against the index, only where a recording has no index; null = bare spot is never used. */
  readonly spotProxySdUsd: number | null;
  /** Entries pause when no operator was in sight this long; null or absent = nobody is waited for. */
  readonly operatorAbsenceMs?: number | null;
}

/** One second's questions and what they were made from. */
export type AskedSecond = Omit<ForecastInput, 'plan'>;

/** The fair value of one market with what it takes to blend it again, or the words for why there is none. */
export type FairHeld =
  | (Priced & { readonly reason: '' })
  | { readonly fair: null; readonly reason: string };

/** The latest sealed decision about one market, since when its verdict stands, and the stored decision that began it. */
export interface DecisionHeld {
  readonly decision: Decision;
  readonly since: WallMs;
  readonly storedId: DecisionId;
}

/** A forecast that waits for its horizon to pass: variance per minute as it will be realised, clock and all. */
export interface WaitingForecast {
  readonly minutes: number;
  readonly madeAt: WallMs;
  readonly variancePerMinute: number;
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

/** One order that left: when, and how much it may fill. */
export interface SentOrder {
  readonly at: WallMs;
  readonly count: CentiContracts;
}

/** Money figures of one step, computed at most once a step however many markets ask. */
export interface MoneyView {
  readonly eventSeq: number;
  readonly valuation: Valuation;
  readonly exposure: Exposure;
  /** What is at risk in each event, strike by strike. */
  readonly ladders: ReadonlyMap<EventTicker, readonly LadderLeg[]>;
}

export interface World {
  readonly options: WorldOptions;
  /** In force now: those of the start until a newer version came. */
  limits: Limits;
  /** An edit of them that is being stored; null while there is none. */
  limitsChange: PendingLimits | null;
  readonly market: MarketState;
  readonly features: FeatureState;
  forecast: Forecast | null;
  /** Why there is no forecast; read only while it is null. */
  forecastReason: string;
  /** The signal parameters made ready: follows from the options. */
  readonly plan: SignalPlan;
  /** The questions of this second that wait for answers, with what they were made from; other answers are refused. */
  asked: AskedSecond | null;
  /** How each model's answers were lately; the bad ones are not asked (F104). */
  readonly answerRecords: Map<string, AnswerRecord>;
  /** Models a person has switched off, by id; replaced, never changed. */
  modelsOff: ReadonlyMap<string, ModelSwitch>;
  readonly fairs: Map<MarketTicker, FairHeld>;
  /** The strikes of each close as one curve, kept while its markets stay the same. */
  readonly ladders: Map<WallMs, Ladder>;
  /** What settled markets have taught about the model against the market. */
  readonly evidence: EvidenceState;
  readonly recentMids: RecentMids;
  readonly recentMoves: RecentMoves;
  readonly recentForecasts: RecentForecasts;
  readonly markOuts: MarkOuts;
  orderLatency: OrderLatency;
  /** The drift monitors (models §C6). */
  readonly signalHealth: SignalHealth;
  /** Forecasts of the last hour whose outcome is not known yet, oldest first. */
  waitingForecasts: readonly WaitingForecast[];
  /** Minute (since 1970) of the last one; null before the first. */
  waitedMinute: number | null;
  readonly decisions: Map<MarketTicker, DecisionHeld>;
  /** Number of sealed decisions and the hash over all of them, in order. */
  chain: { readonly count: number; readonly hash: string };
  readonly approvals: Approvals;
  /** What every check has done. */
  readonly census: Census;
  /** Alarms that matter, from their begin to their end. */
  readonly incidents: IncidentBook;
  censusStoredAt: WallMs | null;
  /** When markets that are over were last looked for; null before the first look. */
  forgottenAt: WallMs | null;
  control: TradingControl;
  readonly orders: OrderBookState;
  ledger: LedgerState;
  /** When the books of this account were opened; null before. */
  openedAt: WallMs | null;
  money: MoneyView | null;
  orderGroupId: OrderGroupId | null;
  orderGroupReady: boolean;
  /** When its test was asked for (null: none under way) and passed, and until when our own trigger may come back as an echo. */
  groupProof: {
    readonly askedAt: WallMs | null;
    readonly answeredAt: WallMs | null;
    readonly echoUntil: WallMs | null;
  };
  operator: OperatorSight;
  /** The operator's wish to arm that waits for the test. */
  arming: OperatorCommand | null;
  /** The group of a killed account's exits, while the door lets them out. */
  exitGroupId: OrderGroupId | null;
  reconciled: Reconciled;
  /** Since when the private streams tell of every change (only later readings prove anything); null while they do not. */
  privateSince: WallMs | null;
  /** When this run last told the exchange to cancel everything; null before. */
  cancelAllAt: MonoNs | null;
  /** The last reading of the account; null before the first. */
  lastAccount: AccountReport | null;
  /** Prices at which the public book shows less than what rests of ours; `drift` in words once that is sure. */
  readonly shortLevels: Map<
    string,
    { readonly times: number; readonly at: WallMs; readonly drift: string | null }
  >;
  /** What the account held without us and nobody has acknowledged yet, in words: arming waits for it. */
  externals: readonly string[];
  /** What was acknowledged since start, in the same words: it is not asked about again. */
  readonly acknowledged: Set<string>;
  host: HostHealth | null;
  /** Entries and exits sent within the last minute. */
  sent: readonly SentOrder[];
  /** Highest marked result of a UTC day; null before the first look. */
  dayPeak: { readonly day: number; readonly peak: MicroDollars } | null;
  /** UTC day of the last entry approved or sent. */
  lastEntryDay: number | null;
  /** Markets an operator asked to close, and who asked. */
  readonly closeRequests: Map<MarketTicker, CloseRequest>;
  /** Markets a person asked to close while killed. */
  readonly askedWhileKilled: Map<MarketTicker, CloseRequest>;
  /** Exits being worked: since when, and the price their bound is measured from. */
  readonly exitWork: Map<MarketTicker, { readonly since: WallMs; readonly anchor: CentiCents }>;
  /** √ of variance per second over the life left, when each open position was first seen. */
  readonly entryVolatility: Map<MarketTicker, number>;
  /** Contracts the venue streams for us, as last asked for. */
  watched: readonly MarketTicker[];
  /** When every market was last priced because of a spot move. */
  pricedAt: WallMs | null;
  /** Both clocks at the last comparison, and when the wall clock last stepped on the monotonic one (F96). */
  clock: {
    readonly anchor: { readonly at: WallMs; readonly mono: MonoNs } | null;
    readonly steppedAt: MonoNs | null;
  };
  /** For the standing look at the invariants. */
  standing: {
    /** When the books were last looked through. */
    readonly lookedAt: MonoNs | null;
    /** When this run began, by the first event. */
    readonly since: WallMs | null;
    /** Markets paid out before, or with booked fills older than what was read back: their sums are not whole. */
    readonly notWhole: ReadonlySet<MarketTicker>;
  };
  recovered: boolean;
  /** A later disarm is for a person to lift. */
  armedOnce: boolean;
  /** A simulated start is still to arm by itself, unless somebody stops it first. */
  armsItself: boolean;
}

/** The world at boot: nothing known, disarmed, nothing may leave. */
export function createWorld(options: WorldOptions): World {
  const { signal } = options;
  const plan = planSignal(signal, MINUTE_FEATURES);
  const environment = environmentOf(options.mode);
  return {
    options,
    limits: options.limits,
    limitsChange: null,
    market: createMarketState(),
    features: createFeatureState(signal),
    forecast: null,
    forecastReason: 'no volatility forecast yet',
    plan,
    asked: null,
    answerRecords: new Map(),
    modelsOff: new Map(),
    fairs: new Map(),
    ladders: new Map(),
    evidence: createEvidence(environment, signal.blends),
    recentMids: createRecentMids(),
    recentMoves: createRecentMoves(),
    recentForecasts: createRecentForecasts(),
    markOuts: createMarkOuts(),
    orderLatency: NO_ACKS,
    signalHealth: createSignalHealth(healthParameters(signal, plan, environment)),
    waitingForecasts: [],
    waitedMinute: null,
    decisions: new Map(),
    chain: { count: 0, hash: '' },
    approvals: createApprovals(),
    census: createCensus(),
    incidents: createIncidentBook(),
    censusStoredAt: null,
    forgottenAt: null,
    control: createTradingControl(null),
    orders: createOrderBookState(),
    ledger: createLedger(),
    openedAt: null,
    money: null,
    orderGroupId: null,
    orderGroupReady: false,
    groupProof: { askedAt: null, answeredAt: null, echoUntil: null },
    operator: NOBODY_SEEN,
    arming: null,
    exitGroupId: null,
    reconciled: { clean: false, drift: ['not read yet'], at: null, brokenSince: null },
    privateSince: wallMs(0),
    cancelAllAt: null,
    lastAccount: null,
    shortLevels: new Map(),
    externals: [],
    acknowledged: new Set(),
    host: null,
    sent: [],
    dayPeak: null,
    lastEntryDay: null,
    closeRequests: new Map(),
    askedWhileKilled: new Map(),
    exitWork: new Map(),
    entryVolatility: new Map(),
    watched: [],
    pricedAt: null,
    clock: { anchor: null, steppedAt: null },
    standing: { lookedAt: null, since: null, notWhole: new Set() },
    recovered: false,
    armedOnce: false,
    armsItself: options.armWhenReady,
  };
}
