// Kraken wire text in; ticks for the core or a control message for the session out. Pure, and never throws.
import type { WallMs } from '#lib/domain/instant.ts';
import type { SpotQuoteTick, SpotStatusTick, SpotTradeTick, Tick } from '#lib/domain/tick.ts';
import { decodeBookFrame, type KrakenScale } from './book-frame.ts';
import {
  answerSchema,
  envelopeSchema,
  instrumentSchema,
  pairSchema,
  pongSchema,
  statusSchema,
  tickerSchema,
  tradeSchema,
} from './schema.ts';
import { readStamp } from './stamp.ts';

/** What frames are read against; without a scale no book can be read. */
export interface FrameContext {
  readonly symbol: string;
  readonly depth: number;
  readonly scale: KrakenScale | null;
  readonly checksum: 'required' | 'optional';
}

/** Frames that carry no market data but drive the session. */
export type KrakenControl =
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'status'; readonly system: SpotStatusTick['system'] }
  /** `pair` is null when the frame does not name our symbol. */
  | {
      readonly kind: 'instrument';
      readonly type: 'snapshot' | 'update';
      readonly pair: {
        readonly status: SpotStatusTick['pair'];
        readonly scale: KrakenScale;
      } | null;
    }
  | {
      readonly kind: 'answer';
      readonly method: 'subscribe' | 'unsubscribe';
      readonly reqId: number | null;
      readonly channel: string | null;
      /** null = accepted. */
      readonly refusal: string | null;
    }
  | {
      readonly kind: 'pong';
      readonly reqId: number | null;
      readonly receivedAt: WallMs | null;
      readonly sentAt: WallMs | null;
    }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'ignored'; readonly what: string };

/** One frame, read. `bad` names the channel when that much could be read. */
export type KrakenFrame =
  | { readonly kind: 'data'; readonly ticks: readonly Tick[] }
  | { readonly kind: 'control'; readonly control: KrakenControl }
  | { readonly kind: 'bad'; readonly channel: string | null; readonly reason: string };

type Fields = Readonly<Record<string, unknown>>;
type Problem = { readonly message: string; readonly path: readonly PropertyKey[] };

const SYSTEMS: readonly string[] = [
  'online',
  'maintenance',
  'cancel_only',
  'post_only',
  'limit_only',
];

/** Reads one text frame. */
export function frameToTick(text: string, context: FrameContext): KrakenFrame {
  const frame = parse(text);
  if (frame === null) return { kind: 'bad', channel: null, reason: 'a frame is not a JSON object' };
  const channel = frame['channel'];
  switch (channel) {
    case 'book':
      return bookTicks(frame, context);
    case 'trade':
      return tradeTicks(frame, context);
    case 'ticker':
      return quoteTicks(frame, context);
    case 'heartbeat':
      return control({ kind: 'heartbeat' });
    case 'status':
      return statusControl(frame);
    case 'instrument':
      return instrumentControl(frame, context);
    default:
      return answerControl(frame);
  }
}

function bookTicks(frame: Fields, context: FrameContext): KrakenFrame {
  const { scale } = context;
  if (scale === null) return bad('book', 'its precision is not known yet');
  const ticks = decodeBookFrame(frame, { ...context, scale });
  return ticks.ok ? { kind: 'data', ticks: ticks.value } : bad('book', ticks.error);
}

function tradeTicks(frame: Fields, context: FrameContext): KrakenFrame {
  const read = tradeSchema.safeParse(frame);
  if (!read.success) return bad('trade', firstProblem(read.error.issues));
  const trades: SpotTradeTick['trades'][number][] = [];
  for (const row of read.data.data) {
    if (row.symbol !== context.symbol) return bad('trade', `symbol is "${row.symbol}"`);
    const venueAt = readStamp(row.timestamp);
    if (!venueAt.ok) return bad('trade', venueAt.error);
    trades.push({
      id: row.trade_id,
      priceUsd: row.price,
      sizeBtc: row.qty,
      takerSide: row.side,
      venueAt: venueAt.value,
    });
  }
  return { kind: 'data', ticks: [{ kind: 'spot-trade', venue: 'kraken', trades }] };
}

