// An approval is a bounded offer: a limit price, a size, an edge and an expiry. Silence is a veto.
import type { CentiContracts } from './count.ts';
import type { ApprovalId, DecisionId, MarketTicker, Sha256 } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { OrderIntent } from './order.ts';
import type { CentiCents } from './price.ts';
import type { BookSide } from './side.ts';
import type { ApprovalFlag } from './verdict.ts';

export const APPROVAL_STATES = [
  'pending',
  'approved',
  'vetoed',
  'expired',
  /** Approved by the operator but the price or a check had moved past the bound: nothing was sent. */
  'refused',
  /** Kill, close or a newer offer took it away. */
  'withdrawn',
] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export interface Approval {
  readonly id: ApprovalId;
  readonly decisionId: DecisionId;
  readonly ticker: MarketTicker;
  readonly state: ApprovalState;
  /** Raised by one at each change; answers name the version they saw (compare and set). */
  readonly version: number;
  readonly intent: OrderIntent;
  readonly side: BookSide;
  /** Never pay worse than this (YES scale). */
  readonly limitPrice: CentiCents;
  readonly count: CentiContracts;
  /** Edge when raised, 1e-4 $ per contract, after fee. */
  readonly edge: number;
  readonly fairProbability: number;
  readonly marketProbability: number;
  readonly flags: readonly ApprovalFlag[];
  /** Hash of what the operator is shown; an answer that names another hash is refused. */
  readonly shownHash: Sha256;
  readonly raisedAt: WallMs;
  readonly expiresAt: WallMs;
  readonly answeredBy: string | null;
  readonly answeredAt: WallMs | null;
  readonly reason: string | null;
}
