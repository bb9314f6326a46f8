// Index prints and the settlement window they make.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptPrint, createIndexPrints, settlementWindow } from './index-prints.ts';
import { instant, print } from './ingest-fixtures.ts';
import { createMarketState } from './market-state.ts';
import { tickToMarket } from './tick-to-market.ts';

const CLOSE = instant(900);

function printed(seconds: Iterable<number>, cents = 9_500_000) {
  const prints = createIndexPrints();
  for (const second of seconds) acceptPrint(prints, print(second, cents), instant(second + 0.08));
  return prints;
}

function* range(from: number, to: number) {
  for (let second = from; second <= to; second++) yield second;
}

describe('settlement window', () => {
  it('holds (close − 60 s, close]: the print at close − 60 s is outside, the one at close inside', () => {
    const prints = printed([840, 841, 900]);
    const window = settlementWindow(prints, CLOSE, instant(900.2));
    expect(window.knownCount).toBe(2);
    expect(window.knownSumUsd).toBe(190_000);
  });

  it('before the window everything is unknown and the next print is at close − 59 s', () => {
    const window = settlementWindow(printed(range(0, 300)), CLOSE, instant(300));
    expect(window).toEqual({
      knownCount: 0,
      knownSumUsd: 0,
      missingCount: 0,
      unknownCount: 60,
      secondsToNextPrint: 541,
      secondsToClose: 600,
    });
  });

  it('a print stamped ahead of our clock counts in a window that begins later by it', () => {
    const window = settlementWindow(printed(range(830, 841)), CLOSE, instant(840));
    expect(window).toMatchObject({ knownCount: 1, knownSumUsd: 95_000, missingCount: 0 });
  });

  it('prints that ended long before the window are missed once it has begun', () => {
    const window = settlementWindow(printed(range(0, 300)), CLOSE, instant(845));
    expect(window).toMatchObject({ knownCount: 0, missingCount: 3, unknownCount: 60 });
  });

  it('inside the window counts by stamp: 30 s to go, 30 known, the next in a second', () => {
    const window = settlementWindow(printed(range(841, 870)), CLOSE, instant(870));
    expect(window).toMatchObject({ knownCount: 30, unknownCount: 30, secondsToNextPrint: 1 });
  });

  it('a late print stays unknown with no time left, and is missing once 1.5 s overdue', () => {
    const prints = printed(range(841, 869));
    const soon = settlementWindow(prints, CLOSE, instant(871));
    expect(soon).toMatchObject({ unknownCount: 31, missingCount: 0, secondsToNextPrint: 0 });
    expect(settlementWindow(prints, CLOSE, instant(871.6)).missingCount).toBe(1);
  });

  it('after the close a hole is still unknown: the outcome is not claimed', () => {
    const seconds = [...range(841, 900)].filter((second) => second !== 860);
    const window = settlementWindow(printed(seconds), CLOSE, instant(905));
    expect(window).toMatchObject({ unknownCount: 1, missingCount: 1, secondsToClose: -5 });
  });

  it('known and unknown always add up to 60, whatever arrives in whatever order', () => {
    const seconds = fc.array(fc.integer({ min: 800, max: 920 }), { maxLength: 120 });
    fc.assert(
      fc.property(seconds, fc.integer({ min: 800, max: 950 }), (stamps, now) => {
        const window = settlementWindow(printed(stamps), CLOSE, instant(now));
        const inside = new Set(stamps.filter((second) => second > 840 && second <= 900));
        expect(window.knownCount).toBe(inside.size);
        expect(window.knownCount + window.unknownCount).toBe(60);
        expect(window.secondsToNextPrint).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('index prints', () => {
  it('a repeat is not accepted; a second value for a stamp is told and ignored', () => {
    const state = createMarketState();
    tickToMarket(state, print(1, 9_500_000), instant(1));
    expect(tickToMarket(state, print(1, 9_500_000), instant(1)).accepted).toBe(false);
    const change = tickToMarket(state, print(1, 9_500_001), instant(1));
    expect(change.notes[0]?.code).toBe('index-revised');
    expect(state.index.last).toBe(9_500_000);
  });

  it('an out-of-order print fills its hole but is no news', () => {
    const state = createMarketState();
    tickToMarket(state, print(850, 9_500_000), instant(850));
    tickToMarket(state, print(852, 9_500_200), instant(852));
    const change = tickToMarket(state, print(851, 9_500_100), instant(852.2));
    expect(change).toMatchObject({ touched: 'index', accepted: false });
    expect(state.index.last).toBe(9_500_200);
    expect(state.index.window(CLOSE, instant(853)).knownCount).toBe(3);
  });

  it('a stamp between whole seconds moves the last value but never the window', () => {
    const state = createMarketState();
    tickToMarket(state, print(850.2, 9_500_000), instant(850.3));
    expect(state.index.last).toBe(9_500_000);
    expect(state.index.window(CLOSE, instant(851)).knownCount).toBe(0);
  });

  it('an hour of prints is kept, and older ones are not mistaken for newer', () => {
    const prints = printed(range(0, 4_200));
    expect(settlementWindow(prints, instant(660), instant(4_200)).knownCount).toBe(60);
    expect(settlementWindow(prints, instant(60), instant(4_200)).knownCount).toBe(0);
  });
});
