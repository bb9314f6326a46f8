// Orders: the wish (intent), the permitted order (approved), and the venue's life of it (order).
import { type CentiContracts, NO_CONTRACTS } from './count.ts';
import type {
  ApprovalId,
  ClientOrderId,
  DecisionId,
  MarketTicker,
  OrderGroupId,
  Sha256,
  VenueOrderId,
} from './ids.ts';
import type { WallMs } from './instant.ts';
import { type MicroDollars, NO_MONEY } from './money.ts';
import type { CentiCents } from './price.ts';
import type { BookSide } from './side.ts';

export type TimeInForce = 'immediate_or_cancel' | 'good_till_canceled';

/** enter raises risk; exit only lowers it and is never queued or blocked. */
export type OrderPurpose = 'enter' | 'exit';

/** What the gate wants to send. Price is on the YES scale. Nobody outside 4-gate turns it into an order. */
export interface OrderIntent {
  readonly decisionId: DecisionId;
  readonly ticker: MarketTicker;
  readonly purpose: OrderPurpose;
  readonly side: BookSide;
  readonly price: CentiCents;
  readonly count: CentiContracts;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  /** Only with immediate_or_cancel: caps the count at the position held. */
  readonly reduceOnly: boolean;
  /** Venue-side expiry, ≤ 120 s ahead; null only for immediate_or_cancel. */
  readonly expiresAt: WallMs | null;
  readonly shard: number;
}

/** Everything the venue is told, fixed before the first byte leaves; `payloadHash` covers all other fields. */
export interface OrderRequest extends OrderIntent {
  readonly clientOrderId: ClientOrderId;
  readonly orderGroupId: OrderGroupId;
  readonly approvalId: ApprovalId | null;
  readonly selfTradePrevention: 'taker_at_cross';
  readonly cancelOnPause: true;
  readonly payloadHash: Sha256;
}

declare const approvedMark: unique symbol;

/**
 * A request that passed the gate. The mark's symbol is not exported and the only cast stands in
 * server/core/4-gate/verdict-to-order.ts, which also remembers the object: a spread copy is refused at the door.
 */
export type ApprovedOrder = OrderRequest & { readonly [approvedMark]: true };

/**
 * The closed set of order states; the transitions are one table in server/core/5-execution/order-states.ts.
 * `unknown` = the outcome is not known: counted at its worst case, never assumed rejected.
 */
export const ORDER_STATES = [
  'intended',
  'sent',
  'unknown',
  'resting',
  'partially-filled',
  'pending-cancel',
  'pending-amend',
  'cancelled',
  'filled',
  'expired',
  'rejected',
  'denied',
  'settled',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** A later expiry that the venue was asked for. What may rest is counted until it, granted or not: the worst case. */
export interface Renewal {
  readonly askedAt: WallMs;
  readonly expiresAt: WallMs;
  /** The expiry last known to hold: the earlier one until there is proof of this one. */
  readonly sureUntil: WallMs;
}

/** One of our orders with everything known about it. Fills are the truth; the average is derived. */
export interface Order {
  readonly request: OrderRequest;
  readonly state: OrderState;
  readonly venueOrderId: VenueOrderId | null;
  /** Contracts of its fills that are booked. */
  readonly filled: CentiContracts;
  /** Highest filled count the venue ever claimed; what exceeds `filled` is filled there and not booked yet. */
  readonly claimed: CentiContracts;
  /** Contracts taken off the order by decreases that a row of the venue has shown. */
  readonly cut: CentiContracts;
  /** What may still fill: what is neither booked, claimed nor cut, while it lives. */
  readonly remaining: CentiContracts;
  /** Σ price × count of fills on the YES scale, 1e-6 $. */
  readonly filledNotional: MicroDollars;
  readonly fees: MicroDollars;
  /** The last one asked for; null = it ends as it was sent. */
  readonly renewal: Renewal | null;
  readonly createdAt: WallMs;
  readonly updatedAt: WallMs;
  /** Last reason in plain words: the venue's code, or what is being waited for. */
  readonly note: string;
}

/** An order nothing has been heard of: committed at most. Its outcome decides everything else. */
export function intendedOrder(request: OrderRequest, at: WallMs): Order {
  return {
    request,
    state: 'intended',
    venueOrderId: null,
    filled: NO_CONTRACTS,
    claimed: NO_CONTRACTS,
    cut: NO_CONTRACTS,
    remaining: request.count,
    filledNotional: NO_MONEY,
    fees: NO_MONEY,
    renewal: null,
    createdAt: at,
    updatedAt: at,
    note: 'waiting for the disk',
  };
}

/** When the venue ends the order by itself, by all that is proved. Null = at once. */
export function provenExpiry({ request, renewal }: Order): WallMs | null {
  return renewal?.sureUntil ?? request.expiresAt;
}

/** Longest rest of an order from its making or its last renewal on (I34). */
export const MAX_REST_MS = 120_000;

/** Latest instant at which the venue ends the order by itself: no renewal is taken for refused. Null = at once. */
export function lastExpiry({ request, renewal }: Order): WallMs | null {
  return renewal?.expiresAt ?? request.expiresAt;
}

/** True for states in which the venue may still hold or fill the order. */
export function mayStillFill(state: OrderState): boolean {
  return (
    state === 'intended' ||
    state === 'sent' ||
    state === 'unknown' ||
    state === 'resting' ||
    state === 'partially-filled' ||
    state === 'pending-cancel' ||
    state === 'pending-amend'
  );
}
