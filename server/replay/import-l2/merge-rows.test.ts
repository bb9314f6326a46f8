// Merging by time: nothing lost, nothing out of order, and a source that goes back in time is refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedCount } from '#lib/domain/count.ts';
import { marketTicker } from '#lib/domain/ids.ts';
import { price } from '#lib/domain/price.ts';
import { mergeRows } from './merge-rows.ts';
import { microseconds, type RecordedRow } from './recorded-row.ts';

const TICKER = marketTicker('KXBTC15M-TEST-00');

function row(us: number, order: number): RecordedRow {
  return {
    us,
    order,
    session: 'one',
    ticker: TICKER,
    body: {
      kind: 'contract-delta',
      ticker: TICKER,
      seq: order,
      leg: 'yes',
      price: price(100),
      delta: signedCount(1),
      venueAt: null,
    },
  };
}

describe('mergeRows', () => {
  it('gives all rows of all sources ordered by time and number', () => {
    const rows = fc
      .array(fc.tuple(fc.nat(50), fc.nat(9)), { maxLength: 30 })
      .map((pairs) =>
        pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([us, n]) => row(us, n)),
      );
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 5 }), (sources) => {
        const merged = [...mergeRows(sources)];
        const expected = sources.flat().sort((a, b) => a.us - b.us || a.order - b.order);
        expect(merged.map(({ us, order }) => [us, order])).toEqual(
          expected.map(({ us, order }) => [us, order]),
        );
      }),
    );
  });

  it('gives ties to the source named first', () => {
    const [first, second] = [row(5, 1), row(5, 1)];
    expect([...mergeRows([[first], [second]])][0]).toBe(first);
    expect([...mergeRows([[second], [first]])][0]).toBe(second);
  });

  it('refuses a source that goes back in time', () => {
    expect(() => [...mergeRows([[row(5, 1), row(4, 2)]])]).toThrow('back in time');
  });
});

describe('microseconds', () => {
  it('are exact where nanoseconds in a double are not', () => {
    expect(microseconds('1778490000011221761')).toBe(1_778_490_000_011_221);
    expect(microseconds('1778490000011222000')).toBe(1_778_490_000_011_222);
  });

  it.each([undefined, '', 'soon', '-1', '1.5e18'])('are null for %j', (text) => {
    expect(microseconds(text)).toBeNull();
  });
});
