// Row types of every topic. Plain JSON: integers in domain units (units last in the name), text, null for "not there".
import type { ApprovalState } from '../domain/approval.ts';
import type { CheckCount } from '../domain/census.ts';
import type { ConfidencePart, Explanation, Views } from '../domain/explanation.ts';
import type { MemberKind } from '../domain/forecast.ts';
import type { FreshnessKey } from '../domain/freshness.ts';
import type { KillLevel, TradingState } from '../domain/kill.ts';
import type { LimitsSource, LimitUse, WeeklyPause } from '../domain/limit-use.ts';
import type { Limits } from '../domain/limits.ts';
import type { Series } from '../domain/market.ts';
import type { Mode } from '../domain/mode.ts';
import type { OrderState } from '../domain/order.ts';
import type { SignalHealthRow } from '../domain/signal-health.ts';
import type { ApprovalFlag, CheckResult, VerdictKind } from '../domain/verdict.ts';
import type { PendingLimitsRow } from './limits-http.ts';
import { MODEL_TOPICS, type ModelTopicRows } from './models-topics.ts';

/** key "engine": the strip on every screen. */
export interface StatusRow {
  readonly mode: Mode;
  readonly trading: TradingState;
  /** Why trading is not armed; null when it is. */
  readonly tradingReason: string | null;
  readonly kill: KillRow | null;
  /** The last rehearsal of each kill level; absent from engines without one. */
  readonly drills?: readonly DrillRow[];
  readonly build: string;
  readonly engineStartedAt: number;
  readonly eventSeq: number;
  readonly loopDelayMs: number;
  readonly queueLength: number;
  readonly clockOffsetMs: number | null;
  readonly cashMicro: number | null;
  readonly equityMicro: number | null;
  readonly dayPnlMicro: number | null;
  /** Null while the account was never read. */
  readonly openRiskMicro: number | null;
  readonly forecastVolAnnual: number | null;
  readonly forecastModel: string | null;
  readonly forecastFallback: string | null;
  readonly forecastAt: number | null;
  /** Models that gave no usable answer to the last question, each with its reason. */
  readonly forecastRefused: readonly { readonly id: string; readonly reason: string }[];
  readonly decisionCount: number;
  readonly decisionHash: string;
  readonly limitsVersion: number;
  /** False while a start-up or reconnect reconciliation is not clean: nothing can be armed. */
  readonly reconciled: boolean;
  /** Where books and venue disagree, in words; empty while reconciled. */
  readonly drift: readonly string[];
  /** What the account holds that was not traded here and nobody has acknowledged: arming waits for it. */
  readonly externals: readonly string[];
  /** Speed of a replay (1 = real time); null in every other mode. */
  readonly replaySpeed: number | null;
}

export interface KillRow {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly steps: readonly {
    readonly name: string;
    readonly at: number;
    readonly detail: string;
  }[];
  readonly confirmedAt: number | null;
  /** True while the kill also closes every position. */
  readonly flatten?: boolean;
}

/** One rehearsal: 99th percentiles over its runs, ms. */
export interface DrillRow {
  readonly level: KillLevel;
  readonly at: number;
  readonly venue: 'sim' | 'demo';
  readonly runs: number;
  readonly gateClosedMs: number;
  readonly zeroOrdersMs: number;
  readonly flatMs: number | null;
  readonly isPassed: boolean;
}

/** key = id of a measured stage (lib/domain/latency.ts): durations since the engine started, ms. */
export interface LatencyRow {
  readonly count: number;
  /** Upper edges of the buckets that hold them; null while nothing was measured. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
  /** Buckets that hold something, by their upper edges; null = longer than the last edge. */
  readonly buckets: readonly { readonly upToMs: number | null; readonly count: number }[];
}

/** key "engine": the machine under it, looked at once a second. */
export interface MachineRow {
  /** Worst delay of the event loop within that second. */
  readonly loopDelayMs: number;
  /** Null when the file system does not say. */
  readonly freeDiskBytes: number | null;
  /** Memory of the engine's process; null when it was not told. */
  readonly rssBytes: number | null;
  readonly storeHealthy: boolean;
  readonly watchdogAlive: boolean;
  /** Our own copy of what order entry may still send; empty where the venue has no such limits. */
  readonly rateBuckets: readonly RateBucketRow[];
}

