// What a venue says about our own orders, money and positions: replies, private streams and reconciliation reads.
import type { CentiContracts, SignedCentiContracts } from './count.ts';
import type { ClientOrderId, MarketTicker, OrderGroupId, TradeId, VenueOrderId } from './ids.ts';
import type { WallMs } from './instant.ts';
import type { MicroDollars } from './money.ts';
import type { CentiCents } from './price.ts';
import type { BookSide } from './side.ts';

/** 201: accepted, which is not resting and not filled. */
export interface OrderAcceptedReport {
  readonly kind: 'order-accepted';
  readonly clientOrderId: ClientOrderId;
  readonly venueOrderId: VenueOrderId;
  readonly filled: CentiContracts;
  readonly remaining: CentiContracts;
  readonly venueAt: WallMs;
}

/** A definite refusal (400, 401, 403, 404, 409-adopted-elsewhere, 410, 429): nothing of ours is on the venue. */
export interface OrderRejectedReport {
  readonly kind: 'order-rejected';
  readonly clientOrderId: ClientOrderId;
  readonly httpStatus: number;
  readonly code: string;
  readonly details: string;
}

/** The outcome of a create is not known: timeout, 408, 5xx, dropped connection, unparsable body, or 409 duplicate. */
export interface OrderUnknownReport {
  readonly kind: 'order-unknown';
  readonly clientOrderId: ClientOrderId;
  readonly cause: string;
}

/** The order's state as the venue tells it, from `user_order` or a REST row. */
export interface OrderStatusReport {
  readonly kind: 'order-status';
  readonly venueOrderId: VenueOrderId;
  readonly clientOrderId: ClientOrderId | null;
  readonly ticker: MarketTicker;
  readonly status: 'resting' | 'canceled' | 'executed' | 'unknown';
  readonly side: BookSide;
  readonly price: CentiCents;
  readonly initial: CentiContracts;
  readonly filled: CentiContracts;
  readonly remaining: CentiContracts;
  readonly reason: string | null;
  readonly orderGroupId: OrderGroupId | null;
  /** Where it rests; absent where the row names none. */
  readonly shard?: number;
  readonly venueAt: WallMs | null;
  readonly source: 'stream' | 'read';
}

/** One execution. Deduplicated by trade id + venue order id; the fee is the venue's own figure. */
export interface FillReport {
  readonly kind: 'fill';
  readonly tradeId: TradeId;
  readonly venueOrderId: VenueOrderId;
  readonly clientOrderId: ClientOrderId | null;
  readonly ticker: MarketTicker;
  readonly side: BookSide;
  readonly price: CentiCents;
  readonly count: CentiContracts;
  readonly isTaker: boolean;
  readonly fee: MicroDollars;
  readonly venueAt: WallMs;
  readonly source: 'stream' | 'read';
}

/** 200 on cancel; `reducedBy` 0 means that it had already filled. */
export interface CancelAcceptedReport {
  readonly kind: 'cancel-accepted';
  readonly venueOrderId: VenueOrderId;
  readonly reducedBy: CentiContracts;
}

/** Any other answer to a cancel, 404 included: four causes share one body, so it is never "gone". */
export interface CancelUnknownReport {
  readonly kind: 'cancel-unknown';
  readonly venueOrderId: VenueOrderId;
  readonly cause: string;
}

/**
 * The answer to a decrease. `done` = the venue took it; how much is left, a status row tells. Anything else, 404
 * included, is not known: the order counts at its old size until a row shows another.
 */
export interface DecreaseReport {
  readonly kind: 'decrease';
  readonly venueOrderId: VenueOrderId;
  readonly done: boolean;
  readonly cause: string;
}

/**
 * The answer to a renewal. `not-sent` = our own door held it back; `unknown` = anything but a yes of the venue, 404
 * included. The later expiry is the worst case whatever the answer; only `done` makes it the one believed in.
 */
export interface RenewalReport {
  readonly kind: 'renewal';
  readonly venueOrderId: VenueOrderId;
  /** The expiry that was asked for. */
  readonly expiresAt: WallMs;
  readonly outcome: 'done' | 'not-sent' | 'unknown';
  readonly cause: string;
}

