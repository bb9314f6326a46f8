// Tests of the Kraken session without a socket: one scripted connection at a time, time given by hand.
import { describe, expect, it } from 'vitest';
import type { Channel } from './requests.ts';
import { stepSession } from './session.ts';
import { createSession, type Session, type SessionAction } from './session-state.ts';

const WALL = 1_795_359_600_000;
const INSTRUMENT = (precision = 1, status = 'online') =>
  `{"channel":"instrument","type":"snapshot","data":{"assets":[],"pairs":[{"symbol":"ETH/USD"},{"symbol":"BTC/USD","status":"${status}","qty_precision":8,"price_precision":${precision},"qty_increment":1e-08}]}}`;
const STATUS = (system: string) =>
  `{"channel":"status","type":"update","data":[{"version":"2.0.10","system":"${system}","api_version":"v2","connection_id":15100000000000000001}]}`;
const SNAPSHOT =
  '{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":64000.0,"qty":2.00000000}],"asks":[{"price":64000.1,"qty":0.25000000}],"checksum":1,"timestamp":"2026-11-22T15:00:00.123456Z"}]}';
const UPDATE =
  '{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":64000.0,"qty":1.20000000}],"asks":[],"checksum":2,"timestamp":"2026-11-22T15:00:00.200001Z"}]}';
const QUOTE = (bid: number, last = 64_000) =>
  `{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":${bid},"bid_qty":1.2,"ask":${bid + 1},"ask_qty":0.2,"last":${last}}]}`;
const TRADE =
  '{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":64000.1,"qty":0.01000000,"ord_type":"limit","trade_id":109200001,"timestamp":"2026-11-22T15:00:00.200001Z"}]}';

interface Request {
  readonly method: string;
  readonly req_id: number;
  readonly params?: { readonly channel: string; readonly depth?: number };
}

class Script {
  readonly session: Session = createSession({ symbol: 'BTC/USD', depth: 25 });
  nowMs = 0;
  last: SessionAction[] = [];

  do(input: { kind: 'opened' | 'timer' } | { kind: 'closed' | 'resync'; reason: string }): this {
    this.last = stepSession(this.session, {
      ...input,
      atMs: this.nowMs,
      wallMs: WALL + this.nowMs,
    });
    return this;
  }

  frame(text: string): this {
    const at = { atMs: this.nowMs, wallMs: WALL + this.nowMs };
    this.last = stepSession(this.session, { kind: 'frame', text, ...at });
    return this;
  }

  wait(ms: number): this {
    this.nowMs += ms;
    return this;
  }

  /** Passes time in timer steps with heartbeats, collecting what happened. */
  live(ms: number, each?: () => void): SessionAction[] {
    const seen: SessionAction[] = [];
    for (let passed = 0; passed < ms; passed += 250) {
      this.wait(250).frame('{"channel":"heartbeat"}').do({ kind: 'timer' });
      seen.push(...this.last);
      each?.();
      seen.push(...(each === undefined ? [] : this.last));
    }
    return seen;
  }

  /** Acks what was asked of a channel last, with its req_id. */
  ack(channel: Channel): this {
    const { state } = this.session.subscriptions[channel];
    if (state.kind !== 'asked') throw new Error(`${channel} is ${state.kind}`);
    return this.frame(
      `{"method":"subscribe","req_id":${state.reqId},"result":{"channel":"${channel}"},"success":true}`,
    );
  }

  /** Up to a live book, ticker and trades. */
  connected(): this {
    this.do({ kind: 'opened' }).frame(STATUS('online')).ack('instrument').frame(INSTRUMENT());
    return this.ack('book').frame(SNAPSHOT).ack('trade').ack('ticker').frame(QUOTE(64_000));
  }
}

const sent = (actions: readonly SessionAction[]): Request[] =>
  actions.flatMap((action) => (action.kind === 'send' ? [JSON.parse(action.text)] : []));
const asked = (actions: readonly SessionAction[]) =>
  sent(actions).map(({ method, params }) => `${method} ${params?.channel ?? ''}`.trim());
const statuses = (actions: readonly SessionAction[]) =>
  actions.flatMap((action) => (action.kind === 'status' ? [action.status] : []));
const lost = (actions: readonly SessionAction[]) =>
  statuses(actions).filter((status) => status.kind === 'subscription-lost');
const ticks = (actions: readonly SessionAction[]) =>
  actions.flatMap((action) => (action.kind === 'tick' ? [action.tick] : []));
const closes = (actions: readonly SessionAction[]) =>
  actions.filter((action) => action.kind === 'close');

