// What must hold for all strikes of a close together: monotone, adding up to one, and the mid itself without evidence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btcCents } from '#lib/domain/btc.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import { unwrap } from '#lib/result.ts';
import { type FairValueInput, forecastToFairValue } from '../forecast-to-fair-value.ts';
import { above, closeWith, forecastWith, NO_EVIDENCE, windowAt } from '../testing/sample-close.ts';
import { blendWithMid, quoteAt } from './blend-with-mid.ts';
import type { BlendTerms } from './buckets.ts';
import { isLadderOf } from './ladder.ts';
import { makeNonIncreasing } from './monotone.ts';

/** A KXBTC ladder as it is listed: a strict lower tail, buckets to the cent, an upper tail. */
function listed(firstCents: number, buckets: number, widthCents: number): readonly StrikeRule[] {
  const floors = Array.from({ length: buckets }, (_, i) => firstCents + i * widthCents);
  return [
    { kind: 'below', strike: btcCents(firstCents) },
    ...floors.map(
      (floor): StrikeRule => ({
        kind: 'between',
        floor: btcCents(floor),
        cap: btcCents(floor + widthCents - 1),
      }),
    ),
    { kind: 'above', strike: btcCents(firstCents + buckets * widthCents - 1) },
  ];
}

const unit = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyTerms = fc.record<BlendTerms>({
  a: unit(-1, 1),
  b: unit(0.2, 3),
  beta: unit(0.001, 1),
  betaReach: unit(0, 0.5),
  markets: fc.constant(5),
});
/** Any law a live market can have. */
const anyLaw = fc
  .record({
    seconds: unit(1.5, 4_000),
    vol: unit(0.05, 3),
    tailNu: unit(3, 40),
    logVarianceSd: unit(0, 2),
    knownUsd: unit(94_800, 95_200),
    missingCount: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ seconds, vol, tailNu, logVarianceSd, knownUsd, missingCount }) => ({
    seconds,
    forecast: forecastWith({ variancePerSecond: vol ** 2 / 31_536_000, tailNu, logVarianceSd }),
    window: { ...windowAt(seconds, knownUsd), missingCount },
  }));
const anyQuote = fc
  .tuple(unit(0.005, 0.995), unit(0.01, 0.2))
  .map(([mid, spread]) => quoteAt(mid, spread));

function fairsOf(input: FairValueInput) {
  return unwrap(forecastToFairValue(input)).map((priced) => priced.fair);
}

