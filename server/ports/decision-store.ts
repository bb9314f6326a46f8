// Port: reading stored decisions. Every change of a verdict is stored; the repeats of each second are in the journal only.

import type { Series } from '#lib/domain/market.ts';
import type { LifeRecord } from '#lib/domain/market-life.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import type {
  DecidedOrder,
  DecisionKind,
  DecisionLine,
  NearDecision,
  OfferLine,
} from '#lib/wire/decisions-http.ts';

/** unreadable: stored by another build, in a shape this one does not know. */
export type StoredDecision =
  | { readonly kind: 'found'; readonly decision: Decision }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** What decisions are searched by; null = all of them. */
export interface DecisionFilter {
  /** A whole ticker, or a part of one in any case. */
  readonly ticker: string | null;
  readonly series: Series | null;
  readonly kind: DecisionKind | null;
  /** Id of a check that did not pass. */
  readonly check: string | null;
  /** Unix ms, `from` ≤ at < `to`. */
  readonly from: number | null;
  readonly to: number | null;
  /** Part of a decision's id or ticker, the beginning of its hash, or a whole id of its order or offer, lower case. */
  readonly text: string | null;
}

export interface DecisionPage extends DecisionFilter {
  /** The last decision of the page before; null = from the newest on. */
  readonly after: string | null;
  readonly limit: number;
}

/** A moment among decisions: those of one instant follow each other by event number. */
export interface DecisionMoment {
  readonly at: number;
  readonly eventSeq: number;
  readonly ticker: string | null;
}

/** What became of a decision. */
export interface DecisionOutcome {
  readonly line: DecisionLine;
  readonly orders: readonly DecidedOrder[];
}

/** All reject when the database does not answer. */
export interface DecisionStore {
  findDecision(id: string): Promise<StoredDecision>;
  /** Newest first, at most `limit`. */
  listDecisions(page: DecisionPage): Promise<readonly DecisionLine[]>;
  /** Null when no decision is stored under this id. */
  decisionOutcome(id: string): Promise<DecisionOutcome | null>;
  nearDecisions(moment: DecisionMoment): Promise<{
    readonly previous: NearDecision | null;
    readonly next: NearDecision | null;
  }>;
  /** What is stored of one market's life; without a row of it everything is empty. */
  marketLife(ticker: string): Promise<LifeRecord>;
  /** Offers raised in a span, newest first, at most `limit`. */
  listOffers(span: {
    readonly from: number | null;
    readonly to: number | null;
    readonly limit: number;
  }): Promise<readonly OfferLine[]>;
}
