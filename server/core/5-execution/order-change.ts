// What one venue report changed. In: collected while a report is read. Out: to the spine, which stores, books and warns.
import type { ClientOrderId, MarketTicker, VenueOrderId } from '#lib/domain/ids.ts';
import type { Order } from '#lib/domain/order.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { Severity } from '#lib/domain/severity.ts';

export interface OrderAlarm {
  readonly severity: Severity;
  readonly code: string;
  readonly text: string;
}

/** An order at the venue that has no business there. */
export interface CancelWanted {
  readonly venueOrderId: VenueOrderId;
  readonly ticker: MarketTicker;
  readonly shard: number;
}

/** One execution as it was first told, which is how it is booked, and as it is told now. */
export interface RetoldFill {
  readonly booked: FillReport;
  readonly told: FillReport;
}

export interface OrderChange {
  /** Newest value of every order that changed, each once. */
  readonly changed: readonly Order[];
  /** Executions never seen before: every one is booked, whoever's order it was. */
  readonly newFills: readonly FillReport[];
  /** Those of `newFills` that no known order explains (F59). */
  readonly externals: readonly FillReport[];
  /** Executions seen before, as they are told now: at the same price and fee (F53), or at others (F60). */
  readonly retold: readonly RetoldFill[];
  readonly alarms: readonly OrderAlarm[];
  readonly cancels: readonly CancelWanted[];
}

/** The same while it is being collected. */
export interface ChangeDraft {
  readonly changed: Map<ClientOrderId, Order>;
  readonly newFills: FillReport[];
  readonly externals: FillReport[];
  readonly retold: RetoldFill[];
  readonly alarms: OrderAlarm[];
  readonly cancels: CancelWanted[];
}

/** Nothing changed yet. */
export function draftChange(): ChangeDraft {
  return {
    changed: new Map(),
    newFills: [],
    externals: [],
    retold: [],
    alarms: [],
    cancels: [],
  };
}

/** The finished record. */
export function finishChange(draft: ChangeDraft): OrderChange {
  return { ...draft, changed: [...draft.changed.values()] };
}
