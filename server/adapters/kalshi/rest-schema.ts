// REST bodies of Kalshi v2 (kalshi-api §1, §3, §4): JSON text comes in, checked rows of lib/domain values go out.
import { z } from 'zod';
import {
  absentAsNull,
  isoTime,
  looseTime,
  millisTime,
  secondsTime,
  wireCount,
  wireMoney,
  wirePrice,
  wireSignedCount,
} from './number-schema.ts';

const cursor = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const side = z.enum(['bid', 'ask']);
const outcome = z.enum(['yes', 'no']);

/** One stretch of a price grid. */
export const priceRangeSchema = z.looseObject({
  start: wirePrice,
  end: wirePrice,
  step: wirePrice,
});

/** Strike terms, alike on REST markets and on lifecycle events. */
export const strikeFields = {
  strike_type: z.string().nullish(),
  floor_strike: z.number().nullish(),
  cap_strike: z.number().nullish(),
  custom_strike: z.record(z.string(), z.unknown()).nullish(),
};

const seriesSchema = z.looseObject({
  ticker: z.string(),
  fee_type: z.string().nullish(),
  fee_multiplier: z.number().nullish(),
  exchange_index: z.int().nullish(),
});
export const seriesReply = z.looseObject({ series: seriesSchema });

const eventSchema = z.looseObject({
  event_ticker: z.string(),
  series_ticker: z.string(),
  fee_type_override: z.string().nullish(),
  fee_multiplier_override: z.number().nullish(),
  exchange_index: z.int().nullish(),
});
export const eventsReply = z.looseObject({ events: z.array(eventSchema), cursor });

export const marketSchema = z.looseObject({
  ...strikeFields,
  ticker: z.string(),
  event_ticker: z.string(),
  status: z.string(),
  open_time: isoTime,
  close_time: isoTime,
  yes_sub_title: z.string().nullish(),
  price_ranges: z.array(priceRangeSchema).nullish(),
  exchange_index: z.int().nullish(),
  result: z.string().nullish(),
  settlement_value_dollars: absentAsNull(wirePrice),
  settlement_ts: absentAsNull(looseTime),
});
/** Market rows are checked one by one by the reader of the listing, so that one odd row does not hide the others. */
export const marketReply = z.looseObject({ market: z.unknown() });
export const marketsReply = z.looseObject({ markets: z.array(z.unknown()), cursor });

const level = z.tuple([wirePrice, wireCount]);
export const orderbookReply = z.looseObject({
  orderbook_fp: z.looseObject({
    yes_dollars: z.array(level).nullish(),
    no_dollars: z.array(level).nullish(),
  }),
});

export const tradesReply = z.looseObject({
  trades: z.array(
    z.looseObject({
      trade_id: z.string(),
      ticker: z.string(),
      count_fp: wireCount,
      yes_price_dollars: wirePrice,
      taker_book_side: side.nullish(),
      created_time: isoTime,
    }),
  ),
  cursor,
});

const shardStatus = z.looseObject({
  exchange_index: z.int(),
  exchange_active: z.boolean(),
  trading_active: z.boolean(),
});
/** Also the body of its own 500, 503 and 504. The top level describes shard 0; the array may be absent. */
export const exchangeStatusReply = z.looseObject({
  exchange_active: z.boolean(),
  trading_active: z.boolean(),
  exchange_index_statuses: z.array(shardStatus).nullish(),
});

export const userDataTimestampReply = z.looseObject({ as_of_time: isoTime });

const bucket = z.looseObject({ refill_rate: z.number(), bucket_capacity: z.number() });
export const limitsReply = z.looseObject({
  usage_tier: z.string(),
  read: bucket,
  write: bucket,
});
export const endpointCostsReply = z.looseObject({
  default_cost: z.number(),
  endpoint_costs: z.array(
    z.looseObject({ method: z.string(), path: z.string(), cost: z.number() }),
  ),
});

/** 201 of a V2 create: remaining 0 does not mean filled. */
export const createReply = z.looseObject({
  order_id: z.string().min(1),
  client_order_id: z.string().nullish(),
  fill_count: wireCount,
  remaining_count: wireCount,
  ts_ms: millisTime,
});
export const cancelReply = z.looseObject({
  order_id: z.string().min(1),
  client_order_id: z.string().nullish(),
  reduced_by: wireCount,
});

