// Port: order entry and account reads. Every method answers with a report; none throws for a venue's answer.
import type { CentiContracts } from '#lib/domain/count.ts';
import type { MarketTicker, OrderGroupId, VenueOrderId } from '#lib/domain/ids.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import type {
  AccountReport,
  CancelAcceptedReport,
  CancelUnknownReport,
  DecreaseReport,
  OrderAcceptedReport,
  OrderRejectedReport,
  OrderStatusReport,
  OrderUnknownReport,
} from '#lib/domain/report.ts';
import type { Result } from '#lib/result.ts';

export interface CancelTarget {
  readonly venueOrderId: VenueOrderId;
  readonly ticker: MarketTicker;
  readonly shard: number;
}

export interface VenueOrders {
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
  /** Cancels every resting order on every shard (a part of every kill). */
  cancelAll(): Promise<Result<null>>;
  createGroup(shard: number, contractsLimit: CentiContracts): Promise<Result<OrderGroupId>>;
  triggerGroup(shard: number, group: OrderGroupId): Promise<Result<null>>;
  resetGroup(shard: number, group: OrderGroupId): Promise<Result<null>>;
  /** Every resting order of the account, all pages. */
  restingOrders(): Promise<Result<readonly OrderStatusReport[]>>;
  /** One complete account reading (orders, fills since, positions, balance, settlements, watermark). */
  account(sinceSeconds: number, shard: number): Promise<AccountReport>;
}
