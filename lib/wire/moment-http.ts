// JSON bodies of /api/replay: what was known at one past moment, computed again from the journal. Shapes only.
import type { FeedRow } from './health-rows.ts';
import type { BookRow, LadderRow, SpotRow } from './market-rows.ts';
import type { DecisionRow, ForecastRow } from './signal-rows.ts';
import type { StatusRow } from './status-rows.ts';
import type { ApprovalRow, OrderRow, PositionRow } from './trade-rows.ts';

/** What a market was called, of those watched at the moment. */
export interface MomentMarket {
  readonly ticker: string;
  readonly title: string;
}

/**
 * same: the journal holds this decision, and the core computes the same hash from the same events · different: it
 * computes another one · not-recorded: the journal holds no decision to compare it with.
 */
export interface MomentProof {
  readonly outcome: 'same' | 'different' | 'not-recorded';
  readonly recordedHash: string | null;
  readonly computedHash: string | null;
  readonly eventSeq: number | null;
  /** Decisions of all markets since the start of the engine that were compared and are the same. */
  readonly identicalCount: number;
  /** In words, for a person. */
  readonly text: string;
}

/** One number that the forecast's members read; null where it was missing. */
export interface MomentFeature {
  readonly name: string;
  readonly value: number | null;
}

/** Everything about one market as it was after the last event at or before the moment. */
export interface MomentFrame {
  readonly ticker: string;
  /** Unix ms asked for, and of the last event known then. */
  readonly at: number;
  readonly eventAt: number;
  readonly eventSeq: number;
  /** The start of the engine it belongs to. */
  readonly boot: {
    readonly id: string;
    readonly build: string;
    readonly mode: string;
    readonly startedAt: number;
  };
  /** Nothing follows in this start: the engine had stopped, or the journal was read to its newest word. */
  readonly isLastWord: boolean;
  readonly markets: readonly MomentMarket[];
  readonly status: StatusRow;
  readonly feeds: readonly FeedRow[];
  readonly spot: SpotRow | null;
  readonly ladder: LadderRow | null;
  readonly book: BookRow | null;
  readonly forecast: readonly ForecastRow[];
  /** Of the 15-minute horizon; empty before there was a row. */
  readonly features: readonly MomentFeature[];
  readonly decision: DecisionRow | null;
  readonly position: PositionRow | null;
  readonly orders: readonly OrderRow[];
  readonly offers: readonly ApprovalRow[];
  readonly proof: MomentProof;
}

/** A moment asked for; `event` null = the last event at or before `at`. */
export interface MomentWish {
  readonly at: number;
  readonly event: number | null;
  readonly ticker: string;
}

/** What the replay says about a wish. */
export type MomentAnswer =
  | { readonly state: 'working'; readonly text: string; readonly reachedAt: number | null }
  | { readonly state: 'ready'; readonly frame: MomentFrame }
  | { readonly state: 'not-recorded'; readonly text: string }
  | { readonly state: 'failed'; readonly text: string };

/** GET /api/replay?at=&event=&ticker= → the moment, or how far the replay has come; asked again while it works. */
export interface MomentReply {
  readonly ok: true;
  readonly moment: MomentAnswer;
}
