// Port: reading stored decisions. Every change of a verdict is stored; the repeats of each second are in the journal only.
import type { Decision } from '#lib/domain/verdict.ts';
import type { DecisionHeading } from '#lib/wire/http.ts';

/** unreadable: stored by another build, in a shape this one does not know. */
export type StoredDecision =
  | { readonly kind: 'found'; readonly decision: Decision }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface DecisionPage {
  /** The last decision of the page before; null = from the newest on. */
  readonly after: string | null;
  /** One market alone; null = all. */
  readonly ticker: string | null;
  readonly limit: number;
}

export interface DecisionStore {
  /** Rejects when the database does not answer. */
  findDecision(id: string): Promise<StoredDecision>;
  /** Newest first, at most `limit`. Rejects like the other. */
  listDecisions(page: DecisionPage): Promise<readonly DecisionHeading[]>;
}