describe('a ladder', () => {
  it('ranges and tails add up to one whatever law and calibration are', () => {
    fc.assert(
      fc.property(anyLaw, anyTerms, fc.integer({ min: 1, max: 60 }), (law, terms, buckets) => {
        const rules = listed(9_500_000 - 5_000 * buckets, buckets, 10_000);
        const fairs = fairsOf(closeWith(rules, { ...law, terms }));
        for (const view of ['combined', 'calibrated'] as const) {
          const sum = fairs.reduce((so, fair) => so + fair.views[view], 0);
          expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it('falls as the strike rises: raw, calibrated and blended, each within its band', () => {
    const quotes = fc.array(fc.option(anyQuote), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(anyLaw, anyTerms, quotes, (law, terms, given) => {
        const rules = given.map((_, i) => above(94_700 + 50 * i));
        const fairs = fairsOf(closeWith(rules, { ...law, terms, quotes: given }));
        for (const [i, fair] of fairs.entries()) {
          expect(fair.low).toBeLessThanOrEqual(fair.probability);
          expect(fair.high).toBeGreaterThanOrEqual(fair.probability);
          const next = fairs[i + 1];
          if (next === undefined) continue;
          expect(next.views.combined).toBeLessThanOrEqual(fair.views.combined);
          expect(next.views.calibrated).toBeLessThanOrEqual(fair.views.calibrated);
        }
        const blended = fairs.filter((_, i) => given[i] !== null).map((fair) => fair.probability);
        for (const [i, p] of blended.entries())
          expect(p).toBeLessThanOrEqual((blended[i - 1] ?? 1) + 1e-12);
      }),
    );
  });

  it('a blended range fits between the blended strikes around it, give or take half their spreads', () => {
    const quotes = fc.array(anyQuote, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(anyLaw, anyTerms, quotes, anyQuote, (law, terms, given, own) => {
        const strikes = given.map((_, i) => above(94_849.99 + 50 * i));
        const range: StrikeRule = {
          kind: 'between',
          floor: btcCents(9_490_000),
          cap: btcCents(9_499_999),
        };
        const quotesOfAll = [...given, own];
        const fairs = fairsOf(
          closeWith([...strikes, range], { ...law, terms, quotes: quotesOfAll }),
        );
        const [, floor, , cap] = fairs;
        const room = (floor?.probability ?? 0) - (cap?.probability ?? 0);
        const slack = ((given[1]?.spread ?? 0) + (given[3]?.spread ?? 0)) / 2;
        const off = Math.abs((fairs.at(-1)?.probability ?? 1) - room);
        expect(off).toBeLessThanOrEqual(slack + 1e-9);
      }),
    );
  });

  it('without evidence p* is the mid itself, bit for bit, and so coherent or not as the market is', () => {
    const quotes = fc.array(anyQuote, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(anyLaw, quotes, unit(-1, 1), (law, given, a) => {
        const rules = given.map((_, i) => above(94_900 + 50 * i));
        const terms = { ...NO_EVIDENCE, a };
        const fairs = fairsOf(closeWith(rules, { ...law, terms, quotes: given }));
        expect(fairs.map((fair) => fair.probability)).toEqual(given.map((quote) => quote.mid));
        expect(fairs.every((fair) => fair.views.weight === 0)).toBe(true);
      }),
    );
  });

  it('a moved mid is blended alone and stays within the room its neighbours leave', () => {
    const quotes = fc.array(anyQuote, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(anyLaw, anyTerms, quotes, anyQuote, (law, terms, given, moved) => {
        const rules = given.map((_, i) => above(94_900 + 50 * i));
        const priced = unwrap(
          forecastToFairValue(closeWith(rules, { ...law, terms, quotes: given })),
        );
        for (const [i, one] of priced.entries()) {
          expect(blendWithMid(one, given[i] ?? null)).toBe(one.fair);
          const { probability } = blendWithMid(one, moved);
          expect(probability).toBeLessThanOrEqual(priced[i - 1]?.fair.probability ?? 1);
          expect(probability).toBeGreaterThanOrEqual(priced[i + 1]?.fair.probability ?? 0);
          const back = blendWithMid({ ...one, fair: blendWithMid(one, moved) }, given[i] ?? null);
          expect(back.probability).toBeCloseTo(one.fair.probability, 5);
          expect(back.low).toBeCloseTo(one.fair.low, 5);
        }
      }),
    );
  });

  it('without a mid the calibrated model stands alone, and says that the market is silent', () => {
    const terms = { ...NO_EVIDENCE, a: 0.2, beta: 0.3 };
    const [priced] = unwrap(forecastToFairValue(closeWith([above(95_050)], { terms })));
    if (priced === undefined) throw new Error('nothing priced');
    const { views, probability, low, modelLow } = priced.fair;
    expect(views).toMatchObject({ market: null, weight: 1 });
    expect([probability, low]).toEqual([views.calibrated, modelLow]);
    const quoted = blendWithMid(priced, quoteAt(0.6, 0.02));
    expect(quoted.views).toMatchObject({ market: 0.6, weight: 0.3 });
    expect(blendWithMid({ ...priced, fair: quoted }, null)).toEqual(priced.fair);
  });

  it('is made anew exactly when a definition is another object', () => {
    const { ladder } = closeWith([above(95_000), { kind: 'unset', reason: 'TBD' }]);
    const markets = ladder.markets.map((each) => each.market);
    expect(markets).toHaveLength(1);
    expect(isLadderOf(ladder, markets)).toBe(true);
    expect(
      isLadderOf(
        ladder,
        markets.map((market) => ({ ...market })),
      ),
    ).toBe(false);
    expect(isLadderOf(ladder, [])).toBe(false);
  });
});

describe('pooling', () => {
  const values = fc.array(unit(0, 1), { minLength: 1, maxLength: 30 });

  it('never rises, keeps the weighted mean, and leaves a falling curve alone', () => {
    fc.assert(
      fc.property(values, fc.infiniteStream(unit(0.1, 10)), (given, weights) => {
        const weight = Float64Array.from(given, () => weights.next().value ?? 1);
        const pooled = Float64Array.from(given);
        makeNonIncreasing(pooled, weight);
        let [before, after] = [0, 0];
        for (const [i, value] of given.entries()) {
          before += value * (weight[i] ?? 0);
          after += (pooled[i] ?? 0) * (weight[i] ?? 0);
          expect(pooled[i]).toBeLessThanOrEqual(pooled[i - 1] ?? 1);
        }
        expect(after).toBeCloseTo(before, 9);
        const again = Float64Array.from(pooled);
        makeNonIncreasing(again, weight);
        expect(again).toEqual(pooled);
      }),
    );
  });

  it('gives way where the weight is small', () => {
    const curve = Float64Array.of(0.4, 0.6);
    makeNonIncreasing(curve, Float64Array.of(9, 1));
    for (const value of curve) expect(value).toBeCloseTo(0.42, 12);
  });
});
