// The tail of the settlement residual: Kolmogorov's law, PIT and the refit of ν, against simulation and a second fit.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTail } from '#server/training/baselines/student-fit.ts';
import { unitStudentCdf } from '../student-t.ts';
import { seededUniform, studentFrom } from './health-fixtures.ts';
import { kolmogorovTail } from './kolmogorov.ts';
import { createPits, observePit, PIT_LOWEST_P, PIT_WINDOWS, pitPValue, uniformGap } from './pit.ts';
import { createResiduals, fitStudent, LEAST_NU, tailLogPosterior } from './student-fit.ts';

function pValueOf(draw: () => number): number {
  const pits = createPits();
  for (let i = 0; i < PIT_WINDOWS; i++) observePit(pits, draw());
  return pitPValue(pits) ?? Number.NaN;
}

describe('Kolmogorov distribution', () => {
  it('falls from 1 to 0, and both series meet where they take over', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lambda, more) => {
          const later = kolmogorovTail(lambda + more);
          expect(later).toBeLessThanOrEqual(kolmogorovTail(lambda) + 1e-12);
        },
      ),
    );
    expect(kolmogorovTail(1 - 1e-12)).toBeCloseTo(kolmogorovTail(1), 10);
    expect([kolmogorovTail(-1), kolmogorovTail(0.1)]).toEqual([1, 1]);
  });

  it('the gap is the largest distance of the step function from the diagonal', () => {
    const sample = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(sample, (values) => {
        const sorted = values.toSorted((left, right) => left - right);
        const below = (u: number) => values.filter((each) => each < u).length / values.length;
        const upTo = (u: number) => values.filter((each) => each <= u).length / values.length;
        const gaps = values.flatMap((u) => [Math.abs(upTo(u) - u), Math.abs(below(u) - u)]);
        expect(uniformGap(sorted)).toBeCloseTo(Math.max(...gaps), 12);
      }),
    );
  });
});

describe('PIT of settlements', () => {
  it('uniform values give p-values that are uniform themselves', () => {
    const runs = 400;
    const uniform = seededUniform(31);
    const pValues = Array.from({ length: runs }, () => pValueOf(uniform));
    const gap = uniformGap(pValues.toSorted((left, right) => left - right));
    expect(kolmogorovTail(Math.sqrt(runs) * gap)).toBeGreaterThan(0.001);
    const rejected = pValues.filter((p) => p < PIT_LOWEST_P).length;
    expect(rejected).toBeLessThan(runs * PIT_LOWEST_P + 4 * Math.sqrt(runs * PIT_LOWEST_P));
  });

  it('a deviation stated at two thirds of the true one is found', () => {
    const uniform = seededUniform(32);
    expect(pValueOf(() => unitStudentCdf(1.5 * studentFrom(uniform, 5), 5))).toBeLessThan(
      PIT_LOWEST_P,
    );
  });

  it('says nothing before 300 windows and forgets the one before them', () => {
    const pits = createPits();
    for (let i = 1; i < PIT_WINDOWS; i++) observePit(pits, 1);
    expect(pitPValue(pits)).toBeNull();
    for (let i = 0; i < PIT_WINDOWS; i++) observePit(pits, (i + 0.5) / PIT_WINDOWS);
    expect(pitPValue(pits)).toBeCloseTo(1, 9);
    expect(() => observePit(pits, 1.2)).toThrow('a PIT of 1.2');
  });
});

describe('refit of ν', () => {
  const sample = (seed: number, nu: number, count: number, scale = 1) => {
    const uniform = seededUniform(seed);
    return Array.from({ length: count }, () => scale * studentFrom(uniform, nu));
  };

  it('without residuals it is the prior', () => {
    expect(fitStudent(createResiduals().values)).toEqual({ nu: 5, scale: 1, count: 0 });
  });

  it('no other ν is likelier than the fitted one', () => {
    for (const [seed, nu] of [
      [1, 3],
      [2, 5],
      [3, 12],
    ] as const) {
      const z = sample(seed, nu, 300);
      const best = tailLogPosterior(z, fitStudent(z).nu);
      for (let other = LEAST_NU; other < 60; other *= 1.05)
        expect(tailLogPosterior(z, other)).toBeLessThanOrEqual(best + 1e-7);
    }
  });

  it('agrees with the fit of the training code, which searches another way', () => {
    for (const [seed, scale] of [
      [4, 1],
      [5, 1.4],
      [6, 0.7],
    ] as const) {
      const z = sample(seed, 6, 300, scale);
      const one = fitStudent(z);
      const other = fitTail(z);
      expect(one.nu / other.nu).toBeCloseTo(1, 3);
      expect(one.scale / other.scale).toBeCloseTo(1, 3);
    }
  });

  it('fatter tails give a lower ν, never one below 3', () => {
    const mean = (nu: number) => {
      const fits = Array.from({ length: 20 }, (_, i) => fitStudent(sample(50 + i, nu, 300)).nu);
      return fits.reduce((sum, each) => sum + each, 0) / fits.length;
    };
    expect(mean(3)).toBeLessThan(mean(5));
    expect(mean(5)).toBeLessThan(mean(15));
    const uniform = seededUniform(9);
    const cauchy = Array.from({ length: 300 }, () => Math.tan(Math.PI * (uniform() - 0.5)));
    const { nu } = fitStudent(cauchy);
    expect(nu).toBeGreaterThanOrEqual(LEAST_NU);
    expect(nu).toBeCloseTo(LEAST_NU, 5);
  });

  it('the scale follows the residuals and leaves ν alone', () => {
    const z = sample(7, 5, 300);
    const plain = fitStudent(z);
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 5, noNaN: true }), (factor) => {
        const scaled = fitStudent(z.map((each) => factor * each));
        expect(scaled.nu).toBeCloseTo(plain.nu, 3);
        expect(scaled.scale / plain.scale).toBeCloseTo(factor, 3);
      }),
      { numRuns: 20 },
    );
  });

  it('equal residuals, even all zero, do not break it', () => {
    for (const value of [0, 1]) {
      const { nu, scale } = fitStudent(Array.from({ length: 50 }, () => value));
      expect(nu).toBeGreaterThanOrEqual(LEAST_NU);
      expect(Number.isFinite(scale)).toBe(true);
    }
  });
});
