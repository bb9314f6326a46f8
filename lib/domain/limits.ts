// Risk limits and gate thresholds: one versioned record. A missing input is a denial, never a default.
import { type CentiContracts, count } from './count.ts';
import type { WallMs } from './instant.ts';
import { type MicroDollars, money } from './money.ts';

/** A stretch of time nothing may be entered across: a rate decision, an inflation print. */
export interface Blackout {
  readonly from: WallMs;
  readonly to: WallMs;
  readonly label: string;
}

export interface Limits {
  readonly version: number;
  /** Largest count of one order. */
  readonly maxOrderCount: CentiContracts;
  /** Worst-case loss (positions + open + in flight + unknown) per market, per event and in all. */
  readonly maxMarketExposure: MicroDollars;
  readonly maxEventExposure: MicroDollars;
  readonly maxSeriesExposure: MicroDollars;
  readonly maxTotalExposure: MicroDollars;
  /** Realised + unrealised loss of the UTC day at which entries stop. */
  readonly maxDayLoss: MicroDollars;
  /** The same before fees: what the trades themselves lost. */
  readonly maxDayLossGross: MicroDollars;
  /** Fall of the day's result from its highest point of the day. */
  readonly maxDrawdown: MicroDollars;
  /** Positions closed at a loss one after the other within the UTC day. */
  readonly maxLossStreak: number;
  readonly maxOrdersPer15Seconds: number;
  readonly maxOrdersPerMinute: number;
  readonly maxContractsPer15Seconds: CentiContracts;
  readonly maxContractsPerMinute: CentiContracts;
  /** Required edge after fee, 1e-4 $ per contract, on top of half the spread. */
  readonly minEdge: number;
  readonly minConfidence: number;
  /** No entry within this many seconds of open or close. */
  readonly openGuardSeconds: number;
  readonly closeGuardSeconds: number;
  /** A position is closed this many seconds before its market; 0 = held to settlement. */
  readonly exitBeforeCloseSeconds: number;
  /** A position is closed when volatility over its life left is this many times that of its entry, or its inverse; 0 = never. */
  readonly exitVolatilityRatio: number;
  /** Margin, 1e-4 $ per contract after fee, by which closing must beat holding. */
  readonly exitEdge: number;
  /** How far from the best price at its begin an exit may go, 1e-4 $. */
  readonly exitSlippage: number;
  /** An exit is posted inside the spread this long before it takes: the machine's own, and an operator's close. */
  readonly exitPassiveSeconds: number;
  readonly closePassiveSeconds: number;
  /** |model − market| above which an entry is flagged, and above which it is refused as suspicious. */
  readonly flagDisagreement: number;
  readonly maxDisagreement: number;
  /** Flags: an entry above this count, below this confidence, or the first of the UTC day waits for approval. */
  readonly flagCount: CentiContracts;
  readonly flagConfidence: number;
  readonly flagFirstOfDay: boolean;
  readonly flagEveryTrade: boolean;
  /** Pending approval lives this long at most, and never past the close guard. */
  readonly approvalSeconds: number;
  readonly maxPendingApprovals: number;
  /** Share of full Kelly staked. */
  readonly kellyFraction: number;
  /** Resting orders expire this many seconds ahead (≤ 120). */
  readonly orderExpirySeconds: number;
  /** Largest tolerated |venue clock − ours|. */
  readonly maxClockSkewMs: number;
  /** How far a price may lie from the median mid of the last 30 s, 1e-4 $ (F10, I32). */
  readonly priceCollar: number;
  /** Scheduled events; no entry whose remaining life touches one (models §D3). */
  readonly blackouts: readonly Blackout[];
  /** Up to when `blackouts` names every event: demo and live enter no market that closes later. Null: nobody has looked. */
  readonly calendarUntil: WallMs | null;
}

/** Starting limits: small on purpose. */
export const DEFAULT_LIMITS: Limits = {
  version: 1,
  maxOrderCount: count(2_500),
  maxMarketExposure: money(50_000_000),
  maxEventExposure: money(100_000_000),
  maxSeriesExposure: money(150_000_000),
  maxTotalExposure: money(200_000_000),
  maxDayLoss: money(50_000_000),
  maxDayLossGross: money(45_000_000),
  maxDrawdown: money(50_000_000),
  maxLossStreak: 8,
  maxOrdersPer15Seconds: 10,
  maxOrdersPerMinute: 20,
  maxContractsPer15Seconds: count(10_000),
  maxContractsPerMinute: count(20_000),
  minEdge: 100,
  minConfidence: 0.5,
  openGuardSeconds: 10,
  closeGuardSeconds: 30,
  exitBeforeCloseSeconds: 0,
  exitVolatilityRatio: 0,
  exitEdge: 100,
  exitSlippage: 500,
  exitPassiveSeconds: 3,
  closePassiveSeconds: 0,
  flagDisagreement: 0.1,
  maxDisagreement: 0.25,
  flagCount: count(2_500),
  flagConfidence: 0.65,
  flagFirstOfDay: true,
  flagEveryTrade: false,
  approvalSeconds: 45,
  maxPendingApprovals: 20,
  kellyFraction: 0.25,
  orderExpirySeconds: 60,
  maxClockSkewMs: 1_000,
  priceCollar: 2_000,
  blackouts: [],
  calendarUntil: null,
};
