// One checked private frame comes in, a Report about our own orders goes out; null when it is not about our series.
import {
  clientOrderId,
  marketTicker,
  orderGroupId,
  tradeId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import type {
  FillReport,
  OrderGroupReport,
  OrderStatusReport,
  PositionReport,
  Report,
} from '#lib/domain/report.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { readBookSide } from './book-side.ts';
import type { DataFrame } from './ws-schema.ts';

type Frame<Type extends DataFrame['type']> = Extract<DataFrame, { type: Type }>;

function fill({ msg }: Frame<'fill'>): Result<FillReport> {
  const side = readBookSide(msg);
  if (!side.ok) return side;
  const venueAt = msg.ts_ms ?? msg.ts;
  if (venueAt === undefined) return fail('a fill without a time');
  return ok({
    kind: 'fill',
    tradeId: tradeId(msg.trade_id),
    venueOrderId: venueOrderId(msg.order_id),
    clientOrderId: msg.client_order_id === null ? null : clientOrderId(msg.client_order_id),
    ticker: marketTicker(msg.market_ticker),
    side: side.value,
    price: msg.yes_price_dollars,
    count: msg.count_fp,
    isTaker: msg.is_taker,
    fee: msg.fee_cost,
    venueAt,
    source: 'stream',
  });
}

function orderStatus({ msg }: Frame<'user_order'>): Result<OrderStatusReport> {
  const side = readBookSide(msg);
  if (!side.ok) return side;
  return ok({
    kind: 'order-status',
    venueOrderId: venueOrderId(msg.order_id),
    clientOrderId: msg.client_order_id === null ? null : clientOrderId(msg.client_order_id),
    ticker: marketTicker(msg.ticker),
    status: msg.status,
    side: side.value,
    price: msg.yes_price_dollars,
    initial: msg.initial_count_fp,
    filled: msg.fill_count_fp,
    remaining: msg.remaining_count_fp,
    reason: msg.last_update_reason,
    orderGroupId: msg.order_group_id === null ? null : orderGroupId(msg.order_group_id),
    venueAt: msg.last_updated_ts_ms ?? msg.created_ts_ms,
    source: 'stream',
  });
}

function position({ msg }: Frame<'market_position'>): PositionReport {
  return {
    kind: 'position',
    ticker: marketTicker(msg.market_ticker),
    position: msg.position_fp,
    source: 'stream',
  };
}

function orderGroup({ msg }: Frame<'order_group_updates'>, shard: number): OrderGroupReport {
  const event = msg.event_type === 'limit_updated' ? 'limit-updated' : msg.event_type;
  return {
    ...{ kind: 'order-group', orderGroupId: orderGroupId(msg.order_group_id), shard, event },
    ...(msg.ts_ms === undefined ? {} : { venueAt: msg.ts_ms }),
  };
}

/** Private streams (kalshi-api §5.6). Order group frames name no shard: `shard` is the one the account trades on. */
export function frameToReport(frame: DataFrame, shard: number): Result<Report | null> {
  switch (frame.type) {
    case 'fill':
      return seriesOf(frame.msg.market_ticker) === null ? ok(null) : fill(frame);
    case 'user_order':
      return seriesOf(frame.msg.ticker) === null ? ok(null) : orderStatus(frame);
    case 'market_position':
      return ok(seriesOf(frame.msg.market_ticker) === null ? null : position(frame));
    case 'order_group_updates':
      return ok(orderGroup(frame, shard));
    default:
      return ok(null);
  }
}
