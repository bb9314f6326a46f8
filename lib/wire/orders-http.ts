// JSON bodies of /api/orders and /api/fills. Shapes only; counts 1e-2 contracts, prices 1e-4 $, money 1e-6 $, instants Unix ms.
import type { ApprovalState } from '../domain/approval.ts';
import type { OrderPurpose, OrderState } from '../domain/order.ts';
import type { FillRow, OrderRow } from './trade-rows.ts';

/** GET /api/orders?after=&ticker=&phase=&purpose= → stored orders, newest first, one page after the cursor of the page before. */
export interface OrderListReply {
  readonly ok: true;
  readonly rows: readonly OrderRow[];
  /** Orders of this page that another build stored in a form that this one cannot read. */
  readonly unreadable: number;
  /** `after` of the next page; null when this is the last one. */
  readonly next: string | null;
}

/** One state of an order, as it was committed. */
export interface OrderEventRow {
  readonly seq: number;
  /** When the engine saw it, and when the database had it. */
  readonly at: number;
  readonly committedAt: number;
  readonly state: OrderState;
  readonly filled: number;
  readonly remaining: number;
  readonly feesMicro: number;
  readonly note: string;
}

/** What was committed before the first byte left. */
export interface OrderIntentRow {
  readonly committedAt: number;
  readonly payloadHash: string;
  readonly timeInForce: string;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  readonly expiresAt: number | null;
  readonly shard: number;
  readonly orderGroupId: string;
}

/** The newest version of the approval that an order was sent under. */
export interface OrderApprovalRow {
  readonly id: string;
  readonly state: ApprovalState;
  readonly version: number;
  readonly limitPrice: number;
  readonly raisedAt: number;
  readonly answeredBy: string | null;
  readonly answeredAt: number | null;
  readonly reason: string | null;
}

export interface StoredFillRow extends FillRow {
  readonly seq: number;
  readonly venueOrderId: string;
  /** Null where no order of ours is known to the fill. */
  readonly purpose: OrderPurpose | null;
  readonly source: 'stream' | 'read';
}

/** The whole life of one order. */
export interface OrderLife {
  readonly order: OrderRow;
  /** Null where the order was not ours to intend: it was found at the venue. */
  readonly intent: OrderIntentRow | null;
  /** Oldest first; empty while nothing but the intent is stored. */
  readonly events: readonly OrderEventRow[];
  /** Oldest first. */
  readonly fills: readonly StoredFillRow[];
  readonly approval: OrderApprovalRow | null;
  /** False where its decision is not stored: the link would lead nowhere. */
  readonly hasDecision: boolean;
}

/** GET /api/orders/:clientOrderId → one order's life; a PlainReply says why there is none. */
export interface OrderReply {
  readonly ok: true;
  readonly life: OrderLife;
}

/** GET /api/fills?after=&ticker=&purpose= → stored fills, newest first, paged like orders. */
export interface FillListReply {
  readonly ok: true;
  readonly rows: readonly StoredFillRow[];
  readonly next: string | null;
}
