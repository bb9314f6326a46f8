// PSI: expiry, ties, noise without drift and the size of a known drift, all against formulas or seeded simulation.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../normal-cdf.ts';
import { normalFrom, seededUniform } from './health-fixtures.ts';
import {
  createPsiWindow,
  observePsi,
  PSI_ALARM,
  PSI_LEAST_ROWS,
  PSI_WARN,
  psi,
  psiBins,
  psiTotals,
} from './psi.ts';
import { psiReference } from './psi-reference.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const START = 500_000 * HOUR_MS;
const TENTHS = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);

function decilesOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((left, right) => left - right);
  return TENTHS.map((share) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
}

/** PSI of `rows` values drawn one a second. */
function psiOf(deciles: readonly number[], rows: number, draw: () => number): number {
  const bins = psiBins(deciles);
  const window = createPsiWindow(bins);
  for (let i = 0; i < rows; i++) observePsi(window, bins, draw(), START + i * 1000);
  return psi(window, bins, START + rows * 1000).value ?? Number.NaN;
}

describe('F107 population stability', () => {
  it('nine different deciles make ten bins of a tenth each', () => {
    expect(psiBins(TENTHS).edges).toEqual(TENTHS);
    for (const share of psiBins(TENTHS).shares) expect(share).toBeCloseTo(1 / 10, 12);
  });

  it('shares sum to one whatever ties the deciles have', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 9, maxLength: 9 }),
        (raw) => {
          const bins = psiBins(raw.toSorted((left, right) => left - right));
          expect(bins.shares.length).toBe(bins.edges.length + 1);
          expect(bins.shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it('a feature that is 0 half of the time, like a fall, does not drift from itself', () => {
    const uniform = seededUniform(3);
    const draw = () => Math.min(0, normalFrom(uniform));
    const deciles = decilesOf(Array.from({ length: 5_000 }, draw));
    expect(psiOf(deciles, 2_000, draw)).toBeLessThan(PSI_WARN);
    expect(psiOf(deciles, 2_000, () => 0)).toBeGreaterThan(PSI_ALARM);
  });

  it('a constant of training has one bin and no PSI', () => {
    expect(
      psiOf(
        TENTHS.map(() => 7),
        PSI_LEAST_ROWS,
        () => 7,
      ),
    ).toBeCloseTo(0, 12);
  });

  it('says nothing below the least number of rows', () => {
    const uniform = seededUniform(1);
    expect(psiOf(TENTHS, PSI_LEAST_ROWS - 1, uniform)).toBeNaN();
    expect(psiOf(TENTHS, PSI_LEAST_ROWS, uniform)).toBeGreaterThan(0);
  });

  it('without drift rows × PSI has the mean of χ² with nine degrees of freedom', () => {
    const uniform = seededUniform(11);
    const runs = 400;
    const rows = 2_000;
    let sum = 0;
    for (let run = 0; run < runs; run++) sum += rows * psiOf(TENTHS, rows, uniform);
    const standardError = Math.sqrt((2 * 9) / runs);
    expect(Math.abs(sum / runs - 9)).toBeLessThan(4 * standardError);
  });

  it('a shift by one standard deviation has the PSI of its bin probabilities', () => {
    const uniform = seededUniform(5);
    const deciles = decilesOf(Array.from({ length: 20_000 }, () => normalFrom(uniform)));
    const cuts = [0, ...deciles.map((edge) => normalCdf(edge - 1)), 1];
    let exact = 0;
    for (let bin = 0; bin < 10; bin++) {
      const share = (cuts[bin + 1] ?? 0) - (cuts[bin] ?? 0);
      exact += (share - 0.1) * Math.log(share / 0.1);
    }
    expect(exact).toBeGreaterThan(PSI_ALARM);
    expect(psiOf(deciles, 20_000, () => 1 + normalFrom(uniform)) / exact).toBeCloseTo(1, 1);
  });

  it('counts exactly the rows of the last six clock hours, whatever gaps they have', () => {
    const steps = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(500)), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(steps, fc.nat(500), (rows, quiet) => {
        const bins = psiBins(TENTHS);
        const window = createPsiWindow(bins);
        const seen: { readonly at: number; readonly bin: number }[] = [];
        let at = START;
        for (const [value, minutes] of rows) {
          at += minutes * MINUTE_MS;
          observePsi(window, bins, value, at);
          seen.push({ at, bin: TENTHS.filter((edge) => value > edge).length });
        }
        at += quiet * MINUTE_MS;
        const oldest = Math.floor(at / HOUR_MS) - 5;
        const expected = bins.shares.map(
          (_, bin) =>
            seen.filter((each) => each.bin === bin && Math.floor(each.at / HOUR_MS) >= oldest)
              .length,
        );
        expect(psiTotals(window, bins, at)).toEqual(expected);
        expect(window.counts.length).toBe(6 * bins.shares.length);
      }),
    );
  });

  it('F96 rows from an hour that a stepped clock took back are not counted', () => {
    const bins = psiBins(TENTHS);
    const window = createPsiWindow(bins);
    observePsi(window, bins, 0.5, START + 2 * HOUR_MS);
    observePsi(window, bins, 0.5, START);
    expect(psiTotals(window, bins, START).reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  it('refuses deciles out of order and values that are not numbers', () => {
    expect(() => psiBins(TENTHS.toReversed())).toThrow('Condition failed: decile 2');
    expect(() => psiBins([1, 2])).toThrow('2 deciles, not 9');
    const bins = psiBins(TENTHS);
    expect(() => observePsi(createPsiWindow(bins), bins, Number.NaN, START)).toThrow('PSI of NaN');
  });
});

describe('cut-offs of a feature', () => {
  const minutes = 20 * 24 * 60;

  it('a slow feature swings past the usual cut-off without drift, and its own cut-off knows', () => {
    const uniform = seededUniform(7);
    let level = 0;
    const decay = 0.5 ** (1 / 240);
    const series = Array.from({ length: minutes }, (_, i) => {
      level = decay * level + Math.sqrt(1 - decay * decay) * normalFrom(uniform);
      return { at: START + i * MINUTE_MS, value: level };
    });
    const { deciles, warn, alarm } = psiReference(series);
    const bins = psiBins(deciles);
    const window = createPsiWindow(bins);
    let usual = 0;
    let own = 0;
    for (const [i, { at, value }] of series.entries()) {
      observePsi(window, bins, value, at);
      if (i % 360 !== 0) continue;
      const now = psi(window, bins, at).value ?? 0;
      if (now > PSI_ALARM) usual++;
      if (now > alarm) own++;
    }
    expect(usual).toBeGreaterThan(0.5 * (minutes / 360));
    expect(own).toBe(0);
    expect(warn).toBeLessThanOrEqual(alarm);
  });

  it('a fast feature keeps the industry cut-offs', () => {
    const uniform = seededUniform(8);
    const series = Array.from({ length: minutes }, (_, i) => ({
      at: START + i * MINUTE_MS,
      value: uniform(),
    }));
    const { deciles, warn, alarm } = psiReference(series);
    expect([warn, alarm]).toEqual([PSI_WARN, PSI_ALARM]);
    for (const [i, decile] of deciles.entries()) expect(decile).toBeCloseTo((i + 1) / 10, 1);
  });
});
