// An order of the simulated exchange as the venue would report it. In: order view. Out: OrderStatusReport.
import { count } from '#lib/domain/count.ts';
import { clientOrderId, marketTicker, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { price } from '#lib/domain/price.ts';
import type { OrderStatusReport } from '#lib/domain/report.ts';
import type { OrderUpdateReason } from '#server/simulator/kalshi/exchange-event.ts';
import type { OrderView } from '#server/simulator/kalshi/order-shapes.ts';

/** The order as it stood at this step. */
export function orderStatus(
  order: OrderView,
  reason: OrderUpdateReason | undefined,
  source: OrderStatusReport['source'],
): OrderStatusReport {
  return {
    kind: 'order-status',
    venueOrderId: venueOrderId(order.orderId),
    clientOrderId: clientOrderId(order.clientOrderId),
    ticker: marketTicker(order.ticker),
    status: order.status,
    side: order.side,
    price: price(order.priceCentiCents),
    initial: count(order.initialCentiContracts),
    filled: count(order.filledCentiContracts),
    remaining: count(order.remainingCentiContracts),
    reason: reason ?? null,
    orderGroupId: null,
    venueAt: wallMs(order.updatedAtMs),
    source,
  };
}
