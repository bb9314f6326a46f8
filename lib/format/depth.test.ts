// Depth bars: running totals, one scale for both sides, no bar without size.
import { describe, expect, it } from 'vitest';
import { printDepth } from './depth.ts';

const PRINT = { price: (value: number) => `p${value}`, size: (value: number) => `s${value}` };

describe('print depth', () => {
  it('totals run from the best level and share one scale', () => {
    const printed = printDepth(
      {
        bids: [
          { price: 10, size: 1 },
          { price: 9, size: 3 },
        ],
        asks: [{ price: 11, size: 2 }],
      },
      5,
      PRINT,
    );
    expect(printed.bids.map((level) => [level.total, level.share])).toEqual([
      ['s1', 0.25],
      ['s4', 1],
    ]);
    expect(printed.asks[0]).toEqual({ price: 'p11', size: 's2', total: 's2', share: 0.5 });
  });

  it('levels beyond the depth are neither shown nor counted', () => {
    const levels = [1, 2, 3].map((price) => ({ price, size: 1 }));
    expect(printDepth({ bids: levels, asks: [] }, 2, PRINT).bids[1]?.share).toBe(1);
  });

  it('an empty book has no rows', () => {
    expect(printDepth({ bids: [], asks: [] }, 5, PRINT)).toEqual({ bids: [], asks: [] });
  });
});
