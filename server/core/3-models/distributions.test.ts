// Φ and Student's t against independent series, continued fractions and known values.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalDensity } from './normal-cdf.ts';
import { logGamma, studentCdf, studentDensity, unitStudentCdf } from './student-t.ts';

/** Φ by the series of Marsaglia (|x| < 6): ½ + φ(x)·(x + x³/3 + x⁵/15 + …). */
function bySeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; k < 300; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** Upper tail by a long continued fraction (x > 3). */
function tailByFraction(x: number): number {
  let fraction = x;
  for (let k = 200; k >= 1; k--) fraction = x + k / fraction;
  return normalDensity(x) / fraction;
}

describe('normal distribution', () => {
  it('agrees with its series within 1e-12 over −6 … 6', () => {
    for (let x = -6; x <= 6; x += 0.01)
      expect(Math.abs(normalCdf(x) - bySeries(x))).toBeLessThan(1e-12);
  });

  it('agrees with a continued fraction in the tail, relative 5e-8', () => {
    for (let x = 3; x <= 37; x += 0.25) expect(normalCdf(-x) / tailByFraction(x)).toBeCloseTo(1, 7);
  });

  it('is symmetric, monotone and ends at 0 and 1', () => {
    const x = fc.double({ min: -40, max: 40, noNaN: true });
    fc.assert(
      fc.property(x, x, (a, b) => {
        expect(normalCdf(a) + normalCdf(-a)).toBeCloseTo(1, 14);
        expect(normalCdf(Math.min(a, b))).toBeLessThanOrEqual(normalCdf(Math.max(a, b)));
      }),
    );
    expect([normalCdf(-50), normalCdf(50)]).toEqual([0, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});

describe('Student’s t', () => {
  it.each([
    [1, 1, 0.75],
    [2, 4.302652729911275, 0.975],
    [5, 2.015048372669157, 0.95],
    [5, 4.032142983557536, 0.995],
    [30, 2.042272456301238, 0.975],
  ])('with ν = %d at %f is %f', (nu, t, p) => {
    expect(studentCdf(t, nu)).toBeCloseTo(p, 10);
    expect(studentCdf(-t, nu)).toBeCloseTo(1 - p, 10);
  });

  it('the continued fraction for broken ν meets the finite sum at whole ν', () => {
    for (const nu of [3, 4, 5, 8, 31])
      for (let t = -8; t <= 8; t += 0.37)
        expect(Math.abs(studentCdf(t, nu + 1e-9) - studentCdf(t, nu))).toBeLessThan(1e-9);
  });

  it('its density is the slope of its distribution', () => {
    for (const nu of [3, 4.5, 5, 12])
      for (let t = -5; t <= 5; t += 0.5) {
        const slope = (studentCdf(t + 1e-5, nu) - studentCdf(t - 1e-5, nu)) / 2e-5;
        expect(studentDensity(t, nu)).toBeCloseTo(slope, 7);
      }
  });

  it('scaled to unit variance it approaches the normal as ν grows', () => {
    expect(unitStudentCdf(1.5, 4)).toBeCloseTo(0.949404, 5);
    expect(unitStudentCdf(1.5, 1e6)).toBeCloseTo(normalCdf(1.5), 6);
  });

  it('ln Γ is right at whole and half numbers', () => {
    expect(logGamma(10)).toBeCloseTo(Math.log(362_880), 11);
    expect(logGamma(0.5 + 1)).toBeCloseTo(Math.log(Math.sqrt(Math.PI) / 2), 12);
  });

  it('refuses degrees of freedom without meaning', () => {
    expect(() => studentCdf(1, 0)).toThrow('Condition failed');
    expect(() => unitStudentCdf(1, 2)).toThrow('Condition failed');
  });
});
