// An approved order comes in, the body of POST /portfolio/events/orders goes out: strings, never JSON numbers.
import { assertCondition } from '#lib/check.ts';
import { countToWire } from '#lib/domain/count.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import { priceToWire } from '#lib/domain/price.ts';

/** V2 create body (kalshi-api §4.1). There is no type, action or yes/no price pair. */
export interface CreateOrderBody {
  readonly ticker: string;
  readonly side: 'bid' | 'ask';
  readonly count: string;
  readonly price: string;
  readonly time_in_force: 'immediate_or_cancel' | 'good_till_canceled';
  readonly self_trade_prevention_type: 'taker_at_cross';
  readonly client_order_id: string;
  readonly order_group_id: string;
  readonly exchange_index: number;
  readonly cancel_order_on_pause: true;
  /** Unix seconds; only with good_till_canceled. */
  readonly expiration_time?: number;
  readonly post_only?: true;
  /** Only with immediate_or_cancel. */
  readonly reduce_only?: true;
}

function checkTimeInForce(order: ApprovedOrder): void {
  const resting = order.timeInForce === 'good_till_canceled';
  assertCondition(!resting || order.expiresAt !== null, 'a resting order needs an expiry (I34)');
  assertCondition(resting || order.expiresAt === null, 'an IOC order takes no expiry');
  assertCondition(!order.reduceOnly || !resting, 'reduce_only is refused without IOC');
  assertCondition(!order.postOnly || resting, 'post_only makes no sense with IOC');
}

/** Pure. Throws `Condition failed` for a combination the venue refuses: such an order must never leave. */
export function orderToRequest(order: ApprovedOrder): CreateOrderBody {
  assertCondition(order.count > 0, 'an order needs a count above zero');
  assertCondition(order.price > 0 && order.price < 10_000, 'an order price lies within (0, 1)');
  assertCondition(Number.isInteger(order.shard) && order.shard >= 0, 'an order names its shard');
  checkTimeInForce(order);
  return {
    ticker: order.ticker,
    side: order.side,
    count: countToWire(order.count),
    price: priceToWire(order.price),
    time_in_force: order.timeInForce,
    self_trade_prevention_type: order.selfTradePrevention,
    client_order_id: order.clientOrderId,
    order_group_id: order.orderGroupId,
    exchange_index: order.shard,
    cancel_order_on_pause: order.cancelOnPause,
    ...(order.expiresAt === null ? {} : { expiration_time: Math.floor(order.expiresAt / 1000) }),
    ...(order.postOnly ? { post_only: true } : {}),
    ...(order.reduceOnly ? { reduce_only: true } : {}),
  };
}
