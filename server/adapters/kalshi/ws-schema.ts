// WebSocket v2 frames (kalshi-api §5): one text frame comes in, a checked frame with lib/domain values goes out.
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';
import {
  absentAsNull,
  looseTime,
  millisTime,
  secondsTime,
  wireBtc,
  wireCount,
  wireMoney,
  wirePrice,
  wireSignedCount,
} from './number-schema.ts';
import { orderStatus, priceRangeSchema, strikeFields } from './rest-schema.ts';

const sid = z.int();
const seq = z.int();
/** `sending_ts_ms` is on every message since 2026-10-01 and absent in older recordings. */
const envelope = { sending_ts_ms: z.number().optional(), id: z.int().optional() };
const side = z.enum(['bid', 'ask']);
const outcome = z.enum(['yes', 'no']);
const level = z.tuple([wirePrice, wireCount]);

const subscribed = z.looseObject({
  ...envelope,
  type: z.literal('subscribed'),
  msg: z.looseObject({ channel: z.string(), sid }),
});
const okFrame = z.looseObject({
  ...envelope,
  type: z.literal('ok'),
  sid: sid.optional(),
  seq: seq.optional(),
  msg: z.unknown(),
});
const unsubscribed = z.looseObject({
  ...envelope,
  type: z.literal('unsubscribed'),
  sid: sid.optional(),
  seq: seq.optional(),
});
const errorFrame = z.looseObject({
  ...envelope,
  type: z.literal('error'),
  sid: sid.optional(),
  seq: seq.optional(),
  msg: z.looseObject({ code: z.int(), msg: z.string().optional() }),
});

const snapshot = z.looseObject({
  ...envelope,
  type: z.literal('orderbook_snapshot'),
  sid,
  seq,
  msg: z.looseObject({
    market_ticker: z.string(),
    /** A side's key is absent when that side is empty. */
    yes_dollars_fp: z.array(level).nullish(),
    no_dollars_fp: z.array(level).nullish(),
  }),
});
const delta = z.looseObject({
  ...envelope,
  type: z.literal('orderbook_delta'),
  sid,
  seq,
  msg: z.looseObject({
    market_ticker: z.string(),
    price_dollars: wirePrice,
    delta_fp: wireSignedCount,
    side: outcome,
    ts: looseTime.optional(),
    ts_ms: millisTime.optional(),
  }),
});

const ticker = z.looseObject({
  ...envelope,
  type: z.literal('ticker'),
  sid,
  msg: z.looseObject({
    market_ticker: z.string(),
    price_dollars: absentAsNull(wirePrice),
    yes_bid_dollars: absentAsNull(wirePrice),
    yes_ask_dollars: absentAsNull(wirePrice),
    volume_fp: wireCount,
    open_interest_fp: wireCount,
    ts: looseTime.optional(),
    ts_ms: millisTime.optional(),
  }),
});
const trade = z.looseObject({
  ...envelope,
  type: z.literal('trade'),
  sid,
  seq: seq.optional(),
  msg: z.looseObject({
    trade_id: z.string().min(1),
    market_ticker: z.string(),
    yes_price_dollars: wirePrice,
    count_fp: wireCount,
    taker_book_side: side.optional(),
    taker_outcome_side: outcome.optional(),
    /** Deprecated twin of taker_outcome_side, alone in older frames. */
    taker_side: outcome.optional(),
    is_block_trade: z.boolean().optional(),
    ts: looseTime.optional(),
    ts_ms: millisTime.optional(),
  }),
});

const lifecycle = z.looseObject({
  ...envelope,
  type: z.literal('market_lifecycle_v2'),
  sid,
  seq: seq.optional(),
  msg: z.looseObject({
    ...strikeFields,
    event_type: z.string(),
    market_ticker: z.string(),
    is_deactivated: z.boolean().optional(),
    close_ts: secondsTime.optional(),
    price_ranges: z.array(priceRangeSchema).optional(),
    yes_sub_title: z.string().nullish(),
    result: z.string().optional(),
    determination_ts: secondsTime.optional(),
    settlement_value: absentAsNull(wirePrice),
  }),
});
const eventLifecycle = z.looseObject({
  ...envelope,
  type: z.literal('event_lifecycle'),
  sid,
  seq: seq.optional(),
  msg: z.looseObject({ event_ticker: z.string(), series_ticker: z.string().optional() }),
});
const eventFee = z.looseObject({
  ...envelope,
  type: z.literal('event_fee_update'),
  sid,
  seq: seq.optional(),
  msg: z.looseObject({
    event_ticker: z.string(),
    fee_type_override: z.string().nullish(),
    fee_multiplier_override: z.number().nullish(),
  }),
});

