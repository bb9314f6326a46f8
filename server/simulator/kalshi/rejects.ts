// The engine's reasons to refuse, in the REST spelling. Recorded ones are kalshi-api §1.5; the others follow the
// engine's catalogue in lower case, as the recorded ones do.
import type { VenueReject } from './order-shapes.ts';

function reject(httpStatus: number, code: string, details?: string): VenueReject {
  return details === undefined
    ? { ok: false, httpStatus, code }
    : { ok: false, httpStatus, code, details };
}

/** 400 invalid_order with the particular reason in `details`. */
export function invalidOrder(details: string): VenueReject {
  return reject(400, 'invalid_order', details);
}

export const NOT_FOUND = reject(404, 'not_found');
export const MARKET_NOT_FOUND = reject(404, 'market_not_found');
export const MARKET_INACTIVE = reject(400, 'market_inactive');
export const EXCHANGE_PAUSED = reject(400, 'exchange_paused');
export const TRADING_PAUSED = reject(400, 'trading_paused');
export const INVALID_PRICE = reject(400, 'invalid_price');
export const INVALID_ORDER_SIZE = reject(400, 'invalid_order_size');
export const INSUFFICIENT_BALANCE = reject(400, 'insufficient_balance');
export const ORDER_ALREADY_EXISTS = reject(409, 'order_already_exists');
export const ORDER_GROUP_NOT_FOUND = reject(404, 'order_group_not_found');
export const ORDER_GROUP_TRIGGERED = reject(400, 'exceeded_order_group_risk_limit');
export const POST_ONLY_CROSS = invalidOrder('post only cross');
export const FOK_INSUFFICIENT_VOLUME = invalidOrder('fok insufficient volume');
export const REDUCE_ONLY = invalidOrder('reduce only');
export const ORDER_TICKER_MISMATCH = reject(400, 'order_ticker_mismatch');
export const ORDER_SIDE_MISMATCH = reject(400, 'order_side_mismatch');
export const ORDER_ID_MISMATCH = reject(400, 'order_id_and_client_order_id_mismatch');
