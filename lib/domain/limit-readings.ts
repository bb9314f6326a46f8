// How each limit stands in a recorded check: which check reads it, from which side, and what its threshold would be. Pure.
import type { PlainLimit } from './limit-change.ts';
import type { Limits } from './limits.ts';
import type { CheckResult } from './verdict.ts';

export interface LimitReading {
  readonly check: string;
  /** atMost: the check passes at or below the threshold · atLeast: at or above it. */
  readonly side: 'atMost' | 'atLeast';
  /** The threshold under `after`, where `recorded` was judged under limits like `before`. */
  readonly threshold: (
    after: Limits,
    recorded: Pick<CheckResult, 'threshold'>,
    before: Limits,
  ) => number;
  /** True where the gate makes an order smaller before it refuses it. */
  readonly isSized?: boolean;
}

const most = (
  check: string,
  threshold: (limits: Limits) => number,
  isSized = false,
): LimitReading => ({ check, side: 'atMost', threshold, isSized });
const least = (check: string, threshold: (limits: Limits) => number): LimitReading => ({
  ...{ check, side: 'atLeast', threshold },
});
const closeGuard = least(
  'close-guard',
  (limits) => Math.max(limits.closeGuardSeconds, limits.exitBeforeCloseSeconds) * 1000,
);

/** The thresholds are those of the checks of the gate; a test holds the two together. Absent: no check shows it. */
export const LIMIT_READINGS: { readonly [Id in PlainLimit]?: LimitReading } = {
  maxOrderCount: most('order-size', (limits) => limits.maxOrderCount, true),
  maxMarketExposure: most('market-exposure', (limits) => limits.maxMarketExposure, true),
  maxEventExposure: most('event-exposure', (limits) => limits.maxEventExposure, true),
  maxSeriesExposure: most('series-exposure', (limits) => limits.maxSeriesExposure, true),
  maxTotalExposure: most('total-exposure', (limits) => limits.maxTotalExposure, true),
  maxDayLoss: least('day-loss', (limits) => 1 - limits.maxDayLoss),
  maxDayLossGross: least('day-loss-gross', (limits) => 1 - limits.maxDayLossGross),
  maxDrawdown: most('drawdown', (limits) => limits.maxDrawdown - 1),
  maxLossStreak: most('loss-streak', (limits) => limits.maxLossStreak - 1),
  maxOrdersPer15Seconds: most('order-burst', (limits) => limits.maxOrdersPer15Seconds),
  maxOrdersPerMinute: most('order-rate', (limits) => limits.maxOrdersPerMinute),
  maxContractsPer15Seconds: most('contract-burst', (limits) => limits.maxContractsPer15Seconds),
  maxContractsPerMinute: most('contract-rate', (limits) => limits.maxContractsPerMinute),
  maxPendingApprovals: most('approval-queue', (limits) => limits.maxPendingApprovals - 1),
  maxClockSkewMs: most('clock-skew', (limits) => limits.maxClockSkewMs),
  // On top of half the spread, or of adverse selection: the rest of the recorded threshold stays.
  minEdge: {
    ...{ check: 'edge', side: 'atLeast' },
    threshold: (after, { threshold }, before) => (threshold ?? 0) + after.minEdge - before.minEdge,
  },
  minConfidence: least('confidence', (limits) => limits.minConfidence),
  maxDisagreement: most('disagreement', (limits) => limits.maxDisagreement),
  priceCollar: most('price-collar', (limits) => limits.priceCollar),
  openGuardSeconds: least('open-guard', (limits) => limits.openGuardSeconds * 1000),
  closeGuardSeconds: closeGuard,
  exitBeforeCloseSeconds: closeGuard,
};

/** The reasons for asking a person; what they read is recorded with every entry. */
export const ASKING_LIMITS: ReadonlySet<PlainLimit> = new Set<PlainLimit>([
  'flagCount',
  'flagConfidence',
  'flagDisagreement',
  'flagEveryTrade',
]);
