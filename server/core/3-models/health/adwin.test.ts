// ADWIN: the histogram is exact, false alarms keep below δ, a step is found within the delay its bound implies.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADWIN_DELTA,
  adwinBound,
  adwinWindow,
  boundedLoss,
  createAdwin,
  observeAdwin,
  unboundedLoss,
} from './adwin.ts';
import { normalFrom, seededUniform, studentFrom } from './health-fixtures.ts';

const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 1,
  maxLength: 400,
});

describe('ADWIN', () => {
  it('the merged buckets have the count, mean and squares of the newest values', () => {
    fc.assert(
      fc.property(shares, (values) => {
        const adwin = createAdwin();
        for (const value of values) observeAdwin(adwin, value);
        const window = adwinWindow(adwin);
        const kept = values.slice(values.length - window.size);
        const mean = kept.reduce((sum, each) => sum + each, 0) / kept.length;
        const squares = kept.reduce((sum, each) => sum + (each - mean) ** 2, 0);
        expect(window.mean).toBeCloseTo(mean, 9);
        expect(window.squares).toBeCloseTo(squares, 7);
      }),
    );
  });

  it('memory grows with the logarithm of the stream', () => {
    const adwin = createAdwin();
    const uniform = seededUniform(2);
    const steps = 20_000;
    for (let i = 0; i < steps; i++) observeAdwin(adwin, uniform());
    expect(adwin.levels.length).toBeLessThanOrEqual(Math.log2(steps) + 1);
    for (const { means, squares } of adwin.levels) {
      expect(means.length).toBeLessThanOrEqual(5);
      expect(squares.length).toBe(means.length);
    }
  });

  it.each([
    ['uniform', (uniform: () => number) => uniform()],
    ['a coin', (uniform: () => number) => (uniform() < 0.3 ? 1 : 0)],
    ['z² of t₃', (uniform: () => number) => boundedLoss(studentFrom(uniform, 3) ** 2, 1)],
  ])('a stationary stream of %s is reported in at most δ of its steps', (_, draw) => {
    let alarms = 0;
    const runs = 20;
    const steps = 1_000;
    for (let run = 0; run < runs; run++) {
      const uniform = seededUniform(100 + run);
      const adwin = createAdwin();
      for (let i = 0; i < steps; i++) if (observeAdwin(adwin, draw(uniform))) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(ADWIN_DELTA * runs * steps);
  });

  it('a step of the mean is found before twice the bound falls below it, and the past is dropped', () => {
    const before = 300;
    const [low, high, noise] = [0.3, 0.6, 0.1];
    for (let run = 0; run < 30; run++) {
      const uniform = seededUniform(900 + run);
      const adwin = createAdwin();
      const clip = (value: number) => Math.min(1, Math.max(0, value));
      for (let i = 0; i < before; i++) observeAdwin(adwin, clip(low + noise * normalFrom(uniform)));
      let delay = 1;
      const longest = delayOf(before, high - low, noise);
      while (observeAdwin(adwin, clip(high + noise * normalFrom(uniform))) === null) delay++;
      expect(delay).toBeLessThanOrEqual(longest);
      for (let i = 0; i < before; i++)
        observeAdwin(adwin, clip(high + noise * normalFrom(uniform)));
      expect(Math.abs(adwinWindow(adwin).mean - high)).toBeLessThan(adwinBound(before, before, 1));
    }
  });

  it('the change names both levels', () => {
    const adwin = createAdwin();
    for (let i = 0; i < 100; i++) observeAdwin(adwin, 0.2);
    let change = null;
    for (let i = 0; i < 100 && change === null; i++) change = observeAdwin(adwin, 0.8);
    expect(change?.before).toBeLessThan(change?.after ?? 0);
    expect(change?.after).toBeCloseTo(0.8, 9);
  });

  it('a loss goes to 0 … 1 and back', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e3, noNaN: true }), (loss) => {
        const bounded = boundedLoss(loss, 0.3);
        expect(bounded).toBeLessThan(1);
        expect(unboundedLoss(bounded, 0.3)).toBeCloseTo(loss, 6);
      }),
    );
  });

  it('a value outside 0 … 1 is refused', () => {
    expect(() => observeAdwin(createAdwin(), Number.NaN)).toThrow('0 … 1');
    expect(() => observeAdwin(createAdwin(), 1.1)).toThrow('0 … 1');
    expect(() => boundedLoss(-1, 1)).toThrow('a loss of -1');
  });
});

/** Values after which a step of `size` on top of `noise` must be seen: 2 ε_cut ≤ size (theorem 3.1 of the source). */
function delayOf(before: number, size: number, noise: number): number {
  for (let after = 5; ; after++) {
    const share = after / (before + after);
    const variance = noise * noise + size * size * share * (1 - share);
    if (2 * adwinBound(before, after, variance) <= size) return after;
  }
}
