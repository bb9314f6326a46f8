// OHLC bodies as Kraken sends them, and every way in which one is none. Property: all closed rows or nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { krakenRest } from '#server/simulator/kraken/rest.ts';
import { createMinuteCandles } from '#server/simulator/world/minute-candles.ts';
import { readCandles } from './candle-rows.ts';

const T = 1_795_359_600;

type Row = readonly (string | number)[];

function row(minute: number, change: Readonly<Record<number, string | number>> = {}): Row {
  const plain = [T + 60 * minute, '64000.0', '64010.5', '63990.1', '64001.2', '64000.4', '1.5', 12];
  return plain.map((value, i) => change[i] ?? value);
}

function body(rows: readonly Row[], change: Readonly<Record<string, unknown>> = {}): string {
  const last = rows.at(-2)?.[0] ?? T;
  return JSON.stringify({ error: [], result: { XXBTZUSD: rows, last }, ...change });
}

function errorOf(text: string): string {
  const read = readCandles(text);
  return read.ok ? '' : read.error;
}

describe('candles', () => {
  it('are the closed rows, ends on whole minutes, numbers from strings', () => {
    const read = readCandles(body([row(0), row(1), row(2)]));
    expect(read.ok && read.value).toEqual([
      {
        endMs: (T + 60) * 1000,
        ...{ open: 64_000, high: 64_010.5, low: 63_990.1, close: 64_001.2, volume: 1.5 },
      },
      {
        endMs: (T + 120) * 1000,
        ...{ open: 64_000, high: 64_010.5, low: 63_990.1, close: 64_001.2, volume: 1.5 },
      },
    ]);
  });

  it('take the only key that is not `last`, whatever the pair is called', () => {
    const result = { 'BTC/USD': [row(0), row(1)], last: T };
    expect(readCandles(JSON.stringify({ error: [], result })).ok).toBe(true);
    const two = { ...result, XXBTZUSD: [row(0)] };
    expect(errorOf(JSON.stringify({ error: [], result: two }))).toContain('no one pair');
  });

  it('say what the venue refused', () => {
    expect(errorOf('{"error":["EGeneral:Too many requests"]}')).toBe('EGeneral:Too many requests');
    expect(errorOf('<html>502</html>')).toBe('the answer is not an OHLC envelope');
  });

  it.each([
    ['a price that is none', row(1, { 4: 'NaN' }), 'is not a price'],
    ['a price of zero', row(1, { 3: '0.0' }), 'is not a price'],
    ['a low above the close', row(1, { 3: '64005.0' }), 'outside its range'],
    ['a negative volume', row(1, { 6: '-1' }), 'is not a volume'],
    ['half a minute', row(1, { 0: T + 90 }), 'row'],
    ['a repeated minute', row(1, { 0: T }), 'out of order'],
    ['a row of seven', row(1).slice(0, 7), 'row'],
  ])('are nothing as a whole for %s', (_what, bad, text) => {
    expect(errorOf(body([row(0), bad, row(2), row(3)]))).toContain(text);
  });

  it('come back from the simulated venue as they were, without the forming one', () => {
    const prices = fc.array(fc.integer({ min: 600_000, max: 700_000 }), {
      minLength: 3,
      maxLength: 60,
    });
    fc.assert(
      fc.property(prices, (tenths) => {
        const candles = createMinuteCandles();
        tenths.forEach((price, i) => {
          candles.price((T + 20 * i) * 1000, price / 10);
          candles.trade(0.25, 1);
        });
        const query = new URLSearchParams('pair=XBTUSD&interval=1');
        const text = krakenRest({ path: '/0/public/OHLC', query }, candles.rows);
        const rows = candles.rows();
        const read = readCandles(text);
        if (rows.length < 2) {
          expect(read.ok).toBe(false);
          return;
        }
        expect(read.ok && read.value).toEqual(
          rows.slice(0, -1).map((candle) => ({
            endMs: candle.startMs + 60_000,
            open: candle.open,
            high: candle.high,
            low: candle.low,
            close: candle.close,
            volume: candle.volumeBtc,
          })),
        );
      }),
    );
  });

  it('the simulated venue answers other questions as the real one does', () => {
    const ask = (path: string, query: string) =>
      errorOf(krakenRest({ path, query: new URLSearchParams(query) }, () => []));
    expect(ask('/0/public/OHLC', 'pair=XBTEUR')).toBe('EQuery:Unknown asset pair');
    expect(ask('/0/public/OHLC', 'pair=XBTUSD&interval=7')).toBe('EGeneral:Invalid arguments');
    expect(ask('/0/public/Nothing', 'pair=XBTUSD')).toBe('EGeneral:Unknown method');
  });
});
