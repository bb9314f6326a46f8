// Port: order entry and account reads. Every method answers with a report; none throws for a venue's answer.
import type { CentiContracts } from '#lib/domain/count.ts';
import type { ClientOrderId, MarketTicker, OrderGroupId, VenueOrderId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { WriteUse } from '#lib/domain/limit-use.ts';
import type { ApprovedOrder, OrderRequest } from '#lib/domain/order.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type {
  AccessRefusedReport,
  AccountReport,
  CancelAcceptedReport,
  CancelUnknownReport,
  DecreaseReport,
  OrderAcceptedReport,
  OrderRejectedReport,
  OrderStatusReport,
  OrderUnknownReport,
  RenewalReport,
} from '#lib/domain/report.ts';
import type { Result } from '#lib/result.ts';

export interface CancelTarget {
  readonly venueOrderId: VenueOrderId;
  readonly ticker: MarketTicker;
  readonly shard: number;
}

/** A resting order as it was sent, and the later expiry it is to get: nothing else of it may change. */
export interface RenewalTarget {
  readonly venueOrderId: VenueOrderId;
  readonly request: OrderRequest;
  readonly expiresAt: WallMs;
}

/** One contract at `price`, post-only, for a few seconds: harmless even where it is not refused. */
export interface GroupProbe {
  readonly shard: number;
  readonly group: OrderGroupId;
  readonly ticker: MarketTicker;
  readonly price: CentiCents;
  readonly clientOrderId: ClientOrderId;
}

/** Requests of one kind: each costs tokens, which come back with time. */
export interface RateBucket {
  readonly name: string;
  readonly tokens: number;
  readonly capacity: number;
  readonly refillPerSecond: number;
}

export interface VenueOrders {
  /** Tells from here on when the venue refuses our key or clock: one word for each spell of refusals (F36, F37). */
  onRefused?(listener: (report: AccessRefusedReport) => void): void;
  /** What may still be sent, as we count it ourselves; absent from venues without such limits. */
  rateBuckets?(): readonly RateBucket[];
  /** How much of what the venue lets us write was spent at once lately; absent where nothing limits us. */
  writeUse?(): WriteUse;
  /** One POST, sent at most once. Anything but a definite answer is `order-unknown`. */
  create(
    order: ApprovedOrder,
  ): Promise<OrderAcceptedReport | OrderRejectedReport | OrderUnknownReport>;
  cancel(target: CancelTarget): Promise<CancelAcceptedReport | CancelUnknownReport>;
  /** Several cancels in one request; one answer each, in order. */
  cancelMany(
    targets: readonly CancelTarget[],
  ): Promise<readonly (CancelAcceptedReport | CancelUnknownReport)[]>;
  /** Leaves only `to` contracts of a resting order open; it keeps its place in the queue. */
  decrease(target: CancelTarget, to: CentiContracts): Promise<DecreaseReport>;
  /** Gives a resting order a later expiry; it keeps its price, its size and its place in the queue. */
  renew(target: RenewalTarget): Promise<RenewalReport>;
  /** Cancels every resting order on every shard (a part of every kill). */
  cancelAll(): Promise<Result<null>>;
  createGroup(shard: number, contractsLimit: CentiContracts): Promise<Result<OrderGroupId>>;
  /** The most contracts that may fill within 15 s; triggers at once when more have by now (kalshi-api §4.4). */
  limitGroup(
    shard: number,
    group: OrderGroupId,
    contractsLimit: CentiContracts,
  ): Promise<Result<null>>;
  triggerGroup(shard: number, group: OrderGroupId): Promise<Result<null>>;
  resetGroup(shard: number, group: OrderGroupId): Promise<Result<null>>;
  /**
   * `stands` on that shard under that id, or `gone` by the venue's definite word (404); an error when it stands elsewhere
   * or cannot be read.
   */
  readGroup(shard: number, group: OrderGroupId): Promise<Result<'stands' | 'gone'>>;
  /**
   * Tries to place the smallest order there is in a triggered group, to see it refused. Success only on a definite
   * refusal that names the group; an order that got through is cancelled and told as an error (F116).
   */
  proveRefusal(probe: GroupProbe): Promise<Result<null>>;
  /**
   * Whether the group refuses orders now. Asked with a post-only order that would cross: it can neither rest nor fill,
   * so the refusal's reason is the answer.
   */
  isTriggered(probe: GroupProbe): Promise<Result<boolean>>;
  /** How fresh the account reads are, by the venue's clock: what was accepted before shows in a reading made now. */
  watermark(): Promise<Result<WallMs>>;
  /** One order of the account in any state, by the venue's id; an error also where reads have not caught up with it. */
  readOrder(venueOrderId: VenueOrderId): Promise<Result<OrderStatusReport>>;
  /** Every resting order of the account, all pages. */
  restingOrders(): Promise<Result<readonly OrderStatusReport[]>>;
  /** One complete account reading (orders, fills since, positions, balance, settlements, watermark). */
  account(sinceSeconds: number, shard: number): Promise<AccountReport>;
}
