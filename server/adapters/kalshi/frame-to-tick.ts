// One checked data frame comes in, a market-data Tick goes out; null when the frame carries none for us.
import { btcCents } from '#lib/domain/btc.ts';
import { marketTicker, tradeId } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type {
  ContractDeltaTick,
  ContractLevel,
  ContractQuoteTick,
  ContractSnapshotTick,
  ContractTradeTick,
  IndexPrintTick,
  MarketChangeTick,
  Tick,
} from '#lib/domain/tick.ts';
import { marketResult } from './market-result.ts';
import { priceGrid } from './price-grid.ts';
import { strikeRule } from './strike-rule.ts';
import type { DataFrame } from './ws-schema.ts';

type Frame<Type extends DataFrame['type']> = Extract<DataFrame, { type: Type }>;
type Change = MarketChangeTick['change'];

/** The one index that settles our markets. */
const INDEX_ID = 'BRTI';

function venueTime(msg: { ts?: WallMs | undefined; ts_ms?: WallMs | undefined }): WallMs | null {
  return msg.ts_ms ?? msg.ts ?? null;
}

function levels(rows: Frame<'orderbook_snapshot'>['msg']['yes_dollars_fp']): ContractLevel[] {
  return (rows ?? []).map(([price, size]) => ({ price, size })).filter((row) => row.size > 0);
}

function bookSnapshot(frame: Frame<'orderbook_snapshot'>): ContractSnapshotTick {
  return {
    kind: 'contract-snapshot',
    ticker: marketTicker(frame.msg.market_ticker),
    sid: frame.sid,
    seq: frame.seq,
    yesBids: levels(frame.msg.yes_dollars_fp),
    noBids: levels(frame.msg.no_dollars_fp),
    venueAt: frame.sending_ts_ms === undefined ? null : wallMs(frame.sending_ts_ms),
  };
}

function bookDelta(frame: Frame<'orderbook_delta'>): ContractDeltaTick {
  return {
    kind: 'contract-delta',
    ticker: marketTicker(frame.msg.market_ticker),
    sid: frame.sid,
    seq: frame.seq,
    leg: frame.msg.side,
    price: frame.msg.price_dollars,
    delta: frame.msg.delta_fp,
    venueAt: venueTime(frame.msg),
  };
}

/** The venue writes an empty side as 0.0000 or 1.0000: here it is null, never a quote. */
function quote(frame: Frame<'ticker'>): ContractQuoteTick | null {
  const { msg } = frame;
  const venueAt = venueTime(msg);
  if (venueAt === null) return null;
  const inside = (value: typeof msg.yes_bid_dollars) =>
    value !== null && value > 0 && value < 10_000 ? value : null;
  return {
    kind: 'contract-quote',
    ticker: marketTicker(msg.market_ticker),
    yesBid: inside(msg.yes_bid_dollars),
    yesAsk: inside(msg.yes_ask_dollars),
    last: inside(msg.price_dollars),
    volume: msg.volume_fp,
    openInterest: msg.open_interest_fp,
    venueAt,
  };
}

function takerSide(msg: Frame<'trade'>['msg']): BookSide | null {
  const outcome = msg.taker_outcome_side ?? msg.taker_side;
  return msg.taker_book_side ?? (outcome ? (outcome === 'yes' ? 'bid' : 'ask') : null);
}

/** Block trades are agreed off the book and say nothing about it. */
function trade(frame: Frame<'trade'>): ContractTradeTick | null {
  const { msg } = frame;
  const side = takerSide(msg);
  const venueAt = venueTime(msg);
  if (side === null || venueAt === null || msg.is_block_trade === true) return null;
  return {
    kind: 'contract-trade',
    ticker: marketTicker(msg.market_ticker),
    tradeId: tradeId(msg.trade_id),
    price: msg.yes_price_dollars,
    size: msg.count_fp,
    takerSide: side,
    venueAt,
  };
}

