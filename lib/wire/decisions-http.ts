// JSON bodies of /api/decisions and /api/offers. Shapes only. Prices 1e-4 $ on the YES scale, counts 1e-2 contracts.
import type { ApprovalState } from '../domain/approval.ts';
import type { Executed, Settled, TradeTerms } from '../domain/hindsight.ts';
import type { OrderPurpose, OrderState } from '../domain/order.ts';
import type { VerdictKind } from '../domain/verdict.ts';
import type { DecisionHeading } from './http.ts';

/** What a list of decisions may be narrowed to: the four verdicts, and what the operator's silence or no made of an offer. */
export const DECISION_KINDS = ['enter', 'hold', 'exit', 'flat', 'vetoed', 'expired'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** The trade a decision looked at. */
export interface DecidedTrade extends TradeTerms {
  /** make: it would have rested as a quote, and earned only if it filled. */
  readonly style: 'take' | 'make' | null;
  readonly purpose: OrderPurpose;
}

/** The offer that a decision raised, as it stands last. */
export interface OfferEnd {
  readonly id: string;
  readonly state: ApprovalState;
  readonly raisedAt: number;
  readonly answeredAt: number | null;
  /** The person who answered; null where nobody did. */
  readonly answeredBy: string | null;
}

/** One line of the list: enough to say what it would have earned. */
export interface DecisionLine extends DecisionHeading {
  readonly eventSeq: number;
  /** Ids of the checks that did not pass, in the gate's order. */
  readonly stoppedBy: readonly string[];
  readonly trade: DecidedTrade | null;
  readonly offer: OfferEnd | null;
  /** Null while the market has not settled, or where its result was not kept. */
  readonly settled: Settled | null;
}

/** GET /api/decisions → stored decisions, newest first, one page after a decision of the page before. */
export interface DecisionListReply {
  readonly ok: true;
  readonly rows: readonly DecisionLine[];
  /** `after` of the next page; null when this is the last one. */
  readonly next: string | null;
}

/** One order that a decision led to, with what of it was executed. */
export interface DecidedOrder {
  readonly clientOrderId: string;
  readonly purpose: OrderPurpose;
  readonly state: OrderState;
  readonly fills: readonly Executed[];
}

/** GET /api/decisions/:id/outcome → what became of one decision. */
export interface OutcomeReply {
  readonly ok: true;
  readonly line: DecisionLine;
  readonly orders: readonly DecidedOrder[];
}

/** One offer with what its decision priced, for scoring it later. */
export interface OfferLine extends OfferEnd {
  readonly decisionId: string;
  readonly ticker: string;
  readonly trade: DecidedTrade;
  readonly reason: string | null;
  readonly settled: Settled | null;
}

/** GET /api/offers?from=&to= → offers raised in a span, newest first; `isCut` when there are older ones in it. */
export interface OfferListReply {
  readonly ok: true;
  readonly rows: readonly OfferLine[];
  readonly isCut: boolean;
}

/** GET /api/decisions/near?at=&event=&ticker= → the stored decisions before and after a moment. */
export interface NearDecisionsReply {
  readonly ok: true;
  readonly previous: NearDecision | null;
  readonly next: NearDecision | null;
}

export interface NearDecision {
  readonly id: string;
  readonly ticker: string;
  readonly at: number;
  readonly eventSeq: number;
  readonly verdict: VerdictKind;
}
