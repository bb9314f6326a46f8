// The real adapter against the real simulator over loopback sockets, with faults put in: every one is noticed and healed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedStatus } from '#lib/domain/feed.ts';
import { monoNs, wallMs } from '#lib/domain/instant.ts';
import type { Tick } from '#lib/domain/tick.ts';
import { applySpotBook, createSpotBook, resetSpotBook } from '#server/core/1-ingest/spot-book.ts';
import type { MarketFeed } from '#server/ports/market-feed.ts';
import { type ServedKraken, serveKraken } from '#server/simulator/kraken/serve-kraken.ts';
import { createSpotMarket } from '#server/simulator/kraken/spot-market.ts';
import { createKrakenVenue } from '#server/simulator/kraken/venue.ts';
import { createKrakenFeed } from './kraken-feed.ts';

/** Everything runs this many times faster than real time: venue, clock and timers alike. */
const SPEED = 10;
const START = 1_795_359_600_000;
const began = performance.now();
const elapsed = () => (performance.now() - began) * SPEED;
const nowMs = () => START + elapsed();

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const timers = {
  after: (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms / SPEED);
    return () => clearTimeout(timer);
  },
  every: (ms: number, run: () => void) => {
    const timer = setInterval(run, ms / SPEED);
    return () => clearInterval(timer);
  },
};

let venueSide: ServedKraken;
let feed: MarketFeed;
let pump: NodeJS.Timeout;
let statuses: FeedStatus[] = [];
let ticks: Tick[] = [];
const book = createSpotBook();
const outcomes = { verified: 0, broken: 0, other: 0 };

/** What 1-ingest does: apply, and ask for a resync when the book breaks. */
function onTick(tick: Tick): void {
  ticks.push(tick);
  if (tick.kind !== 'spot-book') return;
  const outcome = applySpotBook(book, tick);
  if (outcome.kind === 'applied' && outcome.verified) outcomes.verified += 1;
  else if (outcome.kind === 'broken') {
    outcomes.broken += 1;
    feed.resync({ connection: 'kraken', reason: outcome.reason });
  } else outcomes.other += 1;
}

function onStatus(status: FeedStatus): void {
  statuses.push(status);
  if (status.kind === 'disconnected') resetSpotBook(book, status.reason);
  if (status.kind === 'subscription-lost' && status.feed === 'kraken-book')
    resetSpotBook(book, status.reason);
}

