// A recording without a spot book: trades stand in for the mid, where that is asked for and nowhere else.
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { BookState } from '#lib/domain/quote.ts';
import { createFeatureState, trustedMid } from './feature-state.ts';
import { type ObservedMarket, observe } from './observe.ts';
import { marketOf, narrowBook, spotOf, T0 } from './testing/observed-market.ts';

const TRADE = { sizeBtc: 0, takerSide: 'buy', venueAt: T0 } as const;
const TRADED = { touched: 'spot', accepted: true, freshTrades: [TRADE], tickers: [] };
const BOOK = { touched: 'spot', accepted: true, freshTrades: [], tickers: [] };

function market(book: BookState, midUsd: number | null): ObservedMarket {
  const levels = midUsd === null ? { bids: [], asks: [] } : narrowBook(midUsd);
  return marketOf(spotOf(levels, T0, { book, lastTradeUsd: 81_000, tradeAt: wallMs(T0) }));
}

const NO_BOOK = market({ kind: 'waiting', reason: 'no snapshot yet' }, null);
const LIVE = market({ kind: 'live' }, 90_000);

describe('the mid of a market without a spot book', () => {
  it('is the last trade where a recording asks for it, and only while it is young', () => {
    const state = createFeatureState();
    observe(state, NO_BOOK, { change: TRADED, at: T0, tradeForMid: true });
    expect(trustedMid(state, T0)).toBe(81_000);
    expect(trustedMid(state, T0 + 6_001)).toBeNull();
  });

  it('is missing everywhere else: a trade is no quote', () => {
    for (const tradeForMid of [false, undefined]) {
      const state = createFeatureState();
      observe(state, NO_BOOK, {
        change: TRADED,
        at: T0,
        ...(tradeForMid === undefined ? {} : { tradeForMid }),
      });
      expect(trustedMid(state, T0)).toBeNull();
    }
  });

  it('never replaces a live book', () => {
    const state = createFeatureState();
    observe(state, LIVE, { change: BOOK, at: T0, tradeForMid: true });
    observe(state, LIVE, { change: TRADED, at: T0 + 10, tradeForMid: true });
    expect(trustedMid(state, T0 + 10)).toBe(90_000);
  });
});