export interface RateBucketRow {
  readonly name: string;
  /** Tokens now, and when full. */
  readonly tokens: number;
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** key = freshness key: one row a feed. The browser derives the age from `lastAt` and the shared table. */
export interface FeedRow {
  readonly key: FreshnessKey;
  readonly label: string;
  readonly state: 'live' | 'waiting' | 'broken' | 'down';
  readonly detail: string;
  readonly lastAt: number | null;
  readonly messages: number;
  readonly faults: number;
}

export interface LevelRow {
  readonly price: number;
  readonly size: number;
}

/** key "BTC/USD": the spot book and the index. Prices in USD, sizes in BTC. */
export interface SpotRow {
  readonly bidUsd: number | null;
  readonly askUsd: number | null;
  readonly midUsd: number | null;
  readonly bids: readonly LevelRow[];
  readonly asks: readonly LevelRow[];
  readonly bookAt: number | null;
  readonly indexUsd: number | null;
  readonly indexAt: number | null;
  /** EWMA of BRTI − Kraken mid, and its standard deviation. */
  readonly basisUsd: number | null;
  readonly basisSdUsd: number | null;
  readonly lastTradeUsd: number | null;
  readonly realisedVolAnnual: number | null;
}

/** key = Unix second: one point of the price chart. */
export interface ChartRow {
  readonly midUsd: number | null;
  readonly indexUsd: number | null;
}

/** key = market ticker: one strike. Prices are 1e-4 $ on the YES scale, counts 1e-2 contracts. */
export interface LadderRow {
  readonly event: string;
  readonly series: Series;
  readonly title: string;
  /** Strike in cents for sorting and price lines; null while unset. */
  readonly strikeCents: number | null;
  readonly capCents: number | null;
  readonly openAt: number;
  readonly closeAt: number;
  readonly status: string;
  readonly book: 'live' | 'waiting' | 'broken';
  readonly bookDetail: string;
  readonly bid: number | null;
  readonly bidSize: number | null;
  readonly ask: number | null;
  readonly askSize: number | null;
  readonly last: number | null;
  readonly fair: number | null;
  readonly fairLow: number | null;
  readonly fairHigh: number | null;
  readonly confidence: number | null;
  readonly fairAt: number | null;
  /** Who stands behind `fair`, of the same instant; null without a fair value. */
  readonly signal: LadderSignal | null;
  /** Best edge after fee of the two sides, 1e-4 $; null without fair value or book. */
  readonly edge: number | null;
  readonly edgeSide: 'bid' | 'ask' | null;
  readonly verdict: VerdictKind | null;
  readonly positionCentiContracts: number;
  readonly restingCentiContracts: number;
  /** Settlement window by index stamps. */
  readonly knownPrints: number;
  readonly missingPrints: number;
  readonly knownMeanUsd: number | null;
  readonly requiredMeanUsd: number | null;
  readonly meanUsd: number | null;
  readonly sdUsd: number | null;
  readonly result: 'yes' | 'no' | 'scalar' | 'void' | null;
  readonly resultFinal: boolean;
}

/** The speakers behind a fair value. Probabilities of YES, 0 … 1. */
export interface LadderSignal {
  readonly views: Views;
  /** The model's own 80 % band, before it is blended with the market. */
  readonly modelLow: number;
  readonly modelHigh: number;
  /** Their product is the confidence. */
  readonly confidenceParts: readonly ConfidencePart[];
  /** Change of the model's P(YES) per 1 of ln(volatility). */
  readonly vegaPerLogVol: number;
}

/** key = market ticker: depth of that contract, best first, YES scale. */
export interface BookRow {
  readonly bids: readonly LevelRow[];
  readonly asks: readonly LevelRow[];
  readonly at: number | null;
}

/** key = market ticker: the latest decision about it. */
export interface DecisionRow {
  readonly id: string;
  /** The stored decision that began this verdict: its page outlives this second. */
  readonly storedId: string;
  readonly at: number;
  /** Since when the verdict has been this one. */
  readonly since: number;
  readonly verdict: VerdictKind;
  readonly sentence: string;
  readonly checks: readonly CheckResult[];
  readonly flags: readonly ApprovalFlag[];
  readonly side: 'bid' | 'ask' | null;
  readonly price: number | null;
  readonly count: number | null;
  readonly edge: number | null;
  readonly rawEdge: number | null;
  readonly feePerContract: number | null;
  readonly fairProbability: number | null;
  readonly marketProbability: number | null;
  readonly hash: string;
  /** Who says what, what moved the price, what would flip the verdict; null without a fair value. */
  readonly explanation: Explanation | null;
}

/** key = minutes ahead ("1", "5", "15", "60"): the volatility forecast and who is behind it. */
export interface ForecastRow {
  readonly minutes: number;
  readonly at: number;
  /** Volatility a year, as a ratio (0.45 = 45 %), of the combination and of the level all members correct. */
  readonly volAnnual: number;
  readonly baseVolAnnual: number;
  /** Standard deviation of ln(variance). */
  readonly logVarianceSd: number;
  readonly tailNu: number;
  readonly members: readonly ForecastMemberRow[];
  /** Parts of ln(variance) above the base, largest first. */
  readonly contributions: readonly { readonly name: string; readonly logVariance: number }[];
}

export interface ForecastMemberRow {
  readonly id: string;
  readonly kind: MemberKind;
  readonly volAnnual: number;
  /** Share in the combination; 0 = shown beside it. */
  readonly weight: number;
  readonly source: 'onnx' | 'statistical';
}

/** key = approval id. Answers name `version` and `shownHash`. */
export interface ApprovalRow {
  readonly id: string;
  readonly ticker: string;
  readonly title: string;
  readonly state: ApprovalState;
  readonly version: number;
  readonly side: 'bid' | 'ask';
  readonly limitPrice: number;
  /** It rests as a quote; else it takes what rests in the book. */
  readonly postOnly: boolean;
  readonly count: number;
  readonly edge: number;
  readonly worstCaseMicro: number;
  readonly fairProbability: number;
  readonly marketProbability: number;
  readonly flags: readonly ApprovalFlag[];
  readonly shownHash: string;
  readonly raisedAt: number;
  readonly expiresAt: number;
  readonly answeredBy: string | null;
  readonly answeredAt: number | null;
  readonly reason: string | null;
}

/** key = client order id. */
export interface OrderRow {
  readonly clientOrderId: string;
  readonly venueOrderId: string | null;
  readonly ticker: string;
  readonly purpose: 'enter' | 'exit';
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly count: number;
  readonly filled: number;
  readonly remaining: number;
  readonly timeInForce: string;
  readonly postOnly: boolean;
  readonly state: OrderState;
  readonly note: string;
  readonly feesMicro: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  readonly decisionId: string;
  readonly approvalId: string | null;
}

/** key = trade id + order id. */
export interface FillRow {
  readonly tradeId: string;
  readonly clientOrderId: string | null;
  readonly ticker: string;
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly count: number;
  readonly feeMicro: number;
  readonly isTaker: boolean;
  readonly at: number;
}

/** key = market ticker. */
export interface PositionRow {
  readonly ticker: string;
  readonly title: string;
  /** Signed: + YES, − NO. */
  readonly contracts: number;
  readonly costMicro: number;
  readonly feesMicro: number;
  readonly realisedMicro: number;
  /** At the executable bid (or 1 − ask for NO); null without a live book. */
  readonly markMicro: number | null;
  readonly unrealisedMicro: number | null;
  readonly closeAt: number | null;
  readonly state: 'open' | 'awaiting-settlement' | 'closed' | 'settled' | 'disagree';
  readonly venueContracts: number | null;
  readonly result: 'yes' | 'no' | 'scalar' | 'void' | null;
}

/** key = alarm id. */
export interface AlarmRow {
  readonly id: string;
  readonly at: number;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly code: string;
  readonly text: string;
}

/** key "engine": the limits in force, where they come from, and what the calendar of entries depends on besides. */
export interface LimitsRow {
  readonly limits: Limits;
  readonly source: LimitsSource;
  readonly pause: WeeklyPause;
  /** True where nothing enters a market that closes after `limits.calendarUntil`. */
  readonly isCalendarNeeded: boolean;
  /** An edit that is being stored and not in force yet; null or absent: none. */
  readonly pending?: PendingLimitsRow | null;
}

export interface TopicRows extends ModelTopicRows {
  readonly status: StatusRow;
  readonly feeds: FeedRow;
  readonly spot: SpotRow;
  readonly chart: ChartRow;
  readonly ladder: LadderRow;
  readonly book: BookRow;
  readonly decisions: DecisionRow;
  readonly forecast: ForecastRow;
  /** key = monitor + "|" + subject: what the drift monitors say. Empty while nothing watches. */
  readonly signalHealth: SignalHealthRow;
  readonly approvals: ApprovalRow;
  readonly orders: OrderRow;
  readonly fills: FillRow;
  readonly positions: PositionRow;
  readonly alarms: AlarmRow;
  /** key = check id: what it has done. */
  readonly checks: CheckCount;
  readonly latency: LatencyRow;
  readonly machine: MachineRow;
  /** key = name of the limit: how much of it is used, by the gate's own checks. */
  readonly risk: LimitUse;
  readonly limits: LimitsRow;
}

export type TopicName = keyof TopicRows;

export const TOPICS = [
  'status',
  'feeds',
  'spot',
  'chart',
  'ladder',
  'book',
  'decisions',
  'forecast',
  'signalHealth',
  'approvals',
  'orders',
  'fills',
  'positions',
  'alarms',
  'checks',
  'latency',
  'machine',
  'risk',
  'limits',
  ...MODEL_TOPICS,
] as const satisfies readonly TopicName[];
