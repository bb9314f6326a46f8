// /api/orders and /api/fills as functions. In: filters and a cursor. Out: JSON replies, or the gateway's word on why there is none.
import type { FillListReply, OrderListReply, OrderReply } from '#lib/wire/orders-http.ts';
import { type Answer, getApi } from './api-client.ts';

/** GET /api/orders/:clientOrderId. */
export function fetchOrder(clientOrderId: string): Promise<Answer<OrderReply>> {
  return getApi(`/api/orders/${encodeURIComponent(clientOrderId)}`);
}

/** GET /api/orders. */
export function fetchOrders(query: URLSearchParams): Promise<Answer<OrderListReply>> {
  return getApi(`/api/orders?${query}`);
}

/** GET /api/fills. */
export function fetchFills(query: URLSearchParams): Promise<Answer<FillListReply>> {
  return getApi(`/api/fills?${query}`);
}
