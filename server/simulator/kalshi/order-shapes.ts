// Orders of the simulated Kalshi: the request, the answers, the order as it stood. Types only; units as in exchange-api.ts.
import type { BookSide } from './market-shapes.ts';

export type TimeInForce = 'good_till_canceled' | 'immediate_or_cancel' | 'fill_or_kill';

export type SelfTradePrevention = 'taker_at_cross' | 'maker';

/** One order as an internal account or the REST layer states it. */
export interface OrderRequest {
  readonly ticker: string;
  readonly side: BookSide;
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
  readonly timeInForce: TimeInForce;
  /** Default `taker_at_cross`. */
  readonly selfTradePrevention?: SelfTradePrevention;
  /** Unique for ever per account; absent: one is made. */
  readonly clientOrderId?: string;
  /** GTC only; whole seconds on the wire. */
  readonly expiresAtMs?: number;
  readonly postOnly?: boolean;
  readonly reduceOnly?: boolean;
  readonly cancelOnPause?: boolean;
  readonly orderGroupId?: string;
  /** Explicit shard; absent or −1: routed by ticker. */
  readonly exchangeIndex?: number;
}

/** Why the engine refused, in the venue's REST spelling (kalshi-api §1.5). */
export interface VenueReject {
  readonly ok: false;
  readonly httpStatus: number;
  readonly code: string;
  readonly details?: string;
}

/** Engine answer to a create. `remaining` 0 is not proof of a fill: compare `fill` with the request. */
export interface PlaceAccepted {
  readonly ok: true;
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly fillCentiContracts: number;
  readonly remainingCentiContracts: number;
  /** Micro-dollars paid per the fills at YES price (price × count summed). */
  readonly fillCostMicro: number;
  readonly feeMicro: number;
  readonly tsMs: number;
}
export type PlaceOutcome = PlaceAccepted | VenueReject;

export interface CancelAccepted {
  readonly ok: true;
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly reducedCentiContracts: number;
  readonly tsMs: number;
}
export type CancelOutcome = CancelAccepted | VenueReject;

/** An order as it stood at one step. */
export interface OrderView {
  readonly orderId: string;
  readonly accountId: string;
  readonly clientOrderId: string;
  readonly ticker: string;
  readonly exchangeIndex: number;
  readonly side: BookSide;
  readonly priceCentiCents: number;
  /** The venue has no other statuses; a partly filled, then cancelled order is `canceled`. */
  readonly status: 'resting' | 'canceled' | 'executed';
  readonly initialCentiContracts: number;
  readonly filledCentiContracts: number;
  readonly remainingCentiContracts: number;
  readonly takerCostMicro: number;
  readonly makerCostMicro: number;
  readonly takerFeesMicro: number;
  readonly makerFeesMicro: number;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly cancelOnPause: boolean;
  readonly orderGroupId: string | undefined;
  readonly expiresAtMs: number | undefined;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}