/** The venue's own position row; compared with the ledger, never copied into it. */
export interface PositionReport {
  readonly kind: 'position';
  readonly ticker: MarketTicker;
  readonly position: SignedCentiContracts;
  /** What the open contracts cost, where the venue says so. */
  readonly cost?: MicroDollars;
  readonly source: 'stream' | 'read';
}

/** Spendable cash on one shard. */
export interface BalanceReport {
  readonly kind: 'balance';
  readonly shard: number;
  readonly cash: MicroDollars;
  readonly at: WallMs;
}

/** Money that came or went outside trading: a deposit, a withdrawal, a transfer between shards. */
export interface MoneyMove {
  /** The venue's own id, prefixed with its listing: booked once. */
  readonly id: string;
  /** Positive = came in. */
  readonly amount: MicroDollars;
  readonly at: WallMs;
}

/** Money paid out at settlement, from /portfolio/settlements. */
export interface SettlementReport {
  readonly kind: 'settlement';
  readonly ticker: MarketTicker;
  readonly result: 'yes' | 'no' | 'scalar' | 'void';
  readonly yesPayout: CentiCents;
  readonly revenue: MicroDollars;
  readonly fee: MicroDollars;
  readonly settledAt: WallMs;
}

/** The exchange-side breaker. `triggered` that we did not ask for is an exchange-side kill. */
export interface OrderGroupReport {
  readonly kind: 'order-group';
  readonly orderGroupId: OrderGroupId;
  readonly shard: number;
  readonly event:
    | 'created'
    | 'triggered'
    | 'reset'
    | 'deleted'
    | 'limit-updated'
    /** Ours: the self-test at arming was passed; it failed; a group of its own for the exits of a flatten stands. */
    | 'proven'
    | 'unproven'
    | 'created-for-exits';
  /** Why a self-test failed. */
  readonly detail?: string;
  /** The exchange's own time of a frame of the stream; absent in what we tell ourselves. */
  readonly venueAt?: WallMs;
}

/** One complete reading of the account. `complete: false` (a page failed) proves no absence. */
export interface AccountReport {
  readonly kind: 'account';
  readonly complete: boolean;
  readonly requestedAt: WallMs;
  /** /exchange/user_data_timestamp: how fresh the read side is. */
  readonly asOf: WallMs | null;
  readonly resting: readonly OrderStatusReport[];
  readonly positions: readonly PositionReport[];
  readonly fills: readonly FillReport[];
  readonly settlements: readonly SettlementReport[];
  readonly balance: BalanceReport | null;
  /** Finished moves of money, as far as the venue lists them; they explain a difference of cash, they prove none. */
  readonly moves?: readonly MoneyMove[];
}

/** A step of the kill sequence as carried out outside the core. */
export interface KillStepReport {
  readonly kind: 'kill-step';
  readonly step:
    | 'gate-closed'
    | 'group-triggered'
    /** A group is not triggered yet: it is tried again; the detail says whether the confirmation waits for it. */
    | 'group-open'
    | 'cancel-all'
    | 'first-read'
    | 'second-read'
    | 'single-cancels'
    | 'confirmed'
    /** A last look two seconds after the confirmation saw nothing either. */
    | 'verified'
    /** The door lets the exits of a killed account out; it is shut again. */
    | 'exits-open'
    | 'exits-shut'
    | 'failed';
  readonly detail: string;
  /** Resting orders seen by a read; null where the step reads nothing. */
  readonly resting: number | null;
}

/** 401, on whatever request, and still after the key file was read again: nothing of ours is taken, no cancel either. */
export interface AccessRefusedReport {
  readonly kind: 'access-refused';
  /** `clock`: the time of the signature was refused, not the key (kalshi-api §1.5). */
  readonly because: 'key' | 'clock';
  readonly detail: string;
}

export type Report =
  | OrderAcceptedReport
  | OrderRejectedReport
  | OrderUnknownReport
  | OrderStatusReport
  | FillReport
  | CancelAcceptedReport
  | CancelUnknownReport
  | DecreaseReport
  | RenewalReport
  | PositionReport
  | BalanceReport
  | SettlementReport
  | OrderGroupReport
  | AccountReport
  | KillStepReport
  | AccessRefusedReport;