/** A mean in cents, decimals kept; null when absent, unreadable or over no print (kalshi-api §5.5). */
function meanCents(average: { value: string; window_size: number } | null | undefined) {
  if (!average || average.window_size <= 0) return null;
  const value = Number(average.value) * 100;
  return Number.isFinite(value) && value > 0 ? value : null;
}

function indexPrint(frame: Frame<'cfbenchmarks_value'>): IndexPrintTick | null {
  const { msg } = frame;
  if (msg.index_id !== INDEX_ID || msg.data.id !== INDEX_ID) return null;
  const running = msg.last_60s_windowed_average_15min;
  return {
    kind: 'index-print',
    value: msg.data.value,
    sourceAt: msg.data.time,
    trailingMeanCents: meanCents(msg.avg_60s_data),
    windowMeanCents: meanCents(running),
    windowSize: running?.window_size ?? null,
  };
}

/** Only whole seconds of the 5 Hz stream are settlement prints (kalshi-api §7.1). */
function fastPrint(frame: Frame<'cfbenchmarks_value_5hz'>): IndexPrintTick | null {
  const { msg } = frame;
  if (msg.index_id !== INDEX_ID || msg.source_ts_ms % 1000 !== 0) return null;
  return {
    kind: 'index-print',
    value: btcCents(msg.value_usd),
    sourceAt: msg.source_ts_ms,
    trailingMeanCents: null,
    windowMeanCents: null,
    windowSize: null,
  };
}

function lifecycleChange(msg: Frame<'market_lifecycle_v2'>['msg']): Change | null {
  switch (msg.event_type) {
    case 'activated':
      return { status: msg.is_deactivated === true ? 'inactive' : 'active' };
    case 'deactivated':
      return { status: 'inactive' };
    case 'close_date_updated':
      return msg.close_ts === undefined ? null : { closeAt: msg.close_ts };
    case 'price_level_structure_updated':
      return { grid: priceGrid(msg.price_ranges) };
    case 'metadata_updated': {
      const series = seriesOf(msg.market_ticker);
      if (series === null) return null;
      const rule = msg.strike_type ? { rule: strikeRule(series, msg) } : {};
      return { ...rule, ...(msg.yes_sub_title ? { title: msg.yes_sub_title } : {}) };
    }
    case 'determined': {
      const at = msg.determination_ts;
      const fields = { result: msg.result, value: msg.settlement_value, final: false };
      const result = at === undefined ? null : marketResult({ ...fields, at });
      return { status: 'determined', ...(result ? { result } : {}) };
    }
    case 'settled':
      return { status: 'finalized' };
    default:
      return null;
  }
}

/** A change of one of our markets; what an event leaves out is re-read over REST by the directory. */
function marketChange(frame: Frame<'market_lifecycle_v2'>): MarketChangeTick | null {
  if (seriesOf(frame.msg.market_ticker) === null) return null;
  const change = lifecycleChange(frame.msg);
  if (change === null || Object.keys(change).length === 0) return null;
  return { kind: 'market-change', ticker: marketTicker(frame.msg.market_ticker), change };
}

/** Pure and total over checked frames (kalshi-api §5.4, §5.5); private and event frames yield null. */
export function frameToTick(frame: DataFrame): Tick | null {
  switch (frame.type) {
    case 'orderbook_snapshot':
      return bookSnapshot(frame);
    case 'orderbook_delta':
      return bookDelta(frame);
    case 'ticker':
      return quote(frame);
    case 'trade':
      return trade(frame);
    case 'cfbenchmarks_value':
      return indexPrint(frame);
    case 'cfbenchmarks_value_5hz':
      return fastPrint(frame);
    case 'market_lifecycle_v2':
      return marketChange(frame);
    case 'event_lifecycle':
    case 'event_fee_update':
    case 'fill':
    case 'user_order':
    case 'market_position':
    case 'order_group_updates':
      return null;
  }
}
