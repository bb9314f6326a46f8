// Kraken messages, feed states and market lifecycle through the two doors of this stage.
import { describe, expect, it } from 'vitest';
import type { FeedStatus } from '#lib/domain/feed.ts';
import type { SpotTradeTick } from '#lib/domain/tick.ts';
import { advanceTime } from './advance-time.ts';
import { instant, spotSnapshot, TICKER, testMarket } from './ingest-fixtures.ts';
import { createMarketState } from './market-state.ts';
import { statusToMarket } from './status-to-market.ts';
import { tickToMarket } from './tick-to-market.ts';

const ONLINE = { kind: 'spot-status', system: 'online', pair: 'online' } as const;

function trades(ids: readonly number[], at: number): SpotTradeTick {
  return {
    kind: 'spot-trade',
    venue: 'kraken',
    trades: ids.map((id) => ({
      id,
      priceUsd: 95_000 + id,
      sizeBtc: 0.1,
      takerSide: 'buy',
      venueAt: instant(at),
    })),
  };
}

describe('spot book', () => {
  it('is missing before the first snapshot and has a mid after it', () => {
    const state = createMarketState();
    expect(state.spot.midUsd).toBeNull();
    tickToMarket(state, spotSnapshot(950_000, 950_010), instant(1));
    expect(state.spot).toMatchObject({ bidUsd: 95_000, askUsd: 95_001, midUsd: 95_000.5 });
    expect(state.spot.bookAt).toBe(instant(1));
  });

  it('F03 a wrong checksum drops the book and asks for a snapshot; the third in ten minutes is critical', () => {
    const state = createMarketState();
    const severities = [];
    for (const second of [1, 2, 3]) {
      const bad = { ...spotSnapshot(950_000, 950_010), checksum: 1 };
      const change = tickToMarket(state, bad, instant(second));
      expect(change.resyncs).toHaveLength(1);
      expect(change.accepted).toBe(false);
      severities.push(change.notes[0]?.severity);
    }
    expect(severities).toEqual(['warning', 'warning', 'critical']);
    expect(state.spot.midUsd).toBeNull();
    expect(state.feeds.get('kraken-book')).toMatchObject({ state: 'broken', faults: 3 });
  });

  it('an unanswered snapshot request is repeated after five seconds', () => {
    const state = createMarketState();
    tickToMarket(state, { ...spotSnapshot(950_000, 950_010), checksum: 1 }, instant(1));
    expect(advanceTime(state, instant(5)).resyncs).toEqual([]);
    expect(advanceTime(state, instant(6)).resyncs).toHaveLength(1);
  });

  it('a book that is silent beside a moving quote is dropped; one that is only quiet is kept', () => {
    const state = createMarketState();
    tickToMarket(state, spotSnapshot(950_000, 950_010), instant(0));
    const quote = (usd: number) =>
      ({ kind: 'spot-quote', bidUsd: usd, askUsd: usd + 1, lastUsd: usd, venueAt: null }) as const;
    for (const second of [1, 4, 9]) tickToMarket(state, quote(95_000), instant(second));
    expect(state.spot.book.kind).toBe('live');
    for (const second of [10, 14]) tickToMarket(state, quote(95_020), instant(second));
    expect(state.spot.book.kind).toBe('live');
    const change = tickToMarket(state, quote(95_020), instant(15));
    expect(change.notes[0]?.code).toBe('kraken-book-silent');
    expect(state.spot.book.kind).not.toBe('live');
  });

  it('F12 anything but online and online is not online', () => {
    const state = createMarketState();
    expect(state.spot.online).toBe(false);
    tickToMarket(state, ONLINE, instant(1));
    expect(state.spot.online).toBe(true);
    tickToMarket(state, { ...ONLINE, system: 'post_only' }, instant(2));
    expect(state.spot.online).toBe(false);
    tickToMarket(state, { ...ONLINE, pair: 'unknown' }, instant(3));
    expect(state.spot.online).toBe(false);
  });
});

describe('spot trades', () => {
  it('F07 a repeated trade id is left out, also inside one message', () => {
    const state = createMarketState();
    const first = tickToMarket(state, trades([1, 2, 2], 1), instant(1));
    expect(first.freshTrades.map((trade) => trade.id)).toEqual([1, 2]);
    const again = tickToMarket(state, trades([1, 2, 3], 1), instant(2));
    expect(again.freshTrades.map((trade) => trade.id)).toEqual([3]);
    expect(tickToMarket(state, trades([3], 1), instant(3)).accepted).toBe(false);
  });

  it('F07 a trade from the past is rejected even with a new id', () => {
    const state = createMarketState();
    tickToMarket(state, trades([5], 10), instant(10));
    expect(tickToMarket(state, trades([6], 8.5), instant(10)).accepted).toBe(false);
    expect(tickToMarket(state, trades([7], 9.5), instant(10)).accepted).toBe(true);
  });
});

