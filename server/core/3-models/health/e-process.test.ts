// E-processes: Ville's bound where there is no edge, growth where there is one, both by seeded simulation.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brierGain,
  createEProcess,
  E_ENOUGH,
  eValue,
  observeGain,
  peakEValue,
} from './e-process.ts';
import { coinFrom, seededUniform } from './health-fixtures.ts';

interface Game {
  readonly model: number;
  readonly mid: number;
  readonly truth: number;
}

/** Share of runs in which the evidence that the mid is better ever reached 20. */
function reached(runs: number, rounds: number, draw: (uniform: () => number, i: number) => Game) {
  let count = 0;
  for (let run = 0; run < runs; run++) {
    const uniform = seededUniform(40_000 + run);
    const process = createEProcess();
    for (let i = 0; i < rounds; i++) {
      const { model, mid, truth } = draw(uniform, i);
      observeGain(process, brierGain(mid, model, coinFrom(uniform, truth)));
    }
    if (peakEValue(process) >= E_ENOUGH) count++;
  }
  return count / runs;
}

describe('evidence', () => {
  it('with fair coins between two wrong forecasts it reaches 20 in at most one of twenty runs', () => {
    const fair = reached(1_000, 300, (uniform) => {
      const mid = 0.1 + 0.8 * uniform();
      const model = Math.min(0.95, Math.max(0.05, mid + 0.4 * (uniform() - 0.5)));
      return { model, mid, truth: (mid + model) / 2 };
    });
    expect(fair).toBeLessThanOrEqual(1 / E_ENOUGH);
  });

  it('a model that is right is not called beaten', () => {
    const right = reached(500, 300, (uniform) => {
      const model = 0.1 + 0.8 * uniform();
      return { model, mid: 0.5, truth: model };
    });
    expect(right).toBeLessThanOrEqual(1 / E_ENOUGH);
  });

  it('an advantage that comes and goes and is none on average is not called one', () => {
    const even = reached(500, 400, (_, i) => {
      const isGood = i % 40 >= 20;
      return { model: 0.6, mid: 0.5, truth: isGood ? 0.5 : 0.6 };
    });
    expect(even).toBeLessThanOrEqual(1 / E_ENOUGH);
  });

  it('where the mid is better the evidence grows past 20', () => {
    const better = reached(100, 2_000, (uniform) => {
      const mid = 0.2 + 0.6 * uniform();
      const model = Math.min(1, Math.max(0, mid + (uniform() < 0.5 ? 0.2 : -0.2)));
      return { model, mid, truth: mid };
    });
    expect(better).toBeGreaterThan(0.9);
  });

  it('is the mean wealth of fixed stakes, and remembers its peak', () => {
    const gains = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(gains, (all) => {
        const process = createEProcess();
        for (const gain of all) observeGain(process, gain);
        const stakes = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 15 / 16];
        const wealth = stakes.map((stake) =>
          all.reduce((sum, gain) => sum * (1 + stake * gain), 1),
        );
        const mean = wealth.reduce((sum, each) => sum + each, 0) / stakes.length;
        expect(eValue(process) / mean).toBeCloseTo(1, 9);
        expect(peakEValue(process)).toBeGreaterThanOrEqual(eValue(process) * (1 - 1e-12));
      }),
    );
  });

  it('stays a finite number after any run of wins', () => {
    const process = createEProcess();
    for (let i = 0; i < 2_000; i++) observeGain(process, 1);
    expect(Number.isFinite(eValue(process))).toBe(true);
  });

  it('refuses a gain that no Brier score can make', () => {
    expect(() => observeGain(createEProcess(), 1.5)).toThrow('a gain in Brier score of 1.5');
    expect(brierGain(1, 0, 1)).toBe(1);
    expect(brierGain(0, 1, 1)).toBe(-1);
  });
});
