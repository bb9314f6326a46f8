// Contract: the simulated venue writes the same keys, order and number forms as the real one (kraken-api §1, §2).
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bookFrame,
  HEARTBEAT_FRAME,
  priceText,
  replyFrame,
  sizeText,
  stampText,
  statusFrame,
  tickerFrame,
  tradeFrame,
} from './encode.ts';
import { ackResult } from './requests.ts';

const AT = Date.UTC(2026, 10, 22, 15, 0, 0, 200);

const TRADE = tradeFrame('update', [
  {
    id: 109_200_001,
    atMs: AT + 0.001,
    priceTicks: 640_001,
    sizeUnits: 1_000_000,
    takerSide: 'buy',
    orderType: 'limit',
  },
]);
const TICKER = tickerFrame('update', {
  bid: { priceTicks: 640_000, sizeUnits: 120_000_000 },
  ask: { priceTicks: 640_001, sizeUnits: 24_000_000 },
  lastTicks: 640_001,
  volumeUnits: 310_012_345_678,
  vwapTicks: 641_002,
  lowTicks: 630_000,
  highTicks: 650_005,
  openTicks: 641_504,
  tradeCount: 135_000,
  atMs: AT + 0.001,
});
const ACK = replyFrame(
  {
    method: 'subscribe',
    success: true,
    result: ackResult('subscribe', {
      channel: 'trade',
      depth: 0,
      trigger: 'trades',
      snapshot: false,
    }),
  },
  AT,
);
const REFUSAL = replyFrame(
  {
    method: 'subscribe',
    error: 'Currency pair not supported XBT/USD',
    success: false,
    symbol: 'XBT/USD',
  },
  AT,
);

/** A frame with every number and stamp reduced to its form: digits before and after the point. */
function shapeOf(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.(\d+)Z/g, (_all, digits) => `time.${digits.length}`)
    .replace(/:-?\d+\.(\d+)/g, (_all, decimals) => `:n.${decimals.length}`)
    .replace(/:\d+/g, ':n')
    .replace(/"(buy|sell|limit|market)"/g, '"word"');
}

describe('what the simulated venue writes', () => {
  it('F04 writes bare decimals: prices with one decimal, sizes with eight', () => {
    expect([priceText(640_000), priceText(5)]).toEqual(['64000.0', '0.5']);
    expect([sizeText(1), sizeText(123_456_789_012)]).toEqual(['0.00000001', '1234.56789012']);
    expect(stampText(AT + 0.456)).toBe('2026-11-22T15:00:00.200456Z');
    expect(stampText(AT + 0.9999)).toBe('2026-11-22T15:00:00.201000Z');
  });

  it('writes book, trade and ticker frames as the reference shows them', () => {
    const book = bookFrame({
      type: 'update',
      bids: [
        { priceTicks: 640_000, sizeUnits: 120_000_000 },
        { priceTicks: 639_997, sizeUnits: 0 },
      ],
      asks: [],
      checksum: 2240719751,
      atMs: AT + 0.001,
    });
    expect(book).toBe(
      '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":64000.0,"qty":1.20000000},{"price":63999.7,"qty":0.00000000}],"asks":[],"checksum":2240719751,"timestamp":"2026-11-22T15:00:00.200001Z"}]}',
    );
    expect(TRADE).toBe(
      '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":64000.1,"qty":0.01000000,"ord_type":"limit","trade_id":109200001,"timestamp":"2026-11-22T15:00:00.200001Z"}]}',
    );
    expect(TICKER).toBe(
      '{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":64000.0,"bid_qty":1.20000000,"ask":64000.1,"ask_qty":0.24000000,"last":64000.1,"volume":3100.12345678,"vwap":64100.2,"low":63000.0,"high":65000.5,"change":-150.3,"change_pct":-0.23,"trades":135000,"timestamp":"2026-11-22T15:00:00.200001Z"}]}',
    );
  });
});

const FILE = resolve(import.meta.dirname, '../../../../shared/data/kraken/frames-2026-09.jsonl');

describe.skipIf(!existsSync(FILE))(
  'against recorded frames (skipped: the market data folder is not present)',
  () => {
    it.each([
      ['status', statusFrame('online', 15_100_000_000_000_000_001n)],
      ['heartbeat', HEARTBEAT_FRAME],
      ['trade', TRADE],
      ['ticker', TICKER],
      ['acknowledgement', ACK],
      ['refusal', REFUSAL],
    ])('a %s frame has the shape of a recorded one', (_name, frame) => {
      const recorded = readFileSync(FILE, 'utf8').trim().split('\n').map(shapeOf);
      expect(recorded).toContain(shapeOf(frame));
    });
  },
);