describe('connections', () => {
  const send = (state: ReturnType<typeof createMarketState>, status: FeedStatus, at: number) =>
    statusToMarket(state, status, instant(at));

  it('F01 an open socket is not data: connected feeds wait until a message', () => {
    const state = createMarketState();
    send(state, { kind: 'connected', connection: 'kraken' }, 1);
    expect(state.feeds.get('kraken-connection')).toMatchObject({ state: 'waiting', lastAt: null });
    send(state, { kind: 'alive', connection: 'kraken', roundTripMs: 3 }, 2);
    expect(state.feeds.get('kraken-connection')).toMatchObject({
      state: 'live',
      lastAt: instant(2),
    });
    expect(state.feeds.get('kraken-book')?.state).toBe('waiting');
  });

  it('F02 a lost connection drops the book and the venue’s word that it is online', () => {
    const state = createMarketState();
    tickToMarket(state, spotSnapshot(950_000, 950_010), instant(1));
    tickToMarket(state, ONLINE, instant(1));
    send(state, { kind: 'disconnected', connection: 'kraken', reason: 'closed 1001' }, 2);
    expect(state.spot).toMatchObject({ midUsd: null, online: false });
    expect(state.feeds.get('kraken-book')).toMatchObject({ state: 'down', detail: 'closed 1001' });
  });

  it('F14 a quiet private stream is as fresh as its connection, but only while subscribed', () => {
    const state = createMarketState();
    const alive: FeedStatus = { kind: 'alive', connection: 'kalshi', roundTripMs: null };
    send(state, alive, 1);
    expect(state.feeds.get('kalshi-orders')?.lastAt).toBeNull();
    send(state, { kind: 'subscribed', connection: 'kalshi', feed: 'kalshi-orders' }, 2);
    send(state, alive, 3);
    expect(state.feeds.get('kalshi-orders')).toMatchObject({ state: 'live', lastAt: instant(3) });
    const lost = {
      kind: 'subscription-lost',
      connection: 'kalshi',
      feed: 'kalshi-orders',
    } as const;
    send(state, { ...lost, reason: 'refused' }, 4);
    send(state, alive, 5);
    expect(state.feeds.get('kalshi-orders')).toMatchObject({ state: 'down', lastAt: instant(3) });
  });

  it('F08 the measured clock offset is kept per connection and missing before', () => {
    const state = createMarketState();
    expect(state.clockOffsetMs.kalshi).toBeNull();
    send(state, { kind: 'clock', connection: 'kalshi', offsetMs: -42, errorMs: 5 }, 1);
    expect(state.clockOffsetMs).toEqual({ kraken: null, kalshi: -42 });
  });

  it('a frame that cannot be parsed is counted and told', () => {
    const state = createMarketState();
    const change = send(state, { kind: 'bad-frame', connection: 'kraken', reason: 'no JSON' }, 1);
    expect(change.notes[0]?.code).toBe('bad-frame');
    expect(state.feeds.get('kraken-connection')?.faults).toBe(1);
  });
});

describe('market lifecycle', () => {
  const statusAt = (state: ReturnType<typeof createMarketState>) =>
    state.contracts.get(TICKER)?.market.status;

  function stateWith(change: Parameters<typeof testMarket>[0], at: number) {
    const state = createMarketState();
    tickToMarket(state, { kind: 'market', market: testMarket(change) }, instant(at));
    return state;
  }

  it('F17 opens and closes by the clock, for no event tells', () => {
    const state = stateWith({ status: 'initialized' }, -10);
    expect(statusAt(state)).toBe('initialized');
    expect(advanceTime(state, instant(0)).tickers).toEqual([TICKER]);
    expect(statusAt(state)).toBe('active');
    advanceTime(state, instant(899.9));
    expect(statusAt(state)).toBe('active');
    advanceTime(state, instant(900));
    expect(statusAt(state)).toBe('closed');
  });

  it('F16 an inactive market stays inactive until the venue says otherwise', () => {
    const state = stateWith({ status: 'inactive' }, 10);
    advanceTime(state, instant(20));
    expect(statusAt(state)).toBe('inactive');
  });

  it('F18 a moved close is told; a market our clock closed is not reopened by it', () => {
    const state = stateWith({}, 10);
    advanceTime(state, instant(900));
    const later = { closeAt: instant(1_800) };
    const change = tickToMarket(
      state,
      { kind: 'market-change', ticker: TICKER, change: later },
      instant(905),
    );
    expect(change.notes.map((note) => note.code)).toEqual(['close-moved']);
    expect(statusAt(state)).toBe('unknown');
    const again = { kind: 'market', market: testMarket({ closeAt: instant(1_800) }) } as const;
    tickToMarket(state, again, instant(910));
    expect(statusAt(state)).toBe('active');
  });

  it('F19 a dispute is told loudly and never looks final', () => {
    const state = stateWith({ status: 'determined' }, 905);
    const tick = {
      kind: 'market-change',
      ticker: TICKER,
      change: { status: 'disputed' },
    } as const;
    expect(tickToMarket(state, tick, instant(910)).notes[0]?.severity).toBe('critical');
    expect(statusAt(state)).toBe('disputed');
  });

  it('a finalised market is forgotten after ten minutes', () => {
    const state = stateWith({ status: 'finalized' }, 905);
    advanceTime(state, instant(905 + 599));
    expect(state.contracts.size).toBe(1);
    advanceTime(state, instant(905 + 600));
    expect(state.contracts.size).toBe(0);
  });

  it('an event fee reaches every market of the event', () => {
    const state = stateWith({}, 10);
    const fee = { kind: 'quadratic', multiplier: 2 } as const;
    tickToMarket(state, { kind: 'event-fee', event: testMarket().event, fee }, instant(20));
    expect(state.contracts.get(TICKER)?.market.fee).toEqual(fee);
  });

  it('a market with unusable times is refused, not half accepted', () => {
    const state = stateWith({ closeAt: instant(0.5) }, 10);
    expect(state.contracts.size).toBe(0);
  });
});

describe('exchange status', () => {
  it('F118 is missing before the first word, then as told', () => {
    const state = createMarketState();
    expect(state.exchange).toBeNull();
    const open = {
      kind: 'exchange-status',
      shard: 2,
      exchangeActive: true,
      tradingActive: false,
    } as const;
    const change = tickToMarket(state, open, instant(1));
    expect(state.exchange).toEqual({ exchangeActive: true, tradingActive: false, at: instant(1) });
    expect(change.notes[0]?.severity).toBe('warning');
  });
});
