// Tests of the frame reader: every kind of frame, exact scaling and named refusals of bad fields.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUnits } from './book-frame.ts';
import { type FrameContext, frameToTick } from './frame-to-tick.ts';

const CONTEXT: FrameContext = {
  symbol: 'BTC/USD',
  depth: 25,
  scale: { pricePrecision: 1, sizePrecision: 8 },
  checksum: 'required',
};
const read = (text: string, change: Partial<FrameContext> = {}) =>
  frameToTick(text, { ...CONTEXT, ...change });
const BOOK =
  '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":64000.0,"qty":1.20000000},{"price":63999.7,"qty":0E0}],"asks":[],"checksum":2240719751,"timestamp":"2026-11-22T15:00:00.200001Z"}]}';
const TRADE =
  '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":64000.1,"qty":0.00000001,"ord_type":"market","trade_id":7,"timestamp":"2026-11-22T15:00:00.200001Z"}]}';
const TICKER =
  '{"channel":"ticker","type":"snapshot","data":[{"symbol":"BTC/USD","bid":64000.0,"bid_qty":1.2,"ask":64000.1,"ask_qty":0.24,"last":64000.1}]}';

describe('kraken frame reader', () => {
  it('reads a book update into scaled integers in array order', () => {
    expect(read(BOOK)).toEqual({
      kind: 'data',
      ticks: [
        {
          kind: 'spot-book',
          type: 'update',
          depth: 25,
          pricePrecision: 1,
          sizePrecision: 8,
          bids: [
            { price: 640_000, size: 120_000_000 },
            { price: 639_997, size: 0 },
          ],
          asks: [],
          checksum: 2240719751,
          venueAt: Date.UTC(2026, 10, 22, 15, 0, 0, 200),
        },
      ],
    });
  });

  it('F04 scales every decimal the wire can carry to its exact digits', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.nat(99_999_999), fc.nat(20_000), (ticks, units, whole) => {
        const price = JSON.parse(`${Math.floor(ticks / 10)}.${ticks % 10}`);
        expect(toUnits(price, 1)).toBe(ticks);
        const size = JSON.parse(`${whole}.${String(units).padStart(8, '0')}`);
        expect(toUnits(size, 8)).toBe(whole * 1e8 + units);
      }),
    );
  });

  it.each([
    ['a price between ticks', BOOK.replace('64000.0', '64000.05'), 'bids[0].price'],
    ['a price of zero', BOOK.replace('64000.0', '0.0'), 'bids[0].price'],
    ['a price as text', BOOK.replace('64000.0', '"64000.0"'), 'bids[0].price'],
    ['a negative size', BOOK.replace('1.20000000', '-1.2'), 'bids[0].qty'],
    ['a size with too many decimals', BOOK.replace('1.20000000', '1.200000001'), 'bids[0].qty'],
    ['a missing size', BOOK.replace('"qty":0E0', '"q":0'), 'bids[1].qty'],
    ['a missing side', BOOK.replace('"asks":[],', ''), 'asks'],
    ['another symbol', BOOK.replace('BTC/USD', 'ETH/USD'), 'symbol'],
    ['a missing checksum', BOOK.replace('"checksum":2240719751,', ''), 'checksum'],
    ['a negative checksum', BOOK.replace('2240719751', '-1'), 'checksum'],
    ['an unknown type', BOOK.replace('update', 'delta'), 'type'],
    ['a bad stamp', BOOK.replace('15:00:00.200001Z', 'noonZ'), 'timestamp'],
    ['no entry', '{"channel":"book","type":"update","data":[]}', 'data'],
    ['a null entry', '{"channel":"book","type":"update","data":[null]}', 'data'],
  ])('F04 refuses %s and names the field', (_name, text, field) => {
    const frame = read(text);
    expect(frame).toMatchObject({ kind: 'bad', channel: 'book' });
    expect(frame.kind === 'bad' && frame.reason).toContain(field);
  });

  it('reads no book before the precision is known', () => {
    expect(read(BOOK, { scale: null })).toMatchObject({ kind: 'bad', channel: 'book' });
  });

  it('reads trades and quotes, with stamps optional where the venue leaves them out', () => {
    const trade = read(TRADE);
    expect(trade.kind === 'data' && trade.ticks).toMatchObject([
      {
        kind: 'spot-trade',
        venue: 'kraken',
        trades: [{ id: 7, sizeBtc: 1e-8, takerSide: 'sell' }],
      },
    ]);
    const quote = read(TICKER);
    expect(quote.kind === 'data' && quote.ticks).toEqual([
      { kind: 'spot-quote', bidUsd: 64_000, askUsd: 64_000.1, lastUsd: 64_000.1, venueAt: null },
    ]);
  });

  it('F12 refuses trades and quotes of another symbol', () => {
    for (const text of [TRADE, TICKER])
      expect(read(text.replace('BTC/USD', 'XBT/USD'))).toMatchObject({ kind: 'bad' });
  });

  it('reads a refusal that has neither result nor channel', () => {
    const text =
      '{"error":"Currency pair not supported XBT/USD","method":"subscribe","req_id":4,"success":false,"symbol":"XBT/USD"}';
    expect(read(text)).toEqual({
      kind: 'control',
      control: {
        kind: 'answer',
        method: 'subscribe',
        reqId: 4,
        channel: null,
        refusal: 'Currency pair not supported XBT/USD',
      },
    });
  });

  it('reads the rate error with its capital E, and lets unknown channels pass', () => {
    expect(read('{"Error":"Exceeded msg rate"}')).toMatchObject({ control: { kind: 'error' } });
    expect(read('{"channel":"ohlc","type":"update","data":[]}')).toMatchObject({
      control: { kind: 'ignored', what: 'ohlc' },
    });
  });

  it('never throws on any text or any JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(['bad', 'control', 'data']).toContain(read(text).kind);
      }),
    );
    const channel = fc.constantFrom('book', 'trade', 'ticker', 'status', 'instrument', 'heartbeat');
    fc.assert(
      fc.property(channel, fc.jsonValue(), fc.jsonValue(), (name, type, data) => {
        const frame = read(JSON.stringify({ channel: name, type, data }));
        expect(['bad', 'control', 'data']).toContain(frame.kind);
      }),
    );
  });
});
