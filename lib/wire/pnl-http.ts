// JSON body of GET /api/pnl: what the ledger booked in a span of time. Money in 1e-6 $, counts 1e-2 contracts, Unix ms.
import type { OrderPurpose } from '../domain/order.ts';
import type { BookSide } from '../domain/side.ts';

/** By what a result is broken down. `entry` and `model` follow a position back to the order that opened it. */
export const PNL_GROUPINGS = ['market', 'series', 'hour', 'entry', 'booking', 'model'] as const;
export type PnlGrouping = (typeof PNL_GROUPINGS)[number];

/** Realised stands before fees; net = realised − fees. */
export interface PnlSum {
  readonly realisedMicro: number;
  readonly feesMicro: number;
  readonly netMicro: number;
}

export interface PnlGroup extends PnlSum {
  readonly key: string;
  /** Ledger transactions with a part in it; one that is shared out counts in each of its groups. */
  readonly bookings: number;
  /** Contracts that were not traded here are in it. */
  readonly isExternal: boolean;
}

/** Equity as booked: cash, and open contracts at what they cost. */
export interface EquityPoint {
  /** Unix second, unique and ascending. */
  readonly second: number;
  readonly equityMicro: number;
  /** Below the highest result of the span so far; 0 or negative. Deposits and withdrawals do not move it. */
  readonly drawdownMicro: number;
}

export interface Drawdown {
  /** How far below the highest result, ≥ 0. */
  readonly micro: number;
  /** Share of the equity there would be at that height, 0 … 1; null where that is not positive. */
  readonly share: number | null;
  /** Unix second of the height and of the depth. */
  readonly fromSecond: number;
  readonly atSecond: number;
}

export interface EquityCurve {
  readonly points: readonly EquityPoint[];
  /** Equity as booked at the end of the span. */
  readonly endMicro: number;
  readonly deepest: Drawdown;
  readonly current: Drawdown;
}

export interface PnlFill {
  readonly tradeId: string;
  readonly venueOrderId: string;
  readonly at: number;
  readonly ticker: string;
  readonly side: BookSide;
  /** 1e-4 $ of YES, as it was booked first. */
  readonly price: number;
  readonly count: number;
  /** Corrections of the venue included. */
  readonly feeMicro: number;
  /** The venue told its price or fee differently later. */
  readonly isCorrected: boolean;
  readonly isTaker: boolean;
  /** Null where its order is not recorded. */
  readonly purpose: OrderPurpose | null;
  readonly decisionId: string | null;
}

/** Contracts that came into the books without a trade made here. */
export interface ExternalPosition {
  readonly ticker: string;
  readonly at: number;
  /** Signed: + YES, − NO. */
  readonly contracts: number;
  readonly costMicro: number;
}

/** GET /api/pnl?from=&to= → the report. `from` left out = from the first booking on; `to` left out = now. */
export interface PnlReply {
  readonly ok: true;
  readonly from: number | null;
  readonly to: number;
  /**
   * Set where the span holds more bookings than are read: the report begins at `from` of this. `limit` = bookings that
   * are read at most.
   */
  readonly cut: { readonly from: number; readonly limit: number } | null;
  readonly total: PnlSum;
  readonly bookings: number;
  readonly groups: Readonly<Record<PnlGrouping, readonly PnlGroup[]>>;
  /** Null where nothing was booked in the span. */
  readonly equity: EquityCurve | null;
  /** Of all time, newest first. */
  readonly externals: readonly ExternalPosition[];
  /** Newest first, at most a page of them; `fillCount` = all of the span. */
  readonly fills: readonly PnlFill[];
  readonly fillCount: number;
}
