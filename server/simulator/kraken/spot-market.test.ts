// Tests of the seeded order flow and the emission recipe: shape, rates and the rules of kraken-api §2.
import { describe, expect, it } from 'vitest';
import { applyAndTell } from './book-entries.ts';
import { createLadder, type LadderLevel } from './ladder.ts';
import type { SpotEngineEvent } from './spot-event.ts';
import { createSpotMarket } from './spot-market.ts';

/** Mulberry32: a small seeded generator, uniform in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function run(seed: number, seconds: number, visit?: (events: SpotEngineEvent[]) => void) {
  const random = seeded(seed);
  const market = createSpotMarket({ random, midUsd: 64_000, atMs: 0 });
  const opening = { bids: market.bids(), asks: market.asks() };
  const path = seeded(seed + 1);
  let mid = 64_000;
  const events: SpotEngineEvent[] = [];
  for (let second = 1; second <= seconds; second += 1) {
    mid += (path() - 0.5) * 12;
    const fresh = market.advance(second * 1_000, mid, 1);
    visit?.(fresh);
    events.push(...fresh);
  }
  return { market, opening, events, mid };
}

describe('seeded spot market', () => {
  it('gives the same events for the same seed and others for another', () => {
    const text = (seed: number) => JSON.stringify(run(seed, 20).events);
    expect(text(7)).toBe(text(7));
    expect(text(7)).not.toBe(text(8));
  });

  it('keeps time in order, never crosses, and quotes one tick around the given mid', () => {
    const { market, events, mid } = run(3, 300);
    for (let index = 1; index < events.length; index += 1)
      expect(events[index]?.atMs).toBeGreaterThanOrEqual(events[index - 1]?.atMs ?? 0);
    const bid = market.bids()[0]?.priceTicks ?? 0;
    const ask = market.asks()[0]?.priceTicks ?? 0;
    expect(bid).toBeLessThan(ask);
    expect(Math.abs((bid + ask) / 20 - mid)).toBeLessThan(8);
    expect(market.bids().length).toBeGreaterThan(1_000);
    expect(market.asks().length).toBeGreaterThan(1_000);
  });

  it('sends 15 to 60 depth-25 messages and 0.5 to 3 trades a second, and spreads ten levels over 3 to 15 USD', () => {
    const { opening, events, market } = run(11, 300);
    const bids = createLadder('bid', opening.bids);
    const asks = createLadder('ask', opening.asks);
    let messages = 0;
    let oneTick = 0;
    let trades = 0;
    for (const event of events) {
      const told = applyAndTell(event.side === 'bid' ? bids : asks, event.changes, [25]);
      trades += event.trades.length > 0 ? 1 : 0;
      if (!told.has(25)) continue;
      messages += 1;
      const spread = (asks.levels[0]?.priceTicks ?? 0) - (bids.levels[0]?.priceTicks ?? 0);
      expect(spread).toBeGreaterThan(0);
      if (spread === 1) oneTick += 1;
    }
    expect(messages / 300).toBeGreaterThan(15);
    expect(messages / 300).toBeLessThan(60);
    expect(trades / 300).toBeGreaterThan(0.5);
    expect(trades / 300).toBeLessThan(3);
    expect(oneTick / messages).toBeGreaterThan(0.8);
    const width = ((market.asks()[9]?.priceTicks ?? 0) - (market.asks()[0]?.priceTicks ?? 0)) / 10;
    expect(width).toBeGreaterThan(3);
    expect(width).toBeLessThan(15);
  });

  it('survives a crash of the mid far beyond its book', () => {
    const market = createSpotMarket({ random: seeded(5), midUsd: 64_000, atMs: 0 });
    market.advance(1_000, 55_000, 5);
    market.advance(2_000, 70_000, 5);
    const bid = market.bids()[0]?.priceTicks ?? 0;
    expect(bid).toBeLessThan(market.asks()[0]?.priceTicks ?? 0);
    expect(bid).toBeGreaterThan(600_000);
  });
});

describe('book emission recipe', () => {
  const level = (priceTicks: number, sizeUnits: number): LadderLevel => ({ priceTicks, sizeUnits });
  const asks = () => createLadder('ask', [level(1, 5), level(2, 5), level(3, 5), level(4, 5)]);

  it('F05 a removal brings back the level at the bottom, an insert pushes one out silently', () => {
    expect(applyAndTell(asks(), [level(1, 0)], [2]).get(2)).toEqual([level(1, 0), level(3, 5)]);
    const ladder = createLadder('ask', [level(2, 5), level(3, 5), level(4, 5)]);
    expect(applyAndTell(ladder, [level(1, 9)], [2]).get(2)).toEqual([level(1, 9)]);
  });

  it('says nothing to a view that was not touched', () => {
    const told = applyAndTell(asks(), [level(4, 9)], [3, 4]);
    expect([...told.keys()]).toEqual([4]);
  });

  it('tells a moved order as delete, refill, insert', () => {
    const told = applyAndTell(asks(), [level(2, 0), level(1, 7)], [2]).get(2);
    expect(told).toEqual([level(2, 0), level(3, 5), level(1, 7)]);
  });
});
