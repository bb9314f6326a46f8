// Noise, jumps, ranges and hours of variance against direct formulas and made-up prices whose truth is known.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFineReturns,
  fineVariance,
  noiseShare,
  sampleFine,
  signatureRatio,
  twoScale,
} from './fine-returns.ts';
import { createJumpState, JUMP_LIMIT_SIGMA, medianVariance, sampleJump } from './jumps.ts';
import { createLongVariance, longSquares, sampleLong } from './long-variance.ts';
import { createMinuteRange, type RangeName, rangeVariance, sampleRange } from './minute-range.ts';
import {
  createVarianceState,
  jumpShare,
  realisedVariance,
  sampleMid,
} from './realised-variance.ts';
import { clearMaximum, createSlidingMaximum, pushMaximum } from './sliding-extreme.ts';

/** Standard normal numbers from a seed (xorshift and Box–Muller): the tests need the same ones every time. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const SECOND_SD = 1e-4;

/** Mids of a Brownian price with `noise` (in SECOND_SD) of independent error on every sample. */
function brownian(seconds: number, noise: number, seed = 7): number[] {
  const draw = normals(seed);
  let log = Math.log(90_000);
  return Array.from({ length: seconds }, () => {
    log += SECOND_SD * draw();
    return Math.exp(log + noise * SECOND_SD * draw());
  });
}

function fed(mids: readonly (number | null)[], from = 0) {
  const variance = createVarianceState();
  const fine = createFineReturns();
  const jumps = createJumpState();
  const range = createMinuteRange();
  mids.forEach((mid, i) => {
    sampleMid(variance, mid);
    sampleFine(fine, variance.mids);
    sampleJump(jumps, variance, from + i);
    sampleRange(range, variance.mids);
  });
  return { variance, fine, jumps, range };
}

const TRUTH = SECOND_SD ** 2;

describe('noise of the mids', () => {
  it('a clean price has none: signature ratio about 1', () => {
    const { fine } = fed(brownian(3_600, 0));
    expect(noiseShare(fine, 900)).toBeLessThan(0.06);
    expect(signatureRatio(fine, 3_600)).toBeGreaterThan(0.8);
    expect(signatureRatio(fine, 3_600)).toBeLessThan(1.25);
  });

  it('is ω² ÷ (σ² + 2ω²) of the 1 s returns, and lifts the signature ratio', () => {
    const { fine } = fed(brownian(3_600, 1));
    expect(noiseShare(fine, 3_600)).toBeCloseTo(1 / 3, 1);
    expect(signatureRatio(fine, 3_600)).toBeGreaterThan(1.5);
  });

  it('two scales take it out: RV reads 40 % high and TSRV does not', () => {
    const { variance, fine } = fed(brownian(3_600, 1));
    const grid = realisedVariance(variance, 3_600);
    const clean = twoScale(grid, fineVariance(fine, 3_600));
    expect((grid ?? 0) / TRUTH).toBeGreaterThan(1.25);
    expect(Math.abs((clean ?? 0) / TRUTH - 1)).toBeLessThan(0.12);
  });

  it('TSRV of a clean price is its variance, and never below a tenth of RV', () => {
    const { variance, fine } = fed(brownian(3_600, 0));
    const clean = twoScale(realisedVariance(variance, 3_600), fineVariance(fine, 3_600));
    expect(Math.abs((clean ?? 0) / TRUTH - 1)).toBeLessThan(0.12);
    expect(twoScale(1, 100)).toBe(0.1);
    expect(twoScale(null, 1)).toBeNull();
  });

  it('gaps are no returns: half a window of them leaves nothing to say', () => {
    const mids = brownian(200, 0);
    const { fine } = fed([...mids, ...new Array<null>(700).fill(null)]);
    expect(noiseShare(fine, 60)).toBeNull();
    expect(signatureRatio(fine, 600)).toBeNull();
  });
});

describe('jumps', () => {
  it('the limit is the Gumbel quantile of a day of 5 s returns', () => {
    expect(JUMP_LIMIT_SIGMA).toBeCloseTo(5.07, 2);
  });

  it('a planted jump is found where it is, once, with its sign and about its size', () => {
    const mids = brownian(1_800, 0).map((mid, i) => (i >= 1_500 ? mid * 0.998 : mid));
    const { jumps } = fed(mids, 1_000);
    expect(jumps.last?.second).toBeGreaterThanOrEqual(2_500);
    expect(jumps.last?.second).toBeLessThan(2_505);
    const sigmas = -0.002 / (SECOND_SD * Math.sqrt(5));
    expect(Math.abs((jumps.last?.sigmas ?? 0) - sigmas)).toBeLessThan(3);
  });

  it('a day without jumps has none', () => {
    expect(fed(brownian(86_400, 0, 11)).jumps.last).toBeNull();
  });

  it('MedRV and the jump share see the same jump from both sides', () => {
    const calm = brownian(1_800, 0);
    const jumped = calm.map((mid, i) => (i >= 1_500 ? mid * 1.005 : mid));
    const { variance, jumps } = fed(jumped);
    expect((medianVariance(jumps, 900) ?? 0) / TRUTH).toBeGreaterThan(0.8);
    expect((medianVariance(jumps, 900) ?? 0) / TRUTH).toBeLessThan(1.3);
    expect(jumpShare(variance, 900)).toBeGreaterThan(0.5);
  });
});