describe('kraken session', () => {
  it('asks for the precision first, then for book, trades and ticker, and pings at once', () => {
    const script = new Script().do({ kind: 'opened' });
    expect(asked(script.last)).toEqual(['subscribe instrument', 'ping']);
    expect(ticks(script.last)).toEqual([
      { kind: 'spot-status', system: 'unknown', pair: 'unknown' },
    ]);
    script.frame(INSTRUMENT());
    expect(asked(script.last)).toEqual(['subscribe book', 'subscribe trade', 'subscribe ticker']);
    expect(sent(script.last)[0]?.params?.depth).toBe(25);
  });

  it('F02 resubscribes everything at once after a reconnect and waits for a snapshot', () => {
    const script = new Script().connected();
    script.do({ kind: 'closed', reason: 'closed 1001' });
    expect(statuses(script.last)[0]).toMatchObject({ kind: 'disconnected', reason: 'closed 1001' });
    script.wait(900).do({ kind: 'opened' });
    expect(asked(script.last)).toEqual([
      'subscribe instrument',
      'subscribe book',
      'subscribe trade',
      'subscribe ticker',
      'ping',
    ]);
    expect(ticks(script.ack('book').frame(UPDATE).last)).toEqual([]);
    expect(ticks(script.frame(SNAPSHOT).last)).toHaveLength(1);
    expect(ticks(script.frame(UPDATE).last)).toHaveLength(1);
  });

  it('F01 closes after 5 s without any frame, and not while heartbeats come', () => {
    const script = new Script().connected();
    expect(closes(script.live(20_000))).toEqual([]);
    expect(closes(script.wait(4_900).do({ kind: 'timer' }).last)).toEqual([]);
    expect(closes(script.wait(100).do({ kind: 'timer' }).last)).toHaveLength(1);
  });

  it('F03 a resync unsubscribes with the depth, subscribes, and discards deltas until the snapshot', () => {
    const script = new Script().connected();
    script.do({ kind: 'resync', reason: 'checksum' });
    expect(asked(script.last)).toEqual(['unsubscribe book', 'subscribe book']);
    expect(sent(script.last)[0]?.params?.depth).toBe(25);
    expect(lost(script.last)).toMatchObject([{ feed: 'kraken-book', reason: 'checksum' }]);
    expect(script.do({ kind: 'resync', reason: 'again' }).last).toEqual([]);
    expect(ticks(script.frame(UPDATE).last)).toEqual([]);
    script.ack('book').frame(SNAPSHOT);
    expect(ticks(script.last)).toHaveLength(1);
    expect(statuses(script.last)).toContainEqual({
      kind: 'subscribed',
      connection: 'kraken',
      feed: 'kraken-book',
    });
  });

  it('F03 resyncs that follow each other wait longer and longer', () => {
    const script = new Script().connected();
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      script.do({ kind: 'resync', reason: 'checksum' });
      const start = script.nowMs;
      for (let step = 0; step < 400 && !asked(script.last).includes('subscribe book'); step += 1)
        script.wait(100).frame('{"channel":"heartbeat"}').do({ kind: 'timer' });
      waits.push(Math.round((script.nowMs - start) / 1_000));
      script.ack('book').frame(SNAPSHOT);
    }
    expect(waits).toEqual([0, 1, 2, 4, 8, 16, 30]);
  });

  it('an acknowledgement that does not come within 8 s loses the subscription; three give the connection up', () => {
    const script = new Script().do({ kind: 'opened' }).frame(INSTRUMENT());
    const seen = script.live(30_000);
    expect(lost(seen)[0]).toMatchObject({ feed: 'kraken-book', reason: 'no acknowledgement' });
    expect(closes(seen).length).toBeGreaterThan(0);
  });

  it('acknowledged but silent: no snapshot within 10 s loses the book and asks again', () => {
    const script = new Script().connected();
    script.do({ kind: 'resync', reason: 'test' }).ack('book');
    const seen = script.live(10_250);
    expect(lost(seen)).toMatchObject([{ reason: 'acknowledged but no snapshot' }]);
    expect(asked(seen)).toContain('unsubscribe book');
  });

  it('F01 a book that is silent while the best quote moves is lost; a quiet market is not', () => {
    const script = new Script().connected();
    expect(lost(script.live(30_000))).toEqual([]);
    let bid = 64_000;
    const seen = script.live(5_000, () => {
      bid += 1;
      script.frame(QUOTE(bid));
    });
    expect(lost(seen)[0]).toMatchObject({ feed: 'kraken-book' });
    expect(asked(seen)).toContain('subscribe book');
  });

  it('trades that are silent while the last price moves are lost', () => {
    const script = new Script().connected();
    let last = 64_000;
    const seen = script.live(20_000, () => {
      last += 1;
      script.frame(QUOTE(64_000, last));
    });
    expect(lost(seen)[0]).toMatchObject({ feed: 'kraken-trade' });
  });

  it('a ticker that is silent while the book changes is asked for again: it is the cross-check', () => {
    const script = new Script().connected();
    const still = script.live(29_000, () => script.frame(UPDATE).frame(UPDATE).frame(UPDATE));
    expect(asked(still)).not.toContain('subscribe ticker');
    const seen = script.live(2_000, () => script.frame(UPDATE));
    expect(asked(seen)).toContain('subscribe ticker');
    expect(lost(seen)).toEqual([]);
  });

  it('a refusal reports the reason, matched by req_id, and is retried after 30 s only', () => {
    const script = new Script().do({ kind: 'opened' }).frame(INSTRUMENT());
    const { state } = script.session.subscriptions.book;
    const reqId = state.kind === 'asked' ? state.reqId : 0;
    script.frame(
      `{"error":"Subscription depth not supported","method":"subscribe","req_id":${reqId},"success":false}`,
    );
    expect(lost(script.last)).toMatchObject([{ reason: 'Subscription depth not supported' }]);
    script.ack('trade').ack('ticker').frame(QUOTE(64_000));
    expect(asked(script.live(29_000))).not.toContain('subscribe book');
    expect(asked(script.live(1_500))).toContain('subscribe book');
  });

  it('Exceeded msg rate pauses what is outstanding for 5 s', () => {
    const script = new Script().do({ kind: 'opened' }).frame('{"Error":"Exceeded msg rate"}');
    expect(asked(script.live(4_500))).toEqual([]);
    expect(asked(script.live(750))).toEqual(['subscribe instrument']);
  });

  it.each(['maintenance', 'cancel_only', 'post_only', 'limit_only'])(
    'F12 the status %s is passed on, an unknown one becomes unknown',
    (system) => {
      const script = new Script().connected();
      script.frame(STATUS(system));
      expect(ticks(script.last)).toEqual([{ kind: 'spot-status', system, pair: 'online' }]);
      script.frame(STATUS('party_only'));
      expect(ticks(script.last)).toMatchObject([{ system: 'unknown' }]);
    },
  );

  it('F12 a pair that is halted or not listed is not online, and no other symbol is taken', () => {
    const script = new Script().connected();
    script.frame(INSTRUMENT(1, 'post_only'));
    expect(ticks(script.last)).toMatchObject([{ pair: 'not-online' }]);
    const fresh = new Script().do({ kind: 'opened' }).ack('instrument');
    fresh.frame(
      '{"channel":"instrument","type":"snapshot","data":{"pairs":[{"symbol":"XBT/USD"}]}}',
    );
    expect(lost(fresh.last)).toHaveLength(2);
    expect(asked(fresh.live(10_000))).toEqual([]);
    expect(ticks(script.frame(TRADE.replace('BTC/USD', 'ETH/USD')).last)).toEqual([]);
  });

  it('F04 a changed precision resyncs the book, whose ticks then carry the new scale', () => {
    const script = new Script().connected();
    script.frame(INSTRUMENT(2));
    expect(asked(script.last)).toEqual(['unsubscribe book', 'subscribe book']);
    script.ack('book').frame(SNAPSHOT);
    expect(ticks(script.last)).toMatchObject([{ pricePrecision: 2, bids: [{ price: 6_400_000 }] }]);
  });

  it('an unreadable frame is reported, and resyncs the book when it may have been one', () => {
    const script = new Script().connected();
    for (const text of ['{"channel":"book"', UPDATE.replace('1.20000000', '"1.2"')]) {
      script.frame(text);
      expect(statuses(script.last)).toContainEqual(expect.objectContaining({ kind: 'bad-frame' }));
      expect(asked(script.last)).toContain('unsubscribe book');
      script.live(2_000);
      script.ack('book').frame(SNAPSHOT);
    }
    script.frame(TRADE.replace('"buy"', '"bought"'));
    expect(statuses(script.last)).toMatchObject([{ kind: 'bad-frame' }]);
    expect(asked(script.last)).toEqual([]);
  });

  it('F08 a pong gives the round trip and the clock offset, and pings go every 15 s', () => {
    const script = new Script().do({ kind: 'opened' });
    const reqId = sent(script.last).find(({ method }) => method === 'ping')?.req_id;
    const stamp = (ms: number) => new Date(WALL + ms).toISOString();
    script.wait(40);
    script.frame(
      `{"method":"pong","req_id":${reqId},"time_in":"${stamp(1_019)}","time_out":"${stamp(1_021)}"}`,
    );
    expect(statuses(script.last).at(-1)).toEqual({
      kind: 'clock',
      connection: 'kraken',
      offsetMs: 1_000,
      errorMs: 19,
    });
    expect(asked(script.live(14_900)).filter((text) => text === 'ping')).toHaveLength(1);
  });

  it('says alive at most four times a second', () => {
    const script = new Script().connected();
    let alive = 0;
    for (let step = 0; step < 100; step += 1) {
      script.wait(10).frame(UPDATE);
      alive += statuses(script.last).filter(({ kind }) => kind === 'alive').length;
    }
    expect(alive).toBeGreaterThanOrEqual(3);
    expect(alive).toBeLessThanOrEqual(4);
  });
});
