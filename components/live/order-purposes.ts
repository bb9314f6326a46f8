// Whether a fill entered or left a position. In: the orders we know. Out: purpose by client order id.
import type { OrderPurpose } from '#lib/domain/order.ts';
import type { FillRow, OrderRow } from '#lib/wire/trade-rows.ts';
import type { WarmRows } from './use-topic.ts';

/** Purposes by client order id; empty while the orders are not there. */
export function purposesOf(orders: WarmRows<'orders'>): ReadonlyMap<string, OrderPurpose> {
  const rows: readonly OrderRow[] = orders.kind === 'ready' ? orders.rows : [];
  return new Map(rows.map((order) => [order.clientOrderId, order.purpose]));
}

/** A fill whose order is not known reads as an entry: it names the outcome it gained from. */
export function purposeOf(
  fill: FillRow,
  purposes: ReadonlyMap<string, OrderPurpose>,
): OrderPurpose {
  return purposes.get(fill.clientOrderId ?? '') ?? 'enter';
}
