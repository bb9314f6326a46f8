// Rows of what is thought: decisions and forecasts. Plain JSON; units last in the name, null for "not there".
import type { Explanation } from '../domain/explanation.ts';
import type { MemberKind } from '../domain/forecast.ts';
import type { ApprovalFlag, CheckResult, VerdictKind } from '../domain/verdict.ts';

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
