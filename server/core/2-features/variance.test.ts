// Variance, flow and basis features against direct formulas.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addObservation, createDecayedMean, decayedMean, decayedSd } from './decayed-mean.ts';
import { createFeatureRing, lastSeconds, pushSecond } from './feature-ring.ts';
import { addBasisPair, createBasisState, currentBasis } from './index-basis.ts';
import {
  createVarianceState,
  ewmaVariance,
  jumpShare,
  realisedVariance,
  sampleMid,
  scaledReturn,
} from './realised-variance.ts';
import {
  addTrades,
  closeFlowSecond,
  createTradeFlowState,
  signedFlow,
  tradeIntensity,
} from './trade-flow.ts';

/** A deterministic walk: ±1 basis point a second in a fixed, irregular pattern. */
function walk(seconds: number, stepBp = 1): number[] {
  const mids = [95_000];
  for (let i = 1; i < seconds; i++) {
    const up = (i * i + 3 * i) % 7 < 3.5 ? 1 : -1;
    mids.push((mids[i - 1] ?? 0) * Math.exp(up * stepBp * 1e-4));
  }
  return mids;
}

function fed(mids: readonly (number | null)[]) {
  const state = createVarianceState();
  for (const mid of mids) sampleMid(state, mid);
  return state;
}

/** The definition: mean over all seconds of the window of squared five-second returns ÷ 5. */
function direct(mids: readonly number[], seconds: number): number {
  let sum = 0;
  let count = 0;
  for (let i = Math.max(5, mids.length - seconds); i < mids.length; i++) {
    sum += Math.log((mids[i] ?? 1) / (mids[i - 5] ?? 1)) ** 2 / 5;
    count++;
  }
  return sum / count;
}

describe('feature ring', () => {
  it('gives sum and count of any window, gaps counted as nothing', () => {
    const values = fc.array(fc.option(fc.double({ min: -5, max: 5, noNaN: true })), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 400 }), (pushed, seconds) => {
        const ring = createFeatureRing();
        for (const each of pushed) pushSecond(ring, each);
        const window = pushed.slice(-seconds).filter((each) => each !== null);
        const { sum, count } = lastSeconds(ring, seconds);
        expect(count).toBe(window.length);
        expect(sum).toBeCloseTo(
          window.reduce((total, each) => total + each, 0),
          9,
        );
      }),
    );
  });

  it('survives wrapping round several times', () => {
    const ring = createFeatureRing();
    for (let i = 0; i < 20_000; i++) pushSecond(ring, 1);
    expect(lastSeconds(ring, 3_600)).toEqual({ sum: 3_600, count: 3_600 });
  });
});

