// A decision before its ids and hashes: cheap to make, hundreds a second. In: gate. Out: to seal-decision.ts.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { OrderIntent } from '#lib/domain/order.ts';
import type { ApprovalFlag, Candidate, CheckResult, VerdictKind } from '#lib/domain/verdict.ts';
import type { GateInput } from './gate-input.ts';

/** An intent that does not know its decision's id yet. */
export type IntentDraft = Omit<OrderIntent, 'decisionId'>;

export interface DecisionDraft {
  readonly ticker: MarketTicker;
  readonly at: WallMs;
  readonly eventSeq: number;
  readonly verdict: VerdictKind;
  readonly sentence: string;
  readonly checks: readonly CheckResult[];
  readonly flags: readonly ApprovalFlag[];
  readonly candidate: Candidate | null;
  /** Present exactly when the verdict is enter or exit. */
  readonly intent: IntentDraft | null;
  /** What it was decided on; hashed when sealed. */
  readonly input: GateInput;
}
