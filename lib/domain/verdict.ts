// Why we entered, held, exited or stayed flat: every check with its value, threshold and distance, all of them kept.
import type { CentiContracts } from './count.ts';
import type { Explanation } from './explanation.ts';
import type { DecisionId, MarketTicker, Sha256 } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { OrderIntent } from './order.ts';
import type { CentiCents } from './price.ts';
import type { Probability } from './probability.ts';
import type { BookSide } from './side.ts';

/** Exactly one of these ends every evaluation. */
export const VERDICTS = ['enter', 'hold', 'exit', 'flat'] as const;
export type VerdictKind = (typeof VERDICTS)[number];

/** pass · fail · missing (an input was not there: fails closed, and says which). */
export type CheckOutcome = 'pass' | 'fail' | 'missing';

/** The result of one check. `distance` ≥ 0 when passed, < 0 by how much it failed, in `unit`; null when missing. */
export interface CheckResult {
  readonly id: string;
  readonly label: string;
  readonly outcome: CheckOutcome;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly distance: number | null;
  readonly unit: string;
  /** One plain sentence, e.g. "edge after fee 0.4 ¢ is below 1.7 ¢: needs +1.3 ¢". */
  readonly text: string;
  /** False for checks that never stop an exit (all but the physical ones). */
  readonly blocksExit: boolean;
}

/** A trade the gate would make if every check passed. Edges in 1e-4 $ per contract, after the exact fee. */
export interface Candidate {
  readonly side: BookSide;
  readonly price: CentiCents;
  readonly count: CentiContracts;
  readonly style: 'take' | 'make';
  readonly rawEdge: number;
  readonly edge: number;
  readonly feePerContract: number;
  readonly fairProbability: Probability;
  readonly marketProbability: Probability;
}

/** Why an otherwise good entry waits for the operator. */
export interface ApprovalFlag {
  readonly id: 'size' | 'low-confidence' | 'far-from-market' | 'first-of-day' | 'every-trade';
  readonly text: string;
}

/** One decision about one market, complete enough to explain and to replay. */
export interface Decision {
  readonly id: DecisionId;
  readonly ticker: MarketTicker;
  readonly at: WallMs;
  readonly eventSeq: number;
  readonly verdict: VerdictKind;
  /** The sentence a trader reads. */
  readonly sentence: string;
  readonly checks: readonly CheckResult[];
  readonly flags: readonly ApprovalFlag[];
  readonly candidate: Candidate | null;
  readonly intent: OrderIntent | null;
  /** Null while there is no fair value to explain. */
  readonly explanation: Explanation | null;
  /** Hash over market state, features, forecast and fair value that went in. */
  readonly inputHash: Sha256;
  /** Hash over everything above; the chain of these is what replay compares. */
  readonly hash: Sha256;
}
