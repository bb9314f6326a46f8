// What must hold for every price: bounds, monotonicity, ladders that sum to one, ties, greeks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import { type PricedRule, ruleGreeks, ruleProbability } from './rule-probability.ts';
import {
  countAhead,
  effectiveSeconds,
  probabilityAbove,
  type ResidualLaw,
  settlementLaw,
} from './settlement-average.ts';

const laws = fc.constantFrom<ResidualLaw>(
  { kind: 'normal' },
  { kind: 'lognormal' },
  { kind: 'student', nu: 5 },
  { kind: 'student', nu: 3.5 },
);

/** Any state a live market can be in. */
const anyLaw = fc
  .record({
    spotUsd: fc.double({ min: 20_000, max: 200_000, noNaN: true }),
    seconds: fc.double({ min: 0.1, max: 4_000, noNaN: true }),
    vol: fc.double({ min: 0.05, max: 3, noNaN: true }),
    drift: fc.double({ min: -0.01, max: 0.01, noNaN: true }),
    basisSdUsd: fc.double({ min: 0, max: 30, noNaN: true }),
    law: laws,
  })
  .map((input) => {
    const { unknownCount, secondsToNext } = countAhead(input.seconds);
    const perSecond = input.vol ** 2 / 31_536_000;
    return settlementLaw({
      spotUsd: input.spotUsd,
      knownSumUsd: (60 - unknownCount) * input.spotUsd * (1 + input.drift),
      unknownCount,
      varianceToNext: perSecond * secondsToNext,
      variancePerSecond: perSecond,
      basisSdUsd: input.basisSdUsd,
      law: input.law,
    });
  });

const distance = fc.double({ min: -6, max: 6, noNaN: true });

describe('every price', () => {
  it('is a probability and falls as the strike rises', () => {
    fc.assert(
      fc.property(anyLaw, distance, distance, (law, a, b) => {
        const low = probabilityAbove(law, law.meanUsd + Math.min(a, b) * law.sdUsd);
        const high = probabilityAbove(law, law.meanUsd + Math.max(a, b) * law.sdUsd);
        expect(low).toBeGreaterThanOrEqual(high);
        expect(low).toBeLessThanOrEqual(1);
        expect(high).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('a ladder of buckets with its tails sums to one', () => {
    fc.assert(
      fc.property(anyLaw, fc.integer({ min: 1, max: 40 }), (law, buckets) => {
        const start = Math.round(law.meanUsd * 100) - buckets * 5_000;
        const edges = Array.from({ length: buckets + 1 }, (_, i) => btcCents(start + i * 10_000));
        const first = edges[0];
        const last = edges.at(-1);
        if (first === undefined || last === undefined) throw new Error('no edges');
        let sum = ruleProbability(law, { kind: 'below', strike: first });
        sum += ruleProbability(law, { kind: 'above', strike: last });
        for (const [i, floor] of edges.slice(0, -1).entries())
          sum += ruleProbability(law, { kind: 'between', floor, cap: edges[i + 1] ?? floor });
        expect(sum).toBeCloseTo(1, 9);
      }),
    );
  });

  it('greeks are the slopes of the price, within what formula (11) leaves out', () => {
    const student = anyLaw.filter((law) => law.law.kind !== 'lognormal' && law.sdUsd > 5);
    fc.assert(
      fc.property(student, fc.double({ min: -2, max: 2, noNaN: true }), (law, z) => {
        const strike = btcCents(Math.round((law.meanUsd + z * law.sdUsd) * 100));
        const rule: PricedRule = { kind: 'above', strike };
        const greeks = ruleGreeks(law, rule);
        const moved = (by: number) =>
          ruleProbability(settlementLaw({ ...law, spotUsd: law.spotUsd + by }), rule);
        const slope = (moved(0.01) - moved(-0.01)) / 0.02;
        // The display formula leaves out that the spread itself moves with spot: |z|·sd/S, against a mean of which only
        // the prints to come move.
        const share = law.unknownCount / 60;
        const leftOut = (1.5 * Math.abs(z) * (law.sdUsd / law.spotUsd)) / share + 1e-3;
        expect(Math.abs(greeks.deltaPerUsd - slope)).toBeLessThan(leftOut * Math.abs(slope) + 1e-6);
        const scaled = (by: number) => {
          const scale = Math.exp(2 * by);
          const varianceToNext = law.varianceToNext * scale;
          const variancePerSecond = law.variancePerSecond * scale;
          return ruleProbability(
            settlementLaw({ ...law, varianceToNext, variancePerSecond }),
            rule,
          );
        };
        const vega = (scaled(1e-4) - scaled(-1e-4)) / 2e-4;
        expect(greeks.vegaPerLogVol).toBeCloseTo(vega, 4);
      }),
    );
  });
});

describe('effective variance time', () => {
  it.each([
    [3_600, 3_560.502_778],
    [60, 20.502_778],
    [59.999, 20.501_778],
    [30, 2.626_389],
    [15.5, 0.38],
    [2.25, 0.002_014],
    [0.5, 0.000_139],
  ])('%f s before the close is %f s', (seconds, expected) => {
    const { unknownCount, secondsToNext } = countAhead(seconds);
    expect(effectiveSeconds(unknownCount, secondsToNext)).toBeCloseTo(expected, 6);
  });
});

describe('the end', () => {
  const settledAt = (sumCents: number) =>
    settlementLaw({
      spotUsd: 95_000,
      knownSumUsd: sumCents / 100,
      unknownCount: 0,
      varianceToNext: 0,
      variancePerSecond: 1e-9,
      basisSdUsd: 0,
      law: { kind: 'student', nu: 5 },
    });
  const strike = btcCents(9_500_000);
  const tie = 60 * 9_500_000;

  it('KXBTCD is strict: a tie is NO, a sixtieth of a cent above is YES', () => {
    expect(ruleProbability(settledAt(tie), { kind: 'above', strike })).toBe(0);
    expect(ruleProbability(settledAt(tie + 1), { kind: 'above', strike })).toBe(1);
  });

  it('KXBTC15M rounds the mean to cents and a tie is YES', () => {
    const rule: PricedRule = { kind: 'at-or-above-rounded', strike };
    expect(ruleProbability(settledAt(tie), rule)).toBe(1);
    expect(ruleProbability(settledAt(tie - 30), rule)).toBe(1);
    expect(ruleProbability(settledAt(tie - 31), rule)).toBe(0);
  });

  it('KXBTC includes both bounds, and its lower tail is strict', () => {
    const rule: PricedRule = { kind: 'between', floor: strike, cap: btcCents(9_509_999) };
    expect(ruleProbability(settledAt(tie), rule)).toBe(1);
    expect(ruleProbability(settledAt(tie - 1), rule)).toBe(0);
    expect(ruleProbability(settledAt(60 * 9_509_999), rule)).toBe(1);
    expect(ruleProbability(settledAt(60 * 9_509_999 + 1), rule)).toBe(0);
    expect(ruleProbability(settledAt(tie), { kind: 'below', strike })).toBe(0);
  });

  it('refuses inputs that are not numbers', () => {
    expect(() => settlementLaw({ ...settledAt(tie), spotUsd: Number.NaN })).toThrow('spot');
    expect(() => settlementLaw({ ...settledAt(tie), unknownCount: 61 })).toThrow('unknown prints');
    expect(() => settlementLaw({ ...settledAt(tie), variancePerSecond: -1 })).toThrow('variance');
  });
});
