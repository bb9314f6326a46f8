// Tests of the spot book: worked examples, every fault, and what a broken book shows.
import { describe, expect, it } from 'vitest';
import type { SpotBookTick, SpotLevel } from '#lib/domain/tick.ts';
import { applySpotBook, createSpotBook, resetSpotBook, spotBookChecksum } from './spot-book.ts';

function levels(...pairs: readonly (readonly [number, number])[]): SpotLevel[] {
  return pairs.map(([price, size]) => ({ price, size }));
}

function tick(change: Partial<SpotBookTick>): SpotBookTick {
  return {
    kind: 'spot-book',
    type: 'update',
    depth: 10,
    pricePrecision: 1,
    sizePrecision: 8,
    bids: [],
    asks: [],
    checksum: null,
    venueAt: null,
    ...change,
  };
}

// Composed: a book of three levels a side with its checksum, and one update of it (kraken-api §2).
const SNAPSHOT = tick({
  type: 'snapshot',
  bids: levels([640000, 200000000], [639997, 10000000], [639982, 75000000]),
  asks: levels([640001, 25000000], [640005, 150000000], [640010, 5000]),
  checksum: 3078947562,
});
const UPDATE = tick({ bids: levels([640000, 120000000], [639997, 0]), checksum: 2240719751 });

describe('spot book', () => {
  it('verifies a snapshot and an update, and shows them best first', () => {
    const book = createSpotBook();
    expect(applySpotBook(book, SNAPSHOT)).toEqual({ kind: 'applied', verified: true });
    expect(applySpotBook(book, UPDATE)).toEqual({ kind: 'applied', verified: true });
    expect(book.bestBid()).toBe(640000);
    expect(book.bestAsk()).toBe(640001);
    expect(book.bids(5)).toEqual([
      { priceUsd: 64000, sizeBtc: 1.2 },
      { priceUsd: 63998.2, sizeBtc: 0.75 },
    ]);
    expect(book.asks(1)).toEqual([{ priceUsd: 64000.1, sizeBtc: 0.25 }]);
  });

  it('F03 a wrong checksum breaks the book until a snapshot, and a broken book shows nothing', () => {
    const book = createSpotBook();
    applySpotBook(book, SNAPSHOT);
    const outcome = applySpotBook(book, { ...UPDATE, checksum: 1 });
    expect(outcome).toMatchObject({ kind: 'broken', reason: 'checksum' });
    expect(book.state.kind).toBe('broken');
    expect([book.bestBid(), book.bestAsk(), book.bids(3), book.asks(3)]).toEqual([
      null,
      null,
      [],
      [],
    ]);
    expect(applySpotBook(book, UPDATE)).toEqual({ kind: 'discarded' });
    expect(applySpotBook(book, SNAPSHOT).kind).toBe('applied');
    expect(book.bestBid()).toBe(640000);
  });

  it('F05 a level that leaves the depth is truncated', () => {
    const book = createSpotBook();
    applySpotBook(book, { ...SNAPSHOT, depth: 3 });
    applySpotBook(book, tick({ depth: 3, asks: levels([640002, 1]) }));
    expect(book.asks(9).map((level) => level.priceUsd)).toEqual([64000.1, 64000.2, 64000.5]);
    applySpotBook(book, tick({ depth: 3, asks: levels([640002, 0]) }));
    expect(book.asks(9).map((level) => level.priceUsd)).toEqual([64000.1, 64000.5]);
  });

  it('F09 a crossed or locked book is broken even when it carries no checksum', () => {
    const book = createSpotBook();
    applySpotBook(book, SNAPSHOT);
    const locked = applySpotBook(book, tick({ bids: levels([640001, 5]) }));
    expect(locked).toMatchObject({ kind: 'broken', reason: 'crossed' });
  });

  it('F09 a side may empty: its best price is null, not zero', () => {
    const book = createSpotBook();
    applySpotBook(book, { ...SNAPSHOT, bids: [], checksum: null });
    expect(book.state.kind).toBe('live');
    expect(book.bestBid()).toBeNull();
    expect(book.bestAsk()).toBe(640001);
  });

  it('breaks on an update before a snapshot, also after a reset', () => {
    const book = createSpotBook();
    expect(applySpotBook(book, UPDATE)).toMatchObject({ reason: 'delta-before-snapshot' });
    applySpotBook(book, SNAPSHOT);
    resetSpotBook(book, 'connection lost');
    expect(book.bestBid()).toBeNull();
    expect(applySpotBook(book, UPDATE)).toMatchObject({ reason: 'delta-before-snapshot' });
  });

  it.each([
    ['price precision', { pricePrecision: 2 }, 'precision'],
    ['size precision', { sizePrecision: 7 }, 'precision'],
    ['depth', { depth: 25 }, 'depth'],
    ['a fractional price', { bids: levels([640000.5, 1]) }, 'level'],
    ['a negative size', { asks: levels([640001, -1]) }, 'level'],
    ['a zero price', { asks: levels([0, 1]) }, 'level'],
    ['a size that is not a number', { asks: levels([640001, Number.NaN]) }, 'level'],
  ] as const)('refuses a change of %s', (_name, change, reason) => {
    const book = createSpotBook();
    applySpotBook(book, SNAPSHOT);
    expect(applySpotBook(book, tick(change))).toMatchObject({ kind: 'broken', reason });
  });

  it('applies entries in array order: the last of one price wins, a delete of nothing is nothing', () => {
    const book = createSpotBook();
    applySpotBook(book, SNAPSHOT);
    applySpotBook(book, tick({ asks: levels([640001, 0], [640001, 7], [640003, 0]) }));
    expect(book.asks(1)).toEqual([{ priceUsd: 64000.1, sizeBtc: 7e-8 }]);
  });

  it('F04 computes the venue documentation example, whose trailing zeros floats would lose', () => {
    const asks = levels(
      [452852, 100000],
      [452864, 154571953],
      [452866, 154571109],
      [452896, 154560911],
      [452902, 15890660],
      [452918, 154553491],
      [452947, 4454749],
      [452961, 35380000],
      [452975, 9945542],
      [452995, 18772827],
    );
    const bids = levels(
      [452835, 10000000],
      [452834, 154582015],
      [452821, 10000000],
      [452810, 10000000],
      [452803, 154592586],
      [452790, 7990000],
      [452776, 3310103],
      [452775, 30000000],
      [452773, 154602737],
      [452766, 15445238],
    );
    const book = createSpotBook();
    const outcome = applySpotBook(
      book,
      tick({ type: 'snapshot', asks, bids, checksum: 3310070434 }),
    );
    expect(outcome).toEqual({ kind: 'applied', verified: true });
    expect(spotBookChecksum(book)).toBe(3310070434);
  });
});