/** Waits until `done`, at most 20 s of real time. */
async function until(what: string, done: () => boolean): Promise<void> {
  const limit = performance.now() + 20_000;
  while (!done()) {
    if (performance.now() > limit) expect.fail(`timed out waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const countOf = (kind: FeedStatus['kind']) => statuses.filter((one) => one.kind === kind).length;
const reasons = () =>
  statuses.flatMap((one) => ('reason' in one ? [`${one.kind}: ${one.reason}`] : []));

async function untilFlowing(): Promise<void> {
  const from = outcomes.verified;
  await until('the book flows', () => book.state.kind === 'live' && outcomes.verified > from + 20);
}

beforeEach(async () => {
  statuses = [];
  ticks = [];
  Object.assign(outcomes, { verified: 0, broken: 0, other: 0 });
  resetSpotBook(book, 'new test');
  const random = seeded(42);
  const market = createSpotMarket({ random, midUsd: 64_000, atMs: nowMs() });
  const venue = createKrakenVenue({ bids: market.bids(), asks: market.asks() });
  venueSide = await serveKraken({ port: 0, venue, nowMs });
  let mid = 64_000;
  pump = setInterval(() => {
    mid += (random() - 0.5) * 6;
    venueSide.tick(nowMs(), market.advance(nowMs(), mid, 1));
  }, 5);
  feed = createKrakenFeed({
    url: venueSide.url,
    depth: 25,
    symbol: 'BTC/USD',
    budgetDirectory: null,
    clock: { wall: () => wallMs(nowMs()), mono: () => monoNs(elapsed() * 1e6) },
    timers,
    entropy: { random: () => 0.5, uuid: () => crypto.randomUUID() },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  feed.start({ tick: onTick, status: onStatus, report: () => {} });
  await untilFlowing();
});

afterEach(async () => {
  await feed.stop();
  clearInterval(pump);
  await venueSide.close();
});

describe('kraken feed against the simulated venue', () => {
  it('delivers a verified book, trades, quotes, status and a clock', async () => {
    await until('trades and quotes came', () =>
      ['spot-trade', 'spot-quote', 'spot-status'].every((kind) =>
        ticks.some((tick) => tick.kind === kind),
      ),
    );
    expect(ticks.findLast((tick) => tick.kind === 'spot-status')).toMatchObject({
      system: 'online',
      pair: 'online',
    });
    await until('the clock is known', () => countOf('clock') > 0);
    const clock = statuses.find((one) => one.kind === 'clock');
    expect(Math.abs(clock?.kind === 'clock' ? clock.offsetMs : 999)).toBeLessThan(100);
    expect(outcomes.broken + outcomes.other).toBe(0);
  });

  it('F02 reconnects after a cut and after a close, and the book flows again', async () => {
    venueSide.faults.drop();
    await until('it reconnected', () => countOf('connected') === 2);
    await untilFlowing();
    venueSide.faults.closeAll(1001, 'CloudFlare WebSocket proxy restarting');
    await until('it reconnected', () => countOf('connected') === 3);
    await untilFlowing();
    expect(reasons().join()).toContain('closed 1006');
    expect(reasons().join()).toContain('closed 1001 CloudFlare');
  });

  it('F01 an open socket that sends nothing is given up after 5 s', async () => {
    venueSide.faults.stall();
    await until('it gave up', () => countOf('disconnected') > 0);
    expect(reasons().join()).toMatch(/disconnected: no frame for 5\.\d s/);
    venueSide.faults.resume();
    await untilFlowing();
  });

  it('F03 a lost update breaks the checksum and is healed by a fresh snapshot on the same socket', async () => {
    venueSide.faults.skipDelta(3);
    await until('the book broke', () => outcomes.broken > 0);
    await untilFlowing();
    venueSide.faults.corruptChecksum(1);
    await until('the book broke again', () => outcomes.broken > 1);
    await untilFlowing();
    expect(countOf('connected')).toBe(1);
    expect(outcomes.other).toBe(0);
    expect(
      ticks.filter((tick) => tick.kind === 'spot-book' && tick.type === 'snapshot').length,
    ).toBe(outcomes.broken + 1);
  });

  it('F01 a book that falls silent while quotes move is asked for again', async () => {
    venueSide.faults.stallBook();
    await until('the book was lost', () => reasons().join().includes('the book is silent'));
    venueSide.faults.resume();
    await untilFlowing();
  });

  it('an acknowledged but mute subscription is noticed and asked for again', async () => {
    venueSide.faults.muteSubscriptions(1);
    feed.resync({ connection: 'kraken', reason: 'test' });
    await until('it was noticed', () => reasons().join().includes('acknowledged but no snapshot'));
    await untilFlowing();
  });

  it('an unanswered request is noticed and asked again', async () => {
    venueSide.faults.ignoreRequests(2);
    feed.resync({ connection: 'kraken', reason: 'test' });
    await until('it was noticed', () => reasons().join().includes('no acknowledgement'));
    await untilFlowing();
  });

  it('F06 a refused upgrade is not stormed; F12 venue and pair states are passed on', async () => {
    venueSide.faults.status('post_only');
    venueSide.faults.pairStatus('cancel_only');
    await until('both were seen', () =>
      ticks.some(
        (tick) =>
          tick.kind === 'spot-status' && tick.system === 'post_only' && tick.pair === 'not-online',
      ),
    );
    venueSide.faults.refuseUpgrades(429);
    venueSide.faults.drop();
    await until('it was refused', () => reasons().join().includes('HTTP 429'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(reasons().filter((reason) => reason.includes('429'))).toHaveLength(1);
  });

  it('stops on close 1008 and does not connect again', async () => {
    venueSide.faults.closeAll(1008, 'policy');
    await until('it ended', () => reasons().join().includes('terminal: closed 1008'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(venueSide.connections()).toBe(0);
    expect(countOf('connected')).toBe(1);
  });
});
