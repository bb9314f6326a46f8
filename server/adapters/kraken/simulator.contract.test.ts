// Contract: what the simulated venue writes, this adapter reads and the core's book verifies, at every depth, over a long run.
import { describe, expect, it } from 'vitest';
import type { SpotBookTick } from '#lib/domain/tick.ts';
import { applySpotBook, createSpotBook } from '#server/core/1-ingest/spot-book.ts';
import { createSpotMarket } from '#server/simulator/kraken/spot-market.ts';
import { createKrakenVenue, type VenueOutput } from '#server/simulator/kraken/venue.ts';
import { frameToTick } from './frame-to-tick.ts';
import { subscribeText } from './requests.ts';

const START = 1_795_359_600_000;
const DEPTHS = [10, 25, 100, 1_000];

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function openVenue(seed: number) {
  const random = seeded(seed);
  const market = createSpotMarket({ random, midUsd: 64_000, atMs: START });
  const venue = createKrakenVenue({ bids: market.bids(), asks: market.asks() });
  return { random, market, venue };
}

const textsOf = (outputs: readonly VenueOutput[], client: number) =>
  outputs.flatMap((one) => (one.kind === 'frame' && one.client === client ? [one.text] : []));

/** One client's view: reads every frame, applies every book tick, counts. */
function reader(depth: number) {
  const book = createSpotBook();
  const scale = { pricePrecision: 1, sizePrecision: 8 };
  const counts = {
    verified: 0,
    other: 0,
    trades: 0,
    quotes: 0,
    short: 0,
    bothSides: 0,
    bad: 0,
    backInTime: 0,
  };
  let lastAt = 0;
  const onBook = (tick: SpotBookTick) => {
    const outcome = applySpotBook(book, tick);
    if (outcome.kind === 'applied' && outcome.verified) counts.verified += 1;
    else counts.other += 1;
    if (book.bidSide.count !== depth || book.askSide.count !== depth) counts.short += 1;
    if (tick.type === 'update' && tick.bids.length > 0 && tick.asks.length > 0)
      counts.bothSides += 1;
    if ((tick.venueAt ?? 0) < lastAt) counts.backInTime += 1;
    lastAt = tick.venueAt ?? 0;
  };
  return {
    counts,
    read(text: string) {
      const frame = frameToTick(text, { symbol: 'BTC/USD', depth, scale, checksum: 'required' });
      if (frame.kind === 'bad') counts.bad += 1;
      if (frame.kind !== 'data') return;
      for (const tick of frame.ticks) {
        if (tick.kind === 'spot-book') onBook(tick);
        if (tick.kind === 'spot-trade') counts.trades += tick.trades.length;
        if (tick.kind === 'spot-quote') counts.quotes += 1;
      }
    },
  };
}

describe('simulated venue through the adapter', () => {
  it('F03 F05 verifies every message at depths 10, 25, 100 and 1000 over five minutes of a restless market', {
    timeout: 30_000,
  }, () => {
    const { random, market, venue } = openVenue(7);
    const clients = DEPTHS.map((depth) => {
      const { client } = venue.connect(START);
      const view = reader(depth);
      for (const [index, channel] of (['book', 'trade', 'ticker'] as const).entries()) {
        const text = subscribeText({ channel, symbol: 'BTC/USD', depth, reqId: index });
        for (const frame of textsOf(venue.receive({ client, text, atMs: START }), client))
          view.read(frame);
      }
      return { client, view };
    });
    let mid = 64_000;
    for (let step = 1; step <= 600; step += 1) {
      mid += (random() - 0.5) * (step % 100 < 5 ? 120 : 8);
      const outputs = venue.publish(market.advance(START + step * 500, mid, 1.5));
      for (const { client, view } of clients)
        for (const text of textsOf(outputs, client)) view.read(text);
    }
    for (const { view } of clients) {
      expect(view.counts).toMatchObject({
        other: 0,
        short: 0,
        bothSides: 0,
        bad: 0,
        backInTime: 0,
      });
      expect(view.counts.verified).toBeGreaterThan(3_000);
      expect(view.counts.trades).toBeGreaterThan(150);
      expect(view.counts.quotes).toBeGreaterThan(500);
    }
    const verified = clients.map(({ view }) => view.counts.verified);
    expect(verified).toEqual([...verified].sort((a, b) => a - b));
  });

  it('answers with the recorded refusals, which this adapter reads', () => {
    const { venue } = openVenue(1);
    const { client, outputs } = venue.connect(START);
    expect(textsOf(outputs, client)[0]).toContain('"channel":"status"');
    const ask = (params: unknown, method = 'subscribe') => {
      const text = JSON.stringify({ method, params, req_id: 9 });
      const answers = textsOf(venue.receive({ client, text, atMs: START }), client);
      return answers.map((answer) => {
        expect(Object.keys(JSON.parse(answer))).toEqual(Object.keys(JSON.parse(answer)).sort());
        const frame = frameToTick(answer, {
          symbol: 'BTC/USD',
          depth: 25,
          scale: null,
          checksum: 'required',
        });
        return frame.kind === 'control' && frame.control.kind === 'answer'
          ? [frame.control.reqId, frame.control.refusal]
          : frame;
      });
    };
    expect(ask({ channel: 'book', symbol: ['BTC/USD'], depth: 27 })).toEqual([
      [9, 'Subscription depth not supported'],
    ]);
    expect(ask({ channel: 'trade', symbol: ['BTC/USD', 'XBT/USD'] })).toEqual([
      [9, null],
      [9, 'Currency pair not supported XBT/USD'],
    ]);
    expect(ask({ channel: 'trade', symbol: ['BTC/USD'] })).toEqual([[9, 'Already subscribed']]);
    expect(ask({ channel: 'executions' })[0]).toEqual([
      9,
      'Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com',
    ]);
    expect(ask({ channel: 'trade', symbol: ['BTC/USD'] }, 'unsubscribe')).toEqual([[9, null]]);
  });

  it('beats once a second after the first subscription, limits requests, and closes idle sockets', () => {
    const { venue } = openVenue(1);
    const { client } = venue.connect(START);
    expect(venue.tick(START + 5_000)).toEqual([]);
    expect(venue.tick(START + 60_001)).toMatchObject([{ kind: 'close', client }]);
    const text = subscribeText({ channel: 'trade', symbol: 'BTC/USD', depth: 0, reqId: 1 });
    venue.receive({ client, text, atMs: START });
    let beats = 0;
    for (let ms = 0; ms <= 120_000; ms += 50) beats += venue.tick(START + ms).length;
    expect(beats).toBe(120);
    const answers = Array.from({ length: 25 }, () => venue.receive({ client, text, atMs: START }));
    expect(textsOf(answers.flat(), client)).toContain('{"Error":"Exceeded msg rate"}');
  });
});