function quoteTicks(frame: Fields, context: FrameContext): KrakenFrame {
  const read = tickerSchema.safeParse(frame);
  if (!read.success) return bad('ticker', firstProblem(read.error.issues));
  const ticks: SpotQuoteTick[] = [];
  for (const row of read.data.data) {
    if (row.symbol !== context.symbol) return bad('ticker', `symbol is "${row.symbol}"`);
    ticks.push({
      kind: 'spot-quote',
      bidUsd: row.bid,
      askUsd: row.ask,
      lastUsd: row.last,
      venueAt: stampOrNull(row.timestamp),
    });
  }
  return { kind: 'data', ticks };
}

function statusControl(frame: Fields): KrakenFrame {
  const read = statusSchema.safeParse(frame);
  if (!read.success) return bad('status', firstProblem(read.error.issues));
  const system = read.data.data[0]?.system ?? '';
  return control({ kind: 'status', system: isSystem(system) ? system : 'unknown' });
}

function instrumentControl(frame: Fields, context: FrameContext): KrakenFrame {
  const read = instrumentSchema.safeParse(frame);
  if (!read.success) return bad('instrument', firstProblem(read.error.issues));
  const { type, data } = read.data;
  const named = data.pairs.find((pair) => isFields(pair) && pair['symbol'] === context.symbol);
  if (named === undefined) return control({ kind: 'instrument', type, pair: null });
  const pair = pairSchema.safeParse(named);
  if (!pair.success) return bad('instrument', firstProblem(pair.error.issues));
  const { status, price_precision: pricePrecision, qty_precision: sizePrecision } = pair.data;
  return control({
    kind: 'instrument',
    type,
    pair: {
      status: status === 'online' ? 'online' : 'not-online',
      scale: { pricePrecision, sizePrecision },
    },
  });
}

function answerControl(frame: Fields): KrakenFrame {
  const envelope = envelopeSchema.safeParse(frame);
  if (!envelope.success) return bad(null, firstProblem(envelope.error.issues));
  const { channel, method, Error: error } = envelope.data;
  if (error !== undefined) return control({ kind: 'error', text: error });
  if (method === 'pong') return pongControl(frame);
  if (method !== 'subscribe' && method !== 'unsubscribe')
    return control({ kind: 'ignored', what: channel ?? method ?? 'a frame without channel' });
  const read = answerSchema.safeParse(frame);
  if (!read.success) return bad(null, `${method}: ${firstProblem(read.error.issues)}`);
  const { req_id, success, error: refusal, result } = read.data;
  return control({
    kind: 'answer',
    method,
    reqId: req_id ?? null,
    channel: result?.channel ?? null,
    refusal: success ? null : (refusal ?? 'refused without a reason'),
  });
}

function pongControl(frame: Fields): KrakenFrame {
  const read = pongSchema.safeParse(frame);
  if (!read.success) return bad(null, `pong: ${firstProblem(read.error.issues)}`);
  return control({
    kind: 'pong',
    reqId: read.data.req_id ?? null,
    receivedAt: stampOrNull(read.data.time_in),
    sentAt: stampOrNull(read.data.time_out),
  });
}

function stampOrNull(text: string | undefined): WallMs | null {
  const stamp = readStamp(text);
  return stamp.ok ? stamp.value : null;
}

function parse(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSystem(value: string): value is SpotStatusTick['system'] {
  return SYSTEMS.includes(value);
}

function firstProblem(issues: readonly Problem[]): string {
  const issue = issues[0];
  return issue === undefined ? 'is not as expected' : `${issue.path.join('.')}: ${issue.message}`;
}

function control(message: KrakenControl): KrakenFrame {
  return { kind: 'control', control: message };
}

function bad(channel: string | null, reason: string): KrakenFrame {
  return { kind: 'bad', channel, reason };
}
