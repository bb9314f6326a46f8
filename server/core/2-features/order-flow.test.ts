// Order-flow imbalance and liquidity against their definitions.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLiquidity, sampleLiquidity, slopeRatio, spreadRatio } from './liquidity.ts';
import {
  addBook,
  closeOrderFlow,
  createOrderFlow,
  FLOW_LEVELS,
  forgetBook,
  orderFlowImbalance,
} from './order-flow.ts';
import { createSpotLevels, keepLevels } from './spot-levels.ts';
import { spotOf, T0, type TestLevels } from './testing/observed-market.ts';

interface Book {
  readonly bids: TestLevels;
  readonly asks: TestLevels;
}

/** Books of one to twelve levels a side around a wandering touch. */
const SIZES = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });
const BOOK: fc.Arbitrary<Book> = fc
  .record({ touch: fc.integer({ min: -3, max: 3 }), bids: SIZES, asks: SIZES })
  .map(({ touch, bids, asks }) => ({
    bids: bids.map((size, i) => [90_000 + touch - i, size / 10] as const),
    asks: asks.map((size, i) => [90_001 + touch + i, size / 10] as const),
  }));

function ladder(touch: number, sizeBtc: number): Book {
  return {
    bids: Array.from({ length: 10 }, (_, i) => [touch - i, sizeBtc] as const),
    asks: Array.from({ length: 10 }, (_, i) => [touch + 1 + i, sizeBtc] as const),
  };
}

/** e of one level by the book: a better price counts its whole size, a worse one takes the old size away. */
function added(before: TestLevels, after: TestLevels, level: number, sign: 1 | -1): number {
  const old = before[level];
  const now = after[level];
  if (!old || !now) return 0;
  if (now[0] === old[0]) return now[1] - old[1];
  return sign * (now[0] - old[0]) > 0 ? now[1] : -old[1];
}

function direct(books: readonly Book[], levels: number): number {
  let flow = 0;
  for (let n = 1; n < books.length; n++) {
    const [before, after] = [books[n - 1], books[n]];
    if (!before || !after) continue;
    for (let m = 0; m < levels; m++)
      flow += added(before.bids, after.bids, m, 1) - added(before.asks, after.asks, m, -1);
  }
  const depth = (side: TestLevels) =>
    side.slice(0, levels).reduce((sum, [, size]) => sum + size, 0);
  const last = books.at(-1);
  return flow / ((depth(last?.bids ?? []) + depth(last?.asks ?? [])) / 2);
}

describe('order-flow imbalance', () => {
  it('of one second equals the definition, at one, five and ten levels', () => {
    fc.assert(
      fc.property(fc.array(BOOK, { minLength: 2, maxLength: 30 }), (books) => {
        const state = createOrderFlow();
        for (const book of books) addBook(state, spotOf(book, T0));
        closeOrderFlow(state, true);
        for (const levels of FLOW_LEVELS)
          expect(orderFlowImbalance(state, levels, 1)).toBeCloseTo(direct(books, levels), 9);
      }),
    );
  });

  it('is symmetric: bids and asks that swap roles swap its sign', () => {
    const state = createOrderFlow();
    addBook(state, spotOf(ladder(90_000, 2), T0));
    addBook(state, spotOf(ladder(90_001, 2), T0));
    closeOrderFlow(state, true);
    const up = orderFlowImbalance(state, 10, 1);
    addBook(state, spotOf(ladder(90_000, 2), T0));
    closeOrderFlow(state, true);
    expect(up).toBe(2);
    expect(orderFlowImbalance(state, 10, 1)).toBe(-2);
  });

  it('does not depend on how large a venue trades', () => {
    const [small, large] = [1, 1_000].map((scale) => {
      const state = createOrderFlow();
      addBook(state, spotOf(ladder(90_000, scale), T0));
      addBook(state, spotOf(ladder(90_001, 3 * scale), T0));
      closeOrderFlow(state, true);
      return orderFlowImbalance(state, 5, 1);
    });
    expect(small).toBeCloseTo(large ?? Number.NaN, 9);
  });

  it('a book that was lost is compared with nothing before, and its second is a gap', () => {
    const state = createOrderFlow();
    addBook(state, spotOf(ladder(90_000, 2), T0));
    forgetBook(state);
    closeOrderFlow(state, true);
    expect(orderFlowImbalance(state, 1, 1)).toBeNull();
    addBook(state, spotOf(ladder(95_000, 50), T0));
    closeOrderFlow(state, true);
    expect(orderFlowImbalance(state, 1, 1)).toBe(0);
  });
});

describe('liquidity', () => {
  function usual(seconds: number) {
    const state = createLiquidity();
    const held = createSpotLevels();
    const spot = spotOf(ladder(90_000, 2), T0);
    keepLevels(held, spot.bids(10), spot.asks(10));
    for (let i = 0; i < seconds; i++) sampleLiquidity(state, held);
    return { state, held };
  }

  it('is 0 at its usual spread and slope and missing before five minutes', () => {
    const early = usual(200);
    expect(spreadRatio(early.state, early.held)).toBeNull();
    const { state, held } = usual(400);
    expect(spreadRatio(state, held)).toBeCloseTo(0, 9);
    expect(slopeRatio(state, held, 'bids')).toBeCloseTo(0, 9);
  });

  it('doubles are ln 2, each side by itself', () => {
    const { state, held } = usual(400);
    const bids = ladder(90_000, 4).bids;
    const asks = ladder(90_001, 2).asks;
    const spot = spotOf({ bids, asks }, T0);
    keepLevels(held, spot.bids(10), spot.asks(10));
    expect(spreadRatio(state, held)).toBeCloseTo(Math.LN2, 4);
    expect(slopeRatio(state, held, 'bids')).toBeCloseTo(Math.log(2 * (9.5 / 10)), 4);
    expect(slopeRatio(state, held, 'asks')).toBeCloseTo(Math.log(9.5 / 10), 4);
  });
});