describe('realised variance', () => {
  it.each([10, 60, 300])('over %i s equals the definition', (seconds) => {
    const mids = walk(900);
    expect(realisedVariance(fed(mids), seconds)).toBeCloseTo(direct(mids, seconds), 18);
  });

  it('is missing until enough of the window is covered, never zero', () => {
    const state = fed(walk(60));
    expect(realisedVariance(state, 900)).toBeNull();
    expect(realisedVariance(fed(walk(130)), 900)).not.toBeNull();
    expect(realisedVariance(createVarianceState(), 10)).toBeNull();
  });

  it('a market that does not move has no variance rather than a zero one', () => {
    const state = fed(new Array<number>(300).fill(95_000));
    expect(realisedVariance(state, 60)).toBeNull();
    expect(ewmaVariance(state, 'ewma5m')).toBeNull();
  });

  it('a jump across a gap is no return: stale seconds are left out, not bridged', () => {
    const before = walk(300);
    const gap = new Array<null>(30).fill(null);
    const later = walk(300).map((mid) => mid * 1.05);
    const level = realisedVariance(fed(before), 300) ?? 0;
    const through = realisedVariance(fed([...before, ...gap, ...later]), 600) ?? 0;
    expect(through).toBeLessThan(level * 1.5);
  });

  it('ewma of a constant-variance walk is that variance, from the first minute on', () => {
    const mids = walk(4_000);
    const expected = direct(mids, 3_900);
    for (const name of ['ewma5m', 'ewmaRisk', 'ewma30m', 'ewma4h'] as const)
      expect((ewmaVariance(fed(mids), name) ?? 0) / expected).toBeCloseTo(1, 1);
    expect(ewmaVariance(fed(walk(50)), 'ewma30m')).toBeNull();
    expect(ewmaVariance(fed(walk(600)), 'ewma4h')).toBeNull();
  });

  it('a single jump is seen as jump share', () => {
    const calm = walk(900);
    const jumped = calm.map((mid, i) => (i > 700 ? mid * 1.01 : mid));
    const share = jumpShare(fed(jumped), 900) ?? 0;
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeGreaterThan(jumpShare(fed(calm), 900) ?? 1);
  });

  it('the scaled return has the sign of the move', () => {
    const rising = Array.from({ length: 600 }, (_, i) => 95_000 * Math.exp(i * 1e-5));
    const falling = [...rising].reverse();
    expect(scaledReturn(fed(rising), 300)).toBeGreaterThan(1);
    expect(scaledReturn(fed(falling), 300)).toBeLessThan(-1);
  });
});

describe('decayed mean', () => {
  it('does not dilute the first values and knows its spread', () => {
    const mean = createDecayedMean(60);
    for (let i = 0; i < 30; i++) addObservation(mean, i % 2 === 0 ? 9 : 11);
    expect(decayedMean(mean, 20)).toBeCloseTo(10, 1);
    expect(decayedSd(mean, 20)).toBeCloseTo(1, 2);
    expect(decayedMean(mean, 40)).toBeNull();
  });
});

describe('basis', () => {
  it('is missing before some twenty pairs, then index − mid', () => {
    const state = createBasisState();
    for (let i = 0; i < 40; i++) {
      if (i === 15) expect(currentBasis(state)).toBeNull();
      addBasisPair(state, { indexUsd: 95_007, midUsd: 95_000, at: i * 1000 });
    }
    expect(currentBasis(state)).toMatchObject({ at: 39_000 });
    expect(currentBasis(state)?.meanUsd).toBeCloseTo(7, 9);
    expect(currentBasis(state)?.sdUsd).toBeCloseTo(0, 3);
  });
});

describe('trade flow', () => {
  const trade = (takerSide: 'buy' | 'sell', sizeBtc: number) => ({
    sizeBtc,
    takerSide,
    venueAt: 0,
  });

  it('is (bought − sold) ÷ traded, and missing when nothing traded', () => {
    const state = createTradeFlowState();
    for (let i = 0; i < 60; i++) closeFlowSecond(state, true);
    expect(signedFlow(state, 60)).toBeNull();
    addTrades(state, [trade('buy', 3), trade('sell', 1)], 100);
    closeFlowSecond(state, true);
    expect(signedFlow(state, 60)).toBe(0.5);
  });

  it('trades that were old on arrival are history, not flow', () => {
    const state = createTradeFlowState();
    addTrades(state, [trade('buy', 3)], 6_000);
    for (let i = 0; i < 60; i++) closeFlowSecond(state, true);
    expect(signedFlow(state, 60)).toBeNull();
  });

  it('intensity is about 0 at the usual rate and rises in a burst', () => {
    const state = createTradeFlowState();
    for (let i = 0; i < 600; i++) {
      addTrades(state, [trade('buy', 1)], 0);
      closeFlowSecond(state, true);
    }
    expect(tradeIntensity(state, 10)).toBeCloseTo(0, 1);
    for (let i = 0; i < 10; i++) {
      addTrades(state, new Array(8).fill(trade('sell', 1)), 0);
      closeFlowSecond(state, true);
    }
    expect(tradeIntensity(state, 10)).toBeGreaterThan(1.5);
  });
});
