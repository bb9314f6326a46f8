// The table of Student's t against the exact distribution: values, symmetry, slope, ends.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from './normal-cdf.ts';
import { unitStudentCdf, unitStudentDensity } from './student-t.ts';
import { rowCdf, rowDensity, tailRow } from './student-table.ts';

const anyNu = fc.double({ min: 3, max: 200, noNaN: true });
const anyScore = fc.double({ min: -60, max: 60, noNaN: true });

describe('Student’s t from the table', () => {
  it('is within 2e-7 of the exact distribution for every ν from 3 on', () => {
    fc.assert(
      fc.property(anyNu, anyScore, (nu, z) => {
        expect(Math.abs(rowCdf(tailRow(nu), z) - unitStudentCdf(z, nu))).toBeLessThan(2e-7);
      }),
      { numRuns: 3_000 },
    );
  });

  it('becomes the normal for large ν', () => {
    const row = tailRow(1e9);
    for (let z = -8; z <= 8; z += 0.07)
      expect(Math.abs(rowCdf(row, z) - normalCdf(z))).toBeLessThan(1e-8);
  });

  it('is ½ in the middle, 0 and 1 far out, and symmetric', () => {
    const row = tailRow(4.3);
    expect(rowCdf(row, 0)).toBeCloseTo(0.5, 12);
    expect(rowCdf(row, 1e9)).toBeCloseTo(1, 12);
    expect(rowCdf(row, Number.NEGATIVE_INFINITY)).toBeCloseTo(0, 12);
    expect(rowCdf(row, 1.3) + rowCdf(row, -1.3)).toBeCloseTo(1, 14);
  });

  it('its density is the exact one within a ten-thousandth', () => {
    fc.assert(
      fc.property(anyNu, fc.double({ min: -8, max: 8, noNaN: true }), (nu, z) => {
        const error = rowDensity(tailRow(nu), z) - unitStudentDensity(z, nu);
        expect(Math.abs(error)).toBeLessThan(1e-4);
      }),
    );
  });

  it('refuses a ν below 3', () => {
    expect(() => tailRow(2.9)).toThrow('Condition failed');
    expect(() => tailRow(Number.NaN)).toThrow('Condition failed');
  });
});