describe('ranges', () => {
  function direct(mids: readonly number[], name: RangeName, minutes: number): number {
    let sum = 0;
    const bars = (minutes - 1) * 60 + 1;
    for (let end = mids.length - bars; end < mids.length; end++) {
      const logs = mids.slice(end - 60, end + 1).map(Math.log);
      const [open = 0] = logs;
      const up = Math.max(...logs) - open;
      const down = Math.min(...logs) - open;
      const move = (logs.at(-1) ?? 0) - open;
      if (name === 'parkinson') sum += (up - down) ** 2 / (4 * Math.LN2);
      else if (name === 'garmanKlass') sum += (up - down) ** 2 / 2 - (2 * Math.LN2 - 1) * move ** 2;
      else sum += up * (up - move) + down * (down - move);
    }
    return sum / 60 / bars;
  }

  it.each(['parkinson', 'garmanKlass', 'rogersSatchell'] as const)(
    '%s equals its formula over the rolling minutes, and is near the truth',
    (name) => {
      const mids = brownian(1_200, 0, 3);
      const { range } = fed(mids);
      for (const minutes of [1, 5, 15])
        expect(rangeVariance(range, name, minutes)).toBeCloseTo(direct(mids, name, minutes), 14);
      expect((rangeVariance(range, name, 15) ?? 0) / TRUTH).toBeGreaterThan(0.55);
      expect((rangeVariance(range, name, 15) ?? 0) / TRUTH).toBeLessThan(1.3);
    },
  );

  it('no minute with a gap in it counts', () => {
    const mids: (number | null)[] = brownian(400, 0);
    mids[370] = null;
    const { range } = fed(mids);
    expect(rangeVariance(range, 'parkinson', 1)).toBeNull();
    expect(rangeVariance(range, 'parkinson', 5)).not.toBeNull();
  });

  it('the sliding maximum is the maximum of the window, through clears', () => {
    const pushes = fc.array(fc.option(fc.integer({ min: -9, max: 9 }), { freq: 12 }), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(pushes, fc.integer({ min: 1, max: 61 }), (values, window) => {
        const queue = createSlidingMaximum(window);
        let held: number[] = [];
        for (const value of values) {
          if (value === null) {
            clearMaximum(queue);
            held = [];
            continue;
          }
          held = [...held, value].slice(-window);
          expect(pushMaximum(queue, value)).toBe(Math.max(...held));
        }
      }),
    );
  });
});

describe('hours of variance', () => {
  const squares = (value: number) => ({ grid: value, fine: 2 * value });

  it('equal the mean of the seconds of the last whole minutes and the running one', () => {
    const state = createLongVariance();
    const seconds = 5 * 3_600 + 17;
    const values = Array.from({ length: seconds }, (_, i) => 1 + ((i * 7_919) % 13));
    for (const [i, value] of values.entries()) sampleLong(state, i, squares(value));
    const from = Math.floor((seconds - 1) / 60) * 60 - 240 * 60;
    const window = values.slice(from);
    const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
    expect(longSquares(state, 240)?.grid).toBeCloseTo(mean, 9);
    expect(longSquares(state, 240)?.fine).toBeCloseTo(2 * mean, 9);
  });

  it('are missing until half of the window is known, and forget what is older than it', () => {
    const state = createLongVariance();
    for (let i = 0; i < 7_000; i++) sampleLong(state, i, squares(5));
    expect(longSquares(state, 240)).toBeNull();
    for (let i = 7_000; i < 7_300; i++) sampleLong(state, i, squares(5));
    expect(longSquares(state, 240)?.grid).toBeCloseTo(5, 9);
    for (let i = 0; i < 86_400 + 60; i++) sampleLong(state, 7_300 + i, squares(1));
    expect(longSquares(state, 1_440)?.grid).toBeCloseTo(1, 9);
  });

  it('a hole of hours is neither bridged nor counted', () => {
    const state = createLongVariance();
    for (let i = 0; i < 3 * 3_600; i++) sampleLong(state, i, squares(9));
    const later = 50 * 3_600;
    for (let i = 0; i < 3 * 3_600; i++)
      sampleLong(state, later + i, i % 2 === 0 ? squares(1) : null);
    expect(longSquares(state, 1_440)).toBeNull();
    for (let i = 0; i < 3 * 3_600; i++) sampleLong(state, later + 10_800 + i, squares(1));
    expect(longSquares(state, 240)?.grid).toBeCloseTo(1, 9);
  });
});
