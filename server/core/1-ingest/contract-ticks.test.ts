// Kalshi books, sequences and trades through tickToMarket.
import { describe, expect, it } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { tradeId } from '#lib/domain/ids.ts';
import { price } from '#lib/domain/price.ts';
import { advanceTime, watchOnly } from './advance-time.ts';
import { delta, instant, OTHER, snapshot, TICKER, testMarket } from './ingest-fixtures.ts';
import { createMarketState } from './market-state.ts';
import { statusToMarket } from './status-to-market.ts';
import { tickToMarket } from './tick-to-market.ts';

function stateWithBook() {
  const state = createMarketState();
  tickToMarket(state, { kind: 'market', market: testMarket() }, instant(1));
  tickToMarket(state, { kind: 'market', market: testMarket({ ticker: OTHER }) }, instant(1));
  const both = {
    yes: [
      [4_500, 200],
      [4_600, 120],
    ],
    no: [[5_200, 35]],
  } as const;
  tickToMarket(state, snapshot(1, both), instant(1));
  tickToMarket(state, snapshot(2, both, { ticker: OTHER }), instant(1));
  return state;
}

const entryOf = (state: ReturnType<typeof stateWithBook>, ticker = TICKER) => {
  const entry = state.contracts.get(ticker);
  if (!entry) throw new Error('the test market is not there');
  return entry;
};

describe('contract book', () => {
  it('shows both legs on the YES scale, best first', () => {
    const { depth, book } = entryOf(stateWithBook());
    expect(book.kind).toBe('live');
    expect(depth.bids).toEqual([
      { price: 4_600, size: 120 },
      { price: 4_500, size: 200 },
    ]);
    expect(depth.asks).toEqual([{ price: 4_800, size: 35 }]);
  });

  it('F15 adds signed hundredths exactly and removes a level at zero', () => {
    const state = stateWithBook();
    for (let i = 0; i < 7; i++)
      tickToMarket(state, delta(3 + i, { leg: 'yes', price: 4_700, delta: 1 }), instant(2));
    tickToMarket(state, delta(10, { leg: 'yes', price: 4_600, delta: -120 }), instant(2));
    expect(entryOf(state).depth.bids[0]).toEqual({ price: 4_700, size: 7 });
    expect(entryOf(state).depth.bids[1]).toEqual({ price: 4_500, size: 200 });
  });

  it('a level below zero breaks the book and asks for its snapshot', () => {
    const state = stateWithBook();
    const change = tickToMarket(
      state,
      delta(3, { leg: 'no', price: 5_200, delta: -36 }),
      instant(2),
    );
    expect(entryOf(state).book).toEqual({ kind: 'broken', reason: 'level no 5200 fell to -1' });
    expect(entryOf(state).depth).toEqual({ bids: [], asks: [] });
    expect(change.accepted).toBe(false);
    expect(change.resyncs).toEqual([
      { connection: 'kalshi', sid: 1, tickers: [TICKER], reason: 'level no 5200 fell to -1' },
    ]);
    expect(state.feeds.get('kalshi-book')?.state).toBe('broken');
  });

  it('a crossed book waits at once and breaks after a second', () => {
    const state = stateWithBook();
    tickToMarket(state, delta(3, { leg: 'yes', price: 4_900, delta: 5 }), instant(2));
    expect(entryOf(state).book).toEqual({ kind: 'waiting', reason: 'crossed' });
    expect(advanceTime(state, instant(3)).resyncs).toEqual([]);
    const change = advanceTime(state, instant(3.5));
    expect(entryOf(state).book.kind).toBe('broken');
    expect(change.resyncs).toHaveLength(1);
  });

  it('a cross that passes within the second leaves the book live', () => {
    const state = stateWithBook();
    tickToMarket(state, delta(3, { leg: 'yes', price: 4_900, delta: 5 }), instant(2));
    tickToMarket(state, delta(4, { leg: 'yes', price: 4_900, delta: -5 }), instant(2.4));
    expect(entryOf(state).book.kind).toBe('live');
  });

  it('a delta before any snapshot is dropped and the snapshot asked for', () => {
    const state = createMarketState();
    tickToMarket(state, { kind: 'market', market: testMarket() }, instant(1));
    const change = tickToMarket(state, delta(1, { leg: 'yes', price: 100, delta: 5 }), instant(1));
    expect(change.resyncs).toHaveLength(1);
    expect(entryOf(state).depth.bids).toEqual([]);
  });

  it('an unanswered request is repeated after five seconds, not before', () => {
    const state = stateWithBook();
    tickToMarket(state, delta(3, { leg: 'no', price: 5_200, delta: -36 }), instant(2));
    expect(advanceTime(state, instant(6.9)).resyncs).toEqual([]);
    expect(advanceTime(state, instant(7)).resyncs).toHaveLength(1);
    expect(advanceTime(state, instant(8)).resyncs).toEqual([]);
  });

  it('a contract that is no longer watched stops being live', () => {
    const state = stateWithBook();
    watchOnly(state, [OTHER]);
    expect(entryOf(state).book).toEqual({ kind: 'waiting', reason: 'not watched' });
    expect(entryOf(state, OTHER).book.kind).toBe('live');
  });
});

