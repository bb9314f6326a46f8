// Port: reading stored versions of the limits, and what was recorded under them.
import type { WallMs } from '#lib/domain/instant.ts';
import type { LimitVersion } from '#lib/domain/limit-version.ts';
import type { Limits } from '#lib/domain/limits.ts';

/** A check as it was recorded with its decision, in its unit. */
export interface RecordedCheck {
  readonly id: string;
  readonly value: number | null;
  readonly threshold: number | null;
}

/** A fill of an entry. Price 1e-4 $, count 1e-2 contracts, fee 1e-6 $. */
export interface RecordedFill {
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly count: number;
  readonly fee: number;
}

/** An entry order of the span. */
export interface RecordedEntry {
  readonly clientOrderId: string;
  /** The market's result; null while it is not known. */
  readonly isYes: boolean | null;
  readonly side: 'bid' | 'ask';
  readonly price: number;
  readonly count: number;
  /** True when a person was asked. */
  readonly wasAsked: boolean;
  /** Null when the decision cannot be read. */
  readonly checks: readonly RecordedCheck[] | null;
  readonly fills: readonly RecordedFill[];
}

/** A stretch in which a market was refused: the checks that did not pass. */
export interface RecordedRefusal {
  readonly failed: readonly RecordedCheck[];
}

export interface RecordedSpan {
  readonly entries: readonly RecordedEntry[];
  readonly refusals: readonly RecordedRefusal[];
  /** Unix ms since when all refusals are there; null = the whole span. */
  readonly refusalsFrom: number | null;
}

/** The edit of the desk with the highest version, as far as it can be read. */
export type NewestEdit =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly at: WallMs; readonly limits: Limits }
  /** `problem` begins with the name of the limit that cannot be read, where it is one. */
  | { readonly kind: 'unreadable'; readonly version: number; readonly problem: string };

/** A version as it is stored: one whose values cannot be read hides none of the others. */
export interface StoredVersion extends Omit<LimitVersion, 'before' | 'limits'> {
  readonly version: number;
  readonly values:
    | ({ readonly kind: 'read' } & Pick<LimitVersion, 'before' | 'limits'>)
    | { readonly kind: 'unreadable'; readonly problem: string };
}

export interface LimitStore {
  /** Newest first, at most `limit`. Rejects when the database does not answer, as the others do. */
  listLimitVersions(limit: number): Promise<readonly StoredVersion[]>;
  /** What of it is in force is read, not what it replaced. Rejects only when the database does not answer. */
  newestLimitEdit(): Promise<NewestEdit>;
  /** Entries and refusals of a span, Unix ms; refusals only where `withRefusals`. */
  readSpan(span: {
    readonly from: number;
    readonly to: number;
    readonly withRefusals: boolean;
  }): Promise<RecordedSpan>;
}
