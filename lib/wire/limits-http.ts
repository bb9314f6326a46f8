// JSON of /api/limits: the history of versions, and what an edit would have done to the last 24 hours.
import type { LimitDifference, PlainLimit } from '../domain/limit-change.ts';
import type { VersionSource } from '../domain/limit-version.ts';

/** An edit that is being stored and not in force yet. */
export interface PendingLimitsRow {
  readonly version: number;
  readonly by: string;
  /** Unix ms. */
  readonly at: number;
}

/** One version as it came into force; values in the unit each limit is kept in. */
export interface LimitVersionRow {
  readonly version: number;
  readonly source: VersionSource;
  /** Unix ms. */
  readonly at: number;
  readonly by: string;
  /** Empty where none was asked for. */
  readonly reason: string;
  readonly changed: readonly LimitDifference[];
  /** True when the calendar of events differs, too. */
  readonly isCalendarChanged: boolean;
  /** Why its values cannot be read, with the name of the limit; null when they are above. */
  readonly problem: string | null;
}

/** GET /api/limits/versions → stored versions, newest first. */
export interface LimitVersionsReply {
  readonly ok: true;
  readonly versions: readonly LimitVersionRow[];
}

/** POST /api/limits/preview: the edit as it would be sent. */
export interface LimitPreviewCall {
  readonly baseVersion: number;
  readonly changes: { readonly [Id in PlainLimit]?: number | boolean };
}

export interface LimitPreviewReply {
  readonly ok: true;
  readonly preview: LimitPreview;
}

/** What was recorded, judged again under the edit. Money is 1e-6 $, instants Unix ms. */
export interface LimitPreview {
  readonly from: number;
  readonly to: number;
  /** Entry orders of the span, and those of them whose decision could be read. */
  readonly entries: number;
  readonly judged: number;
  readonly blocked: BlockedEntries;
  /** Entries that would have been for fewer contracts. */
  readonly smaller: number;
  /** Entries that went out unasked and would have waited for a person. */
  readonly asked: number;
  readonly loosened: readonly LoosenedCheck[];
  /** Refusals of the span that were looked at, and since when where older ones were left out. */
  readonly refusals: number;
  readonly refusalsFrom: number | null;
  /** Limits of the edit that the records say nothing about. */
  readonly unknown: readonly PlainLimit[];
  /** Of the edit: names whose change raises risk. */
  readonly raised: readonly PlainLimit[];
}

export interface BlockedEntries {
  readonly count: number;
  /** Of them: nothing was filled. */
  readonly unfilled: number;
  /** Of them: filled in a market whose result is known, and what those made if held to settlement, after fees. */
  readonly settled: number;
  readonly resultMicro: number;
  /** Of them: filled, result not known yet. */
  readonly open: number;
}

/** One looser limit: refusals that it would have let past its check. */
export interface LoosenedCheck {
  readonly id: PlainLimit;
  readonly past: number;
  /** Of them: nothing else stood in the way. */
  readonly alone: number;
}