describe('sequence numbers', () => {
  it('F13 a gap breaks every book of its sid and asks for all of them once', () => {
    const state = stateWithBook();
    const change = tickToMarket(state, delta(4, { leg: 'yes', price: 100, delta: 5 }), instant(2));
    expect(change.accepted).toBe(false);
    expect(change.resyncs).toEqual([
      {
        connection: 'kalshi',
        sid: 1,
        tickers: [TICKER, OTHER],
        reason: 'sid 1: expected 3, got 4',
      },
    ]);
    for (const ticker of [TICKER, OTHER]) expect(entryOf(state, ticker).book.kind).toBe('broken');
  });

  it('F13 deltas after a gap do nothing until the snapshot; then the book is live again', () => {
    const state = stateWithBook();
    tickToMarket(state, { kind: 'stream-seq', sid: 1, seq: 9 }, instant(2));
    tickToMarket(state, delta(10, { leg: 'yes', price: 100, delta: 5 }), instant(2));
    expect(entryOf(state).depth.bids).toEqual([]);
    tickToMarket(state, snapshot(11, { yes: [[100, 7]], no: [] }), instant(2));
    expect(entryOf(state).depth.bids).toEqual([{ price: 100, size: 7 }]);
    expect(state.feeds.get('kalshi-book')?.state).toBe('broken');
    tickToMarket(state, snapshot(12, { yes: [], no: [] }, { ticker: OTHER }), instant(2));
    expect(state.feeds.get('kalshi-book')?.state).toBe('live');
  });

  it('a message that carries only a number keeps the sequence whole', () => {
    const state = stateWithBook();
    tickToMarket(state, { kind: 'stream-seq', sid: 1, seq: 3 }, instant(2));
    const change = tickToMarket(state, delta(4, { leg: 'yes', price: 100, delta: 5 }), instant(2));
    expect(change.accepted).toBe(true);
  });

  it('a gap on one subscription leaves the books of another alone', () => {
    const state = stateWithBook();
    tickToMarket(state, { kind: 'stream-seq', sid: 2, seq: 1 }, instant(2));
    const change = tickToMarket(state, { kind: 'stream-seq', sid: 2, seq: 5 }, instant(2));
    expect(change.resyncs).toEqual([]);
    expect(entryOf(state).book.kind).toBe('live');
  });

  it('a repeated number is not accepted and changes nothing', () => {
    const state = stateWithBook();
    const again = delta(2, { leg: 'yes', price: 4_600, delta: 1 });
    expect(tickToMarket(state, again, instant(2)).accepted).toBe(false);
    expect(entryOf(state).depth.bids[0]?.size).toBe(120);
  });

  it('a new connection starts every sequence and every book anew', () => {
    const state = stateWithBook();
    statusToMarket(state, { kind: 'connected', connection: 'kalshi' }, instant(2));
    expect(entryOf(state).book.kind).toBe('waiting');
    const change = tickToMarket(state, snapshot(1, { yes: [[100, 7]], no: [] }), instant(3));
    expect(change.accepted).toBe(true);
    expect(entryOf(state).book.kind).toBe('live');
  });

  it('a lost connection leaves no book that could be traded on', () => {
    const state = stateWithBook();
    const lost = { kind: 'disconnected', connection: 'kalshi', reason: '1006' } as const;
    statusToMarket(state, lost, instant(2));
    expect(entryOf(state).book.kind).toBe('waiting');
    expect(state.feeds.get('kalshi-connection')?.state).toBe('down');
    expect(state.feeds.get('index')?.state).toBe('down');
  });
});

describe('contract trades and quotes', () => {
  const trade = {
    kind: 'contract-trade',
    ticker: TICKER,
    tradeId: tradeId('t1'),
    price: price(4_700),
    size: count(500),
    takerSide: 'bid',
    venueAt: instant(2),
  } as const;

  it('F07 the same trade id is accepted once', () => {
    const state = stateWithBook();
    expect(tickToMarket(state, trade, instant(2)).accepted).toBe(true);
    expect(tickToMarket(state, trade, instant(2)).accepted).toBe(false);
    expect(entryOf(state).lastTrade).toBe(4_700);
  });

  it('ticks of unknown contracts are ignored', () => {
    const state = createMarketState();
    expect(tickToMarket(state, trade, instant(2)).touched).toBe('none');
    expect(tickToMarket(state, snapshot(1, { yes: [], no: [] }), instant(2)).touched).toBe('none');
  });

  it('a quote summary never touches the book', () => {
    const state = stateWithBook();
    const quote = {
      kind: 'contract-quote',
      ticker: TICKER,
      yesBid: price(1_000),
      yesAsk: price(1_100),
      last: price(4_650),
      volume: count(77),
      openInterest: count(5),
      venueAt: instant(2),
    } as const;
    tickToMarket(state, quote, instant(2));
    expect(entryOf(state).depth.bids[0]?.price).toBe(4_600);
    expect(entryOf(state).volume).toBe(77);
    expect(entryOf(state).lastTrade).toBe(4_650);
  });
});
