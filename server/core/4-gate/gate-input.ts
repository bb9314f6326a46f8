// Everything the gate looks at for one market at one instant. In: from the spine. Out: the one argument of every check.
import type { FairValue } from '#lib/domain/fair-value.ts';
import type { Forecast } from '#lib/domain/forecast.ts';
import type { FreshnessKey } from '#lib/domain/freshness.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { TradingState } from '#lib/domain/kill.ts';
import type { Position } from '#lib/domain/ledger.ts';
import type { Limits } from '#lib/domain/limits.ts';
import type { Market } from '#lib/domain/market.ts';
import type { Mode } from '#lib/domain/mode.ts';
import type { MicroDollars } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { BookState, ContractDepth } from '#lib/domain/quote.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { LadderLeg } from './ladder.ts';
import type { AdverseSelection } from './mark-outs.ts';
import type { ForecastChange } from './recent-forecast.ts';
import type { RecentMove } from './recent-move.ts';

/** The exchange's own word about itself, and how old that word is. */
export interface ExchangeHealth {
  readonly exchangeActive: boolean;
  readonly tradingActive: boolean;
  readonly ageMs: number;
}

/** Health of the machine we run on, sampled once a second. */
export interface HostHealth {
  readonly storeHealthy: boolean;
  readonly loopDelayMs: number;
  readonly watchdogAlive: boolean;
  /** Null when it could not be read. */
  readonly freeDiskBytes: number | null;
}

/** Worst-case loss before this candidate: positions, open, in-flight and unknown orders (I6). */
export interface Exposures {
  readonly market: MicroDollars;
  readonly event: MicroDollars;
  readonly series: MicroDollars;
  readonly total: MicroDollars;
}

/** What left lately: the rate limits count everything, they stop entries only. */
export interface RecentOrders {
  readonly ordersIn15Seconds: number;
  readonly contractsIn15Seconds: number;
  readonly contractsInMinute: number;
}

/** What the drift monitors say that concerns an entry (models §C6, §D3). */
export interface SignalStanding {
  /** Every stake is multiplied by this; 0 = the probabilities do not come true: stop. */
  readonly stakeFactor: 0 | 0.5 | 1;
  /** PSI and CUSUM alarms that stand, in words: nothing enters while there is one. */
  readonly alarms: readonly string[];
  /** False when an input lies outside what the models were trained on, or is not a number. */
  readonly inputsInRange: boolean;
}

/** One look at one market. Null always means "not known", and not known never lets an entry through. */
export interface GateInput {
  readonly at: WallMs;
  readonly eventSeq: number;
  readonly mode: Mode;
  readonly limits: Limits;

  readonly market: Market;
  readonly book: BookState;
  readonly bookAt: WallMs | null;
  readonly depth: ContractDepth;
  /** Median of the contract's mid over the last seconds (see recent-mid.ts); null before there is one. */
  readonly recentMid: CentiCents | null;

  readonly fair: FairValue | null;
  /** Why there is no fair value; read only while `fair` is null. */
  readonly fairReason: string;
  readonly forecast: Forecast | null;
  /** How far the forecast over this market's time left has moved within a minute; null without a memory of it. */
  readonly forecastChange: ForecastChange | null;
  /** Largest 10-s move of spot within 30 s, in σ; null when the move now cannot be measured. */
  readonly recentMove: RecentMove | null;
  /** Null when the monitors did not speak. */
  readonly signalHealth: SignalStanding | null;

  /**
   * Age in ms of each stream; null = never seen or subscription lost. `kalshi-book` and `kalshi-orders` are kept by
   * changes: while their subscription is live their age is the age of the connection.
   */
  readonly feeds: Readonly<Record<FreshnessKey, number | null>>;
  readonly spotOnline: boolean;
  readonly spotBook: BookState;
  readonly exchange: ExchangeHealth | null;
  /** Kalshi's clock − ours, ms. */
  readonly clockOffsetMs: number | null;
  readonly host: HostHealth | null;
  /** From sending an order to its acknowledgement, ms; an assumption until one was measured. */
  readonly orderLatencyMs: number;

  readonly trading: TradingState;
  readonly killed: boolean;
  readonly reconciled: boolean;
  readonly orderGroupReady: boolean;

  readonly position: Position | null;
  /** Our orders in this market that may still fill or whose fills are not booked yet. */
  readonly openOrders: readonly Order[];
  /** Age of the oldest order of unknown outcome in any market, ms; 0 = there is none. */
  readonly oldestUnknownMs: number;
  readonly exposures: Exposures | null;
  /** Everything at risk in this market's event, this market included; null when not known. */
  readonly ladder: readonly LadderLeg[] | null;
  /** What a quote of each side loses after its fill, as measured since start. */
  readonly adverseSelection: Readonly<Record<BookSide, AdverseSelection>>;
  /** Spendable on this market's shard. */
  readonly cash: MicroDollars | null;
  /** Realised + unrealised of this UTC day. */
  readonly dayPnl: MicroDollars | null;
  /** The same before fees. */
  readonly dayGross: MicroDollars | null;
  /** How far the day's result lies below its highest point of the day, ≥ 0. */
  readonly drawdown: MicroDollars | null;
  /** Positions closed at a loss in a row, this UTC day. */
  readonly lossStreak: number | null;
  readonly ordersLastMinute: number;
  /** Sent within the last seconds, exits among them; contracts in 1e-2. */
  readonly recentOrders: RecentOrders;
  /** No entry approved or sent yet this UTC day. */
  readonly firstOfDay: boolean;
  readonly pendingApprovals: number;
  readonly marketHasPendingApproval: boolean;
  /** The exit being worked here; null when none is. */
  readonly exitWork: { readonly since: WallMs; readonly anchor: CentiCents } | null;
  /** Volatility over the life left, now ÷ at entry; null when not known or nothing is held. */
  readonly volatilityRatio: number | null;
  /** Login of the operator who asked to close this position; null when nobody did. */
  readonly closeRequestedBy: string | null;
  /** An operator closed this market by hand: nothing re-enters it by itself. */
  readonly operatorLeft: boolean;
}
