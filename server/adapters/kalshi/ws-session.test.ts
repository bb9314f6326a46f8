// The session machine: order, recovery and deadlines, driven by hand without a socket.
import { describe, expect, it } from 'vitest';
import type { FeedStatus } from '#lib/domain/feed.ts';
import { marketTicker } from '#lib/domain/ids.ts';
import type { SessionAction } from './session-state.ts';
import { CHANNELS } from './session-state.ts';
import { frameText, OTHER, sent, sessionDriver, TICKER } from './test-kit.ts';

const BOOK_SID = 11;

function statuses(actions: readonly SessionAction[]): readonly FeedStatus[] {
  return actions.flatMap((action) => (action.kind === 'status' ? [action.status] : []));
}
function ticks(actions: readonly SessionAction[]) {
  return actions.flatMap((action) => (action.kind === 'tick' ? [action.tick] : []));
}
function bookNumbers(actions: readonly SessionAction[]): readonly number[] {
  return ticks(actions).flatMap((tick) => ('seq' in tick ? [tick.seq] : []));
}
function snapshot(ticker: string, seq: number): string {
  return frameText('snapshotBothSides', { seq, msg: { market_ticker: ticker } });
}
function delta(seq: number): string {
  return frameText('delta', { seq });
}
function ack(id: number, channel: string, sid: number): string {
  return JSON.stringify({ type: 'subscribed', id, msg: { channel, sid } });
}

/** An open session with `tickers` watched and every channel acknowledged; sids are 1 above the channel's place. */
function liveSession(tickers = [TICKER, OTHER]) {
  const driver = sessionDriver();
  driver.give({ kind: 'watch', tickers });
  const commands = sent(driver.give({ kind: 'opened' }));
  const acks = commands.flatMap((command) => {
    const [channel] = CHANNELS.filter((each) =>
      JSON.stringify(command.params).includes(`["${each}"]`),
    );
    const sid = channel === 'orderbook_delta' ? BOOK_SID : 20 + command.id;
    return channel ? driver.frame(ack(command.id, channel, sid)) : [];
  });
  return { driver, commands, acks };
}

describe('opening', () => {
  it('asks for one channel a command, with the scale and the index named', () => {
    const { commands } = liveSession();
    expect(commands).toHaveLength(CHANNELS.length);
    const book = commands.find((each) => JSON.stringify(each).includes('orderbook_delta'));
    expect(book?.params).toEqual({
      channels: ['orderbook_delta'],
      market_tickers: [TICKER, OTHER],
      use_yes_price: false,
    });
    const index = commands.find((each) => JSON.stringify(each).includes('"cfbenchmarks_value"'));
    expect(index?.params['index_ids']).toEqual(['BRTI']);
    expect(new Set(commands.map((each) => each.id)).size).toBe(commands.length);
  });

  it('asks for no ticker channel while nothing is watched, since that would send every market', () => {
    const driver = sessionDriver();
    const commands = sent(driver.give({ kind: 'opened' }));
    expect(JSON.stringify(commands)).not.toContain('orderbook_delta');
    expect(JSON.stringify(commands)).not.toContain('"trade"');
    const later = sent(driver.give({ kind: 'watch', tickers: [TICKER] }));
    expect(later.map((each) => each.params['channels'])).toEqual([
      ['orderbook_delta'],
      ['ticker'],
      ['trade'],
    ]);
  });

  it('tells that a feed is subscribed only when all of its channels are', () => {
    const { acks } = liveSession();
    const feeds = statuses(acks).flatMap((each) => (each.kind === 'subscribed' ? [each.feed] : []));
    expect(feeds).toEqual(['kalshi-orders', 'index', 'kalshi-book']);
  });

  it('asks again for a channel that is refused, with growing pauses, and reports its feed lost', () => {
    const driver = sessionDriver();
    const [first] = sent(driver.give({ kind: 'opened' }));
    const lost = driver.frame(frameText('errorUnknownChannel', { id: first?.id }));
    expect(statuses(lost)).toContainEqual({
      kind: 'subscription-lost',
      connection: 'kalshi',
      feed: 'kalshi-orders',
      reason: 'user_orders: error 8 Unknown channel name',
    });
    const [again] = sent(driver.wait(250));
    expect(again?.params['channels']).toEqual(['user_orders']);
    driver.frame(frameText('errorUnknownChannel', { id: again?.id }));
    expect(sent(driver.wait(250))).toEqual([]);
    expect(sent(driver.wait(250))).toHaveLength(1);
  });

  it('an unanswered subscribe is lost after 5 s and asked again', () => {
    const driver = sessionDriver();
    driver.give({ kind: 'opened' });
    driver.wait(4_750);
    const late = driver.wait(500);
    expect(statuses(late).some((each) => each.kind === 'subscription-lost')).toBe(true);
    expect(sent(late).length).toBeGreaterThan(0);
  });

  it('F14 an ok to asking again takes the subscription over, its first answer having been lost', () => {
    const driver = sessionDriver();
    driver.give({ kind: 'watch', tickers: [TICKER] });
    driver.give({ kind: 'opened' });
    const again = sent(driver.wait(5_500));
    const answers = again.flatMap((command) => {
      const isBook = JSON.stringify(command.params).includes('orderbook_delta');
      const msg = isBook ? { market_tickers: [TICKER, OTHER] } : {};
      return driver.frame(
        JSON.stringify({ type: 'ok', id: command.id, sid: 20 + command.id, seq: 5, msg }),
      );
    });
    const feeds = statuses(answers).flatMap((each) =>
      each.kind === 'subscribed' ? [each.feed] : [],
    );
    expect(feeds).toEqual(['kalshi-orders', 'index', 'kalshi-book']);
    const later = sent([...driver.wait(250), ...driver.wait(4_800)]);
    const actions = later.map((command) => command.params['action']);
    // What only the venue still has is given back, and the book that was never sent is asked for.
    expect(actions).toContain('delete_markets');
    expect(actions).toContain('get_snapshot');
    expect(later.some((command) => command.cmd === 'subscribe')).toBe(false);
  });
});

