// Kraken v2 wire text of the simulated venue: fixed-precision decimals written by hand, keys in the wire's order.
import { crc32 } from 'node:zlib';
import type { Ladder, LadderLevel } from './ladder.ts';
import type { SpotEngineTrade } from './spot-event.ts';

export const SYMBOL = 'BTC/USD';
const CHECKSUM_LEVELS = 10;
const SIZE_UNITS = 100_000_000;

/** 640001 → "64000.1". */
export function priceText(ticks: number): string {
  return `${Math.floor(ticks / 10)}.${ticks % 10}`;
}

/** 1000000 → "0.01000000". */
export function sizeText(units: number): string {
  const whole = Math.floor(units / SIZE_UNITS);
  return `${whole}.${String(units - whole * SIZE_UNITS).padStart(8, '0')}`;
}

/** RFC 3339 UTC with microseconds; fractions of a millisecond are kept. */
export function stampText(atMs: number): string {
  const micros = Math.round((atMs - Math.floor(atMs)) * 1_000);
  const carried = Math.floor(atMs) + Math.floor(micros / 1_000);
  return `${new Date(carried).toISOString().slice(0, -1)}${String(micros % 1_000).padStart(3, '0')}Z`;
}

/** CRC32 over ten asks low to high, then ten bids high to low: price and size text without point and leading zeros. */
export function bookChecksum(bids: Ladder, asks: Ladder): number {
  const levels = [
    ...asks.levels.slice(0, CHECKSUM_LEVELS),
    ...bids.levels.slice(0, CHECKSUM_LEVELS),
  ];
  return crc32(levels.map((level) => token(level)).join(''));
}

function token(level: LadderLevel): string {
  const strip = (text: string) => text.replace('.', '').replace(/^0+/, '');
  return strip(priceText(level.priceTicks)) + strip(sizeText(level.sizeUnits));
}

function levelsText(levels: readonly LadderLevel[]): string {
  const entries = levels.map(
    (level) => `{"price":${priceText(level.priceTicks)},"qty":${sizeText(level.sizeUnits)}}`,
  );
  return `[${entries.join(',')}]`;
}

/** A `book` frame of either type. */
export function bookFrame(book: {
  readonly type: 'snapshot' | 'update';
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
  readonly checksum: number;
  readonly atMs: number;
}): string {
  return `{"channel":"book","type":"${book.type}","data":[{"symbol":"${SYMBOL}","bids":${levelsText(book.bids)},"asks":${levelsText(book.asks)},"checksum":${book.checksum},"timestamp":"${stampText(book.atMs)}"}]}`;
}

/** A trade with the number and time the venue gave it. */
export interface NumberedTrade extends SpotEngineTrade {
  readonly id: number;
  readonly atMs: number;
}

/** A `trade` frame; several trades may share one. */
export function tradeFrame(type: 'snapshot' | 'update', trades: readonly NumberedTrade[]): string {
  const rows = trades.map(
    (trade) =>
      `{"symbol":"${SYMBOL}","side":"${trade.takerSide}","price":${priceText(trade.priceTicks)},"qty":${sizeText(trade.sizeUnits)},"ord_type":"${trade.orderType}","trade_id":${trade.id},"timestamp":"${stampText(trade.atMs)}"}`,
  );
  return `{"channel":"trade","type":"${type}","data":[${rows.join(',')}]}`;
}

/** What a `ticker` frame says: the touch now and the running day. */
export interface TickerView {
  readonly bid: LadderLevel;
  readonly ask: LadderLevel;
  readonly lastTicks: number;
  readonly volumeUnits: number;
  readonly vwapTicks: number;
  readonly lowTicks: number;
  readonly highTicks: number;
  readonly openTicks: number;
  readonly tradeCount: number;
  readonly atMs: number;
}

/** A `ticker` frame. */
export function tickerFrame(type: 'snapshot' | 'update', view: TickerView): string {
  const moved = view.lastTicks - view.openTicks;
  const change = `${moved < 0 ? '-' : ''}${priceText(Math.abs(moved))}`;
  const percent = ((100 * moved) / view.openTicks).toFixed(2);
  return `{"channel":"ticker","type":"${type}","data":[{"symbol":"${SYMBOL}","bid":${priceText(view.bid.priceTicks)},"bid_qty":${sizeText(view.bid.sizeUnits)},"ask":${priceText(view.ask.priceTicks)},"ask_qty":${sizeText(view.ask.sizeUnits)},"last":${priceText(view.lastTicks)},"volume":${sizeText(view.volumeUnits)},"vwap":${priceText(Math.round(view.vwapTicks))},"low":${priceText(view.lowTicks)},"high":${priceText(view.highTicks)},"change":${change},"change_pct":${percent},"trades":${view.tradeCount},"timestamp":"${stampText(view.atMs)}"}]}`;
}

/** The unasked `status` frame. */
export function statusFrame(system: string, connectionId: bigint): string {
  return `{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"${system}","api_version":"v2","connection_id":${connectionId},"upcoming_maintenance":[],"emergency":[]}]}`;
}

/** The `instrument` frame, trimmed to the one pair this venue trades. */
export function instrumentFrame(
  type: 'snapshot' | 'update',
  pair: { readonly status: string; readonly pricePrecision: number },
): string {
  return `{"channel":"instrument","type":"${type}","data":{"assets":[],"pairs":[{"symbol":"${SYMBOL}","base":"BTC","quote":"USD","status":"${pair.status}","qty_precision":8,"qty_increment":1e-08,"price_precision":${pair.pricePrecision},"cost_precision":5,"marginable":true,"has_index":true,"ws_display_price_precision":1,"cost_min":0.5,"margin_initial":0.1,"position_limit_long":350,"position_limit_short":250,"tick_size":0.1,"price_increment":0.1,"qty_min":5e-05}]}}`;
}

export const HEARTBEAT_FRAME = '{"channel":"heartbeat"}';
export const RATE_FRAME = '{"Error":"Exceeded msg rate"}';

/** An ack, refusal or pong: alphabetical keys, both stamps; undefined fields are left out. */
export function replyFrame(fields: Readonly<Record<string, unknown>>, atMs: number): string {
  const all: Record<string, unknown> = {
    ...fields,
    time_in: stampText(atMs),
    time_out: stampText(atMs + 0.03),
  };
  const sorted = Object.keys(all)
    .sort()
    .map((key) => [key, all[key]]);
  return JSON.stringify(Object.fromEntries(sorted));
}