/** `data` is a JSON text inside the JSON frame. */
const indexData = z
  .string()
  .transform((raw, context): unknown => {
    try {
      return JSON.parse(raw);
    } catch {
      context.addIssue({ code: 'custom', message: 'data is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.looseObject({ time: millisTime, id: z.string(), value: wireBtc }));
const indexAverage = z.looseObject({ value: z.string(), window_size: z.int() });
const indexValue = z.looseObject({
  ...envelope,
  type: z.literal('cfbenchmarks_value'),
  sid,
  seq: seq.optional(),
  msg: z.looseObject({
    index_id: z.string(),
    data: indexData,
    avg_60s_data: indexAverage.nullish(),
    last_60s_windowed_average_15min: indexAverage.nullish(),
  }),
});
const indexFast = z.looseObject({
  ...envelope,
  type: z.literal('cfbenchmarks_value_5hz'),
  sid,
  seq: seq.optional(),
  msg: z.looseObject({ index_id: z.string(), value_usd: wireBtc, source_ts_ms: millisTime }),
});

const fill = z.looseObject({
  ...envelope,
  type: z.literal('fill'),
  sid,
  msg: z.looseObject({
    trade_id: z.string().min(1),
    order_id: z.string().min(1),
    client_order_id: absentAsNull(z.string()),
    market_ticker: z.string(),
    is_taker: z.boolean(),
    book_side: side.optional(),
    outcome_side: outcome.optional(),
    yes_price_dollars: wirePrice,
    count_fp: wireCount,
    fee_cost: wireMoney,
    ts: looseTime.optional(),
    ts_ms: millisTime.optional(),
  }),
});
const userOrder = z.looseObject({
  ...envelope,
  type: z.literal('user_order'),
  sid,
  msg: z.looseObject({
    order_id: z.string().min(1),
    client_order_id: absentAsNull(z.string()),
    ticker: z.string(),
    status: orderStatus,
    book_side: side.optional(),
    outcome_side: outcome.optional(),
    yes_price_dollars: wirePrice,
    initial_count_fp: wireCount,
    fill_count_fp: wireCount,
    remaining_count_fp: wireCount,
    order_group_id: absentAsNull(z.string()),
    last_update_reason: absentAsNull(z.string()),
    created_ts_ms: absentAsNull(millisTime),
    last_updated_ts_ms: absentAsNull(millisTime),
  }),
});
const marketPosition = z.looseObject({
  ...envelope,
  type: z.literal('market_position'),
  sid,
  msg: z.looseObject({ market_ticker: z.string(), position_fp: wireSignedCount }),
});
const orderGroup = z.looseObject({
  ...envelope,
  type: z.literal('order_group_updates'),
  sid,
  seq: seq.optional(),
  msg: z.looseObject({
    event_type: z.enum(['created', 'triggered', 'reset', 'deleted', 'limit_updated']),
    order_group_id: z.string().min(1),
    ts_ms: millisTime.optional(),
  }),
});

/** Every frame the adapter understands, told apart by `type`. */
export const frameSchema = z.discriminatedUnion('type', [
  subscribed,
  okFrame,
  unsubscribed,
  errorFrame,
  snapshot,
  delta,
  ticker,
  trade,
  lifecycle,
  eventLifecycle,
  eventFee,
  indexValue,
  indexFast,
  fill,
  userOrder,
  marketPosition,
  orderGroup,
]);

export type KnownFrame = z.infer<typeof frameSchema>;
export type ControlFrame = Extract<
  KnownFrame,
  { type: 'subscribed' | 'ok' | 'unsubscribed' | 'error' }
>;
export type DataFrame = Exclude<KnownFrame, ControlFrame>;

/** What every frame may carry beside its payload, read before the payload is judged. */
export interface FrameEnvelope {
  readonly type: string;
  readonly sid: number | null;
  readonly seq: number | null;
  readonly id: number | null;
  readonly sendingAt: number | null;
}

/** A frame is known (payload checked), of a type added after this was written, or known but malformed. */
export interface DecodedFrame {
  readonly envelope: FrameEnvelope;
  readonly frame: KnownFrame | null;
  /** Why `frame` is null although the type is known; null for an unknown type, which is no fault. */
  readonly fault: string | null;
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(
  frameSchema.options.map((option) => option.shape.type.value),
);
const envelopeSchema = z.looseObject({
  type: z.string(),
  sid: sid.optional(),
  seq: seq.optional(),
  id: z.int().optional(),
  sending_ts_ms: z.number().optional(),
});

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'malformed';
}

/** Reads one text frame. Fails only when it is no JSON object with a `type`: then nothing in it can be trusted. */
export function decodeFrame(text: string): Result<DecodedFrame> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return fail('frame is not JSON');
  }
  const outer = envelopeSchema.safeParse(raw);
  if (!outer.success) return fail(`frame envelope: ${firstIssue(outer.error)}`);
  const envelopeRead: FrameEnvelope = {
    type: outer.data.type,
    sid: outer.data.sid ?? null,
    seq: outer.data.seq ?? null,
    id: outer.data.id ?? null,
    sendingAt: outer.data.sending_ts_ms ?? null,
  };
  if (!KNOWN_TYPES.has(outer.data.type))
    return ok({ envelope: envelopeRead, frame: null, fault: null });
  const frame = frameSchema.safeParse(raw);
  if (frame.success) return ok({ envelope: envelopeRead, frame: frame.data, fault: null });
  return ok({
    envelope: envelopeRead,
    frame: null,
    fault: `${outer.data.type} ${firstIssue(frame.error)}`,
  });
}

const tickerList = z.looseObject({ market_tickers: z.array(z.string()) });

/** The full set of markets after a change, as an `ok` lists it; null when it lists none. */
export function okTickers(msg: unknown): readonly string[] | null {
  const parsed = tickerList.safeParse(msg);
  return parsed.success ? parsed.data.market_tickers : null;
}