describe('books', () => {
  it('F13 forwards every number of the book sid in order, messages without a book change included', () => {
    const { driver } = liveSession();
    const seen = [
      snapshot(TICKER, 1),
      snapshot(OTHER, 2),
      delta(3),
      frameText('newType', { seq: 4 }),
      frameText('okList', { seq: 5, id: 999 }),
      JSON.stringify({ type: 'error', sid: BOOK_SID, seq: 6, msg: { code: 11, msg: 'x' } }),
      delta(7),
    ].flatMap((text) => driver.frame(text));
    expect(bookNumbers(seen)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(ticks(seen).map((tick) => tick.kind)).toEqual([
      'contract-snapshot',
      'contract-snapshot',
      'contract-delta',
      'stream-seq',
      'stream-seq',
      'stream-seq',
      'contract-delta',
    ]);
  });

  it('numbers of other sids never pass for numbers of the book', () => {
    const { driver } = liveSession();
    const trade = driver.state().subscriptions.trade.sid;
    expect(bookNumbers(driver.frame(frameText('trade', { sid: trade, seq: 500 })))).toEqual([]);
  });

  it('F13 a malformed book frame leaves a hole, so that the core asks for a resync', () => {
    const { driver } = liveSession();
    const broken = driver.frame(
      frameText('delta', { seq: 1, msg: { market_ticker: TICKER, price_dollars: 0.55 } }),
    );
    expect(bookNumbers(broken)).toEqual([]);
    expect(statuses(broken).some((each) => each.kind === 'bad-frame')).toBe(true);
  });

  it('keeps frames that overtake their acknowledgement and replays them in order', () => {
    const driver = sessionDriver();
    driver.give({ kind: 'watch', tickers: [TICKER] });
    const commands = sent(driver.give({ kind: 'opened' }));
    const id = commands.find((each) => JSON.stringify(each).includes('orderbook_delta'))?.id ?? 0;
    expect(ticks(driver.frame(snapshot(TICKER, 1)))).toEqual([]);
    expect(ticks(driver.frame(delta(2)))).toEqual([]);
    const replayed = driver.frame(ack(id, 'orderbook_delta', BOOK_SID));
    expect(bookNumbers(replayed)).toEqual([1, 2]);
    expect(bookNumbers(driver.frame(delta(3)))).toEqual([3]);
    expect(driver.state().missing.size).toBe(0);
  });

  it('drops frames of unknown sids once no acknowledgement is outstanding', () => {
    const { driver } = liveSession();
    expect(ticks(driver.frame(frameText('delta', { sid: 77 })))).toEqual([]);
    expect(driver.state().earlyCount).toBe(0);
  });

  it('F13 a resync asks once for snapshots of that sid and not again while they are due', () => {
    const { driver } = liveSession();
    driver.frame(snapshot(TICKER, 1));
    driver.frame(snapshot(OTHER, 2));
    const resync = {
      connection: 'kalshi',
      sid: BOOK_SID,
      tickers: [TICKER],
      reason: 'gap',
    } as const;
    const [command] = sent(driver.give({ kind: 'resync', resync }));
    expect(command?.params).toEqual({
      sid: BOOK_SID,
      action: 'get_snapshot',
      market_tickers: [TICKER],
    });
    expect(sent(driver.give({ kind: 'resync', resync }))).toEqual([]);
    const answer = snapshot(TICKER, 9).replace('"sid"', `"id":${command?.id},"sid"`);
    expect(bookNumbers(driver.frame(answer))).toEqual([9]);
    expect(sent(driver.give({ kind: 'resync', resync }))).toHaveLength(1);
  });

  it('a resync for a sid of the past is ignored: its successor brings its own snapshots', () => {
    const { driver } = liveSession();
    const resync = { connection: 'kalshi', sid: 3, tickers: [TICKER], reason: 'gap' } as const;
    expect(driver.give({ kind: 'resync', resync })).toEqual([]);
  });

  it('asks for snapshots that never came, and gives the subscription up when no book answers', () => {
    const { driver } = liveSession();
    driver.frame(snapshot(OTHER, 1));
    const [command] = sent(driver.wait(5_250));
    expect(command?.params['market_tickers']).toEqual([TICKER]);

    const silent = liveSession().driver;
    const texts: string[] = [];
    for (let second = 0; second < 60; second++) {
      silent.give({ kind: 'heartbeat', roundTripMs: null });
      texts.push(...sent(silent.wait(1_000)).map((each) => JSON.stringify(each)));
    }
    expect(texts.some((text) => text.includes('unsubscribe'))).toBe(true);
    expect(texts.filter((text) => text.includes('use_yes_price')).length).toBeGreaterThan(0);
  });

  it('an overflow (25) or channel error (10) loses the feed and subscribes anew with a new sid', () => {
    for (const code of [10, 25]) {
      const { driver } = liveSession();
      driver.frame(snapshot(TICKER, 1));
      const text = frameText('errorOverflow', { msg: { code, msg: 'terminal' } });
      expect(statuses(driver.frame(text))).toContainEqual({
        kind: 'subscription-lost',
        connection: 'kalshi',
        feed: 'kalshi-book',
        reason: `orderbook_delta: error ${code} terminal`,
      });
      expect(ticks(driver.frame(delta(2)))).toEqual([]);
      const [again] = sent(driver.wait(250));
      expect(again?.cmd).toBe('subscribe');
      driver.frame(ack(again?.id ?? 0, 'orderbook_delta', 99));
      expect(bookNumbers(driver.frame(frameText('snapshotBothSides', { sid: 99 })))).toEqual([1]);
    }
  });

  it('a terminal error that names nothing we know drops the connection', () => {
    const { driver } = liveSession();
    const actions = driver.frame(JSON.stringify({ type: 'error', msg: { code: 10, msg: 'x' } }));
    expect(actions.some((action) => action.kind === 'reconnect')).toBe(true);
  });
});

describe('watching', () => {
  const more = marketTicker('KXBTCD-26NOV2216-T85299.99');
  const watched = [TICKER, OTHER, more];

  it('adds markets on book, ticker and trade alike, one change at a time, then removes', () => {
    const { driver } = liveSession();
    const added = sent(driver.give({ kind: 'watch', tickers: [OTHER, more] }));
    expect(added.map((each) => each.params['action'])).toEqual(Array(3).fill('add_markets'));
    expect(added[0]?.params['market_tickers']).toEqual([more]);
    const okText = frameText('okList', {
      id: added[0]?.id,
      seq: 3,
      msg: { market_tickers: watched },
    });
    const [removed] = sent(driver.frame(okText));
    expect(removed?.params).toEqual({
      sid: BOOK_SID,
      action: 'delete_markets',
      market_tickers: [TICKER],
    });
  });

  it('believes the list of an ok and asks again later for what is missing from it', () => {
    const { driver } = liveSession();
    const [add] = sent(driver.give({ kind: 'watch', tickers: watched }));
    const refused = frameText('okList', { id: add?.id, msg: { market_tickers: [TICKER, OTHER] } });
    expect(sent(driver.frame(refused))).toEqual([]);
    const retries = sent(driver.wait(5_250)).filter((each) => each.params['sid'] === BOOK_SID);
    expect(retries[0]?.params['market_tickers']).toEqual([more]);
  });

  it('gives the subscriptions back when nothing is watched any more', () => {
    const { driver } = liveSession();
    const commands = sent(driver.give({ kind: 'watch', tickers: [] }));
    expect(commands.map((each) => each.cmd)).toEqual(Array(3).fill('unsubscribe'));
    expect(sent(driver.wait(10_000)).filter((each) => each.cmd === 'subscribe')).toEqual([]);
  });

  it('a ticker change without an answer ends in a fresh subscription', () => {
    const { driver } = liveSession();
    driver.give({ kind: 'watch', tickers: watched });
    driver.give({ kind: 'heartbeat', roundTripMs: null });
    const commands = sent(driver.wait(5_500));
    expect(commands.filter((each) => each.cmd === 'unsubscribe').length).toBe(3);
    expect(commands.filter((each) => each.cmd === 'subscribe').length).toBe(3);
  });
});

describe('liveness and clocks', () => {
  it('F14 drops a connection without any frame for 15 s; a ping is a frame', () => {
    const { driver } = liveSession();
    driver.wait(14_000);
    driver.give({ kind: 'heartbeat', roundTripMs: null });
    expect(driver.wait(15_000).some((action) => action.kind === 'reconnect')).toBe(false);
    expect(driver.wait(250).some((action) => action.kind === 'reconnect')).toBe(true);
  });

  it('reports liveness at most four times a second', () => {
    const { driver } = liveSession();
    let alive = 0;
    for (let i = 0; i < 20; i++) {
      for (let burst = 0; burst < 50; burst++)
        alive += statuses(driver.frame(delta(1))).filter((each) => each.kind === 'alive').length;
      driver.wait(250);
    }
    expect(alive).toBeLessThanOrEqual(21);
    expect(alive).toBeGreaterThan(10);
  });

  it('F37 compares clocks by the least delayed stamp and half the round trip', () => {
    const { driver } = liveSession();
    driver.give({ kind: 'heartbeat', roundTripMs: 40 });
    driver.frame(frameText('ticker', { sending_ts_ms: 1_794_000_000_000 - 2_000 - 900 }));
    driver.frame(frameText('ticker', { sending_ts_ms: 1_794_000_000_000 - 2_000 - 20 }));
    const measured = statuses(driver.wait(250)).find((each) => each.kind === 'clock');
    expect(measured).toEqual({
      kind: 'clock',
      connection: 'kalshi',
      offsetMs: -2_000,
      errorMs: 20,
    });
  });

  it('says disconnected with the reason and starts afresh, keeping only what is watched', () => {
    const { driver } = liveSession();
    expect(statuses(driver.give({ kind: 'closed', reason: 'code 1006' }))).toEqual([
      { kind: 'disconnected', connection: 'kalshi', reason: 'code 1006' },
    ]);
    expect(driver.wait(60_000)).toEqual([]);
    const again = driver.give({ kind: 'opened' });
    expect(again.some((action) => action.kind === 'refetch')).toBe(true);
    expect(sent(again)).toHaveLength(CHANNELS.length);
    expect(sent(again)[0]?.id).toBe(1);
  });
});

describe('the rest of the stream', () => {
  it('turns private frames into reports and foreign ones into nothing', () => {
    const { driver } = liveSession();
    const { fill, market_positions: positions } = driver.state().subscriptions;
    const own = driver.frame(frameText('fill', { sid: fill.sid }));
    expect(own.some((each) => each.kind === 'report' && each.report.kind === 'fill')).toBe(true);
    const foreign = driver.frame(frameText('foreignPosition', { sid: positions.sid }));
    expect(foreign.some((each) => each.kind === 'report')).toBe(false);
  });

  it('F18 a lifecycle event of ours is passed on and re-read; a gap among them re-reads everything', () => {
    const { driver } = liveSession();
    const { sid } = driver.state().subscriptions.market_lifecycle_v2;
    const moved = driver.frame(frameText('closeMoved', { sid, seq: 1 }));
    expect(ticks(moved)[0]).toMatchObject({ kind: 'market-change' });
    expect(moved.filter((each) => each.kind === 'refetch')).toHaveLength(1);
    const foreign = driver.frame(frameText('foreignCreated', { sid, seq: 2 }));
    expect(foreign.some((each) => each.kind === 'refetch' || each.kind === 'tick')).toBe(false);
    const gap = driver.frame(frameText('foreignCreated', { sid, seq: 5 }));
    expect(gap).toContainEqual({ kind: 'refetch', frame: null });
  });

  it('fills a lost 1 Hz index print from the 5 Hz stream, and only a lost one', () => {
    const { driver } = liveSession();
    const slow = driver.state().subscriptions.cfbenchmarks_value.sid;
    const fast = driver.state().subscriptions.cfbenchmarks_value_5hz.sid;
    driver.frame(frameText('indexFirstTick', { sid: slow }));
    expect(ticks(driver.frame(frameText('indexFastWhole', { sid: fast })))).toEqual([]);
    const [filled] = ticks(driver.frame(frameText('indexFastPart', { sid: fast })));
    expect(filled).toMatchObject({
      kind: 'index-print',
      value: 8_512_400,
      sourceAt: 1794000002000,
    });
  });

  it('survives any text', () => {
    const { driver } = liveSession();
    for (const text of [
      '',
      '[]',
      'null',
      '{}',
      '{"type":5}',
      '{"type":"ok"}',
      '{"type":"subscribed"}',
    ])
      expect(() => driver.frame(text)).not.toThrow();
  });
});