/** Partial success is normal: each child has its own outcome (F39a). */
export const cancelManyReply = z.looseObject({
  orders: z.array(
    z.looseObject({
      order_id: z.string().min(1),
      reduced_by: wireCount,
      error: z.looseObject({ code: z.string().nullish() }).nullish(),
    }),
  ),
});
export const decreaseReply = z.looseObject({ order_id: z.string().min(1) });
export const amendReply = z.looseObject({ order_id: z.string().min(1), ts_ms: z.number() });

/** Statuses are resting, canceled and executed; anything else takes the safe branch. */
export const orderStatus = z.enum(['resting', 'canceled', 'executed', 'unknown']).catch('unknown');

export const orderSchema = z.looseObject({
  order_id: z.string().min(1),
  client_order_id: absentAsNull(z.string()),
  ticker: z.string(),
  book_side: side.nullish(),
  outcome_side: outcome.nullish(),
  status: orderStatus,
  yes_price_dollars: wirePrice,
  initial_count_fp: wireCount,
  fill_count_fp: wireCount,
  remaining_count_fp: wireCount,
  order_group_id: absentAsNull(z.string()),
  created_time: absentAsNull(isoTime),
  last_update_time: absentAsNull(isoTime),
  exchange_index: z.int().nullish(),
});
export const queuePositionReply = z.looseObject({ queue_position_fp: wireCount });
export const orderReply = z.looseObject({ order: orderSchema });
export const ordersReply = z.looseObject({ orders: z.array(orderSchema), cursor });

export const fillSchema = z.looseObject({
  trade_id: z.string().min(1),
  order_id: z.string().min(1),
  ticker: z.string(),
  book_side: side.nullish(),
  outcome_side: outcome.nullish(),
  count_fp: wireCount,
  yes_price_dollars: wirePrice,
  is_taker: z.boolean(),
  fee_cost: wireMoney,
  created_time: isoTime,
  exchange_index: z.int().nullish(),
});
export const fillsReply = z.looseObject({ fills: z.array(fillSchema), cursor });

const positionSchema = z.looseObject({
  ticker: z.string(),
  position_fp: wireSignedCount,
  market_exposure_dollars: absentAsNull(wireMoney),
  exchange_index: z.int().nullish(),
});
export const positionsReply = z.looseObject({ market_positions: z.array(positionSchema), cursor });

export const settlementSchema = z.looseObject({
  ticker: z.string(),
  market_result: z.string(),
  /** Integer cents. */
  revenue: z.int(),
  /** Integer cents paid per YES contract; null or absent for a plain yes or no. */
  value: z.int().nullish(),
  fee_cost: wireMoney,
  settled_time: isoTime,
  exchange_index: z.int().nullish(),
});
export const settlementsReply = z.looseObject({ settlements: z.array(settlementSchema), cursor });

export const balanceReply = z.looseObject({
  balance_dollars: wireMoney,
  updated_ts: secondsTime.nullish(),
  balance_breakdown: z
    .array(z.looseObject({ exchange_index: z.int(), balance: wireMoney }))
    .nullish(),
});

/** `GET /portfolio/order_groups/{id}` (kalshi-api §4.4); it does not tell whether the group is triggered. */
export const groupStateReply = z.looseObject({ exchange_index: z.int().nullish() });
/** Where the historical tier begins (kalshi-api §3.5). */
export const cutoffReply = z.looseObject({ trades_created_ts: looseTime });

/** Moves between shards; the amount is a dollar string (kalshi-api §1.6). */
export const transfersReply = z.looseObject({
  transfers: z.array(
    z.looseObject({
      transfer_id: z.string().min(1),
      source_exchange_shard: z.int(),
      destination_exchange_shard: z.int(),
      amount: wireMoney,
      status: z.string(),
      created_ts: looseTime,
    }),
  ),
  cursor,
});

const paymentSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  amount_cents: z.int(),
  created_ts: looseTime,
});
/** The shape of a row is not recorded anywhere: one that does not fit explains nothing, and harms nothing. */
export const paymentsReply = z.looseObject({
  deposits: z.array(paymentSchema).nullish(),
  withdrawals: z.array(paymentSchema).nullish(),
});

export const orderGroupReply = z.looseObject({
  order_group_id: z.string().min(1),
  exchange_index: z.int().nullish(),
});

export type MarketRow = z.infer<typeof marketSchema>;
export type OrderRow = z.infer<typeof orderSchema>;
export type FillRow = z.infer<typeof fillSchema>;
export type SettlementRow = z.infer<typeof settlementSchema>;
export type BalanceRow = z.infer<typeof balanceReply>;
