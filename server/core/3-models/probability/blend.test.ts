// Calibration, weight and buckets: priors that do nothing, weights that share one outcome, no jump at a bucket's edge.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUCKET_SECONDS, environmentOf } from '#lib/domain/settled-quote.ts';
import { fromLogit, logit } from '#lib/log-odds.ts';
import { blend, fitBlend, NO_WEIGHT } from './blend.ts';
import { blendAt, bucketOf, shippedBuckets } from './buckets.ts';
import { calibrate, fitCalibration, IDENTITY } from './calibration.ts';
import type { SettledPair } from './settled-pair.ts';

const inside = fc.double({ min: 0.003, max: 0.997, noNaN: true });
const anyPair = fc.record<SettledPair>({
  mid: inside,
  model: inside,
  yes: fc.boolean(),
  weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
});
const pairs = fc.array(anyPair, { maxLength: 40 });

describe('the blend', () => {
  it('β = 0 is the mid bit for bit, β = 1 the model, and between them it lies between them', () => {
    fc.assert(
      fc.property(
        inside,
        inside,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (mid, model, beta) => {
          expect(blend(0, mid, model)).toBe(mid);
          expect(blend(1, mid, model)).toBeCloseTo(model, 12);
          const between = blend(beta, mid, model);
          expect(between).toBeGreaterThanOrEqual(Math.min(mid, model) - 1e-12);
          expect(between).toBeLessThanOrEqual(Math.max(mid, model) + 1e-12);
        },
      ),
    );
  });

  it('a model that claims certainty pulls no harder than one that says .998', () => {
    for (const certain of [0.9999, 1 - 1e-12, 1])
      expect(blend(0.3, 0.6, certain)).toBeCloseTo(blend(0.3, 0.6, 0.998), 12);
  });

  it('no pairs give the prior; any pairs only add precision, and the weight stays within 0 and 1', () => {
    expect(fitBlend([])).toEqual(NO_WEIGHT);
    expect(fitBlend([], { mean: 0.4, precision: 90 })).toEqual({ mean: 0.4, precision: 90 });
    fc.assert(
      fc.property(pairs, (given) => {
        const { mean, precision } = fitBlend(given);
        expect(mean).toBeGreaterThanOrEqual(0);
        expect(mean).toBeLessThanOrEqual(1);
        expect(precision).toBeGreaterThanOrEqual(NO_WEIGHT.precision);
      }),
    );
  });

  it('the fit is the top of the penalised likelihood', () => {
    const cost = (given: readonly SettledPair[], beta: number) =>
      given.reduce(
        (sum, { mid, model, yes, weight }) =>
          sum + weight * Math.log(yes ? blend(beta, mid, model) : 1 - blend(beta, mid, model)),
        -0.5 * NO_WEIGHT.precision * beta * beta,
      );
    fc.assert(
      fc.property(pairs, (given) => {
        const { mean } = fitBlend(given);
        for (const other of [mean - 0.01, mean + 0.01])
          if (other >= 0 && other <= 1)
            expect(cost(given, mean)).toBeGreaterThanOrEqual(cost(given, other) - 1e-9);
      }),
    );
  });

  it('one outcome seen at four strikes counts as one', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const split = given.flatMap((pair) =>
          [0, 1, 2, 3].map(() => ({ ...pair, weight: pair.weight / 4 })),
        );
        expect(fitBlend(split).mean).toBeCloseTo(fitBlend(given).mean, 6);
        expect(fitBlend(split).precision).toBeCloseTo(fitBlend(given).precision, 6);
        expect(fitCalibration(split).b).toBeCloseTo(fitCalibration(given).b, 6);
      }),
    );
  });
});

describe('the calibration', () => {
  it('without pairs is the identity, which changes no bit', () => {
    expect(fitCalibration([])).toEqual(IDENTITY);
    const any = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(any, (p) => {
        expect(calibrate(IDENTITY, p)).toBe(p);
      }),
    );
  });

  it('rises with p whatever was fitted', () => {
    fc.assert(
      fc.property(pairs, inside, inside, (given, p, q) => {
        const fit = fitCalibration(given);
        expect(calibrate(fit, Math.min(p, q))).toBeLessThanOrEqual(calibrate(fit, Math.max(p, q)));
      }),
    );
  });
});

describe('buckets', () => {
  it('neighbours meet at the geometric mean of their centres', () => {
    for (const [i, centre] of BUCKET_SECONDS.entries()) {
      expect(bucketOf(centre)).toBe(i);
      const next = BUCKET_SECONDS[i + 1];
      if (next === undefined) continue;
      const edge = Math.sqrt(centre * next);
      expect([bucketOf(edge), bucketOf(edge * 0.999)]).toEqual([i, i + 1]);
    }
    expect([bucketOf(1e6), bucketOf(0), bucketOf(-5)]).toEqual([0, 5, 5]);
  });

  const fitted = BUCKET_SECONDS.map((bucketSeconds, i) => ({
    bucketSeconds,
    a: 0.1 * i,
    b: 1 + 0.1 * i,
    beta: 0.1 * i,
    betaPrecision: 16 + 100 * i,
    markets: i,
  }));

  it('the terms run without a jump, meet each fit at its centre and are held beyond the ends', () => {
    for (const [i, centre] of BUCKET_SECONDS.entries())
      expect(blendAt(fitted, centre).beta).toBeCloseTo(0.1 * i, 12);
    expect(blendAt(fitted, 86_400)).toEqual(blendAt(fitted, 1_800));
    expect(blendAt(fitted, 0.001)).toEqual(blendAt(fitted, 30));
    const seconds = fc.double({ min: 1, max: 4_000, noNaN: true });
    fc.assert(
      fc.property(seconds, (at) => {
        const [here, there] = [blendAt(fitted, at), blendAt(fitted, at * 1.0001)];
        for (const term of ['a', 'b', 'beta', 'betaReach'] as const)
          expect(Math.abs(here[term] - there[term])).toBeLessThan(1e-4);
      }),
    );
  });

  it('a centre that was not fitted, and another environment, follow the market', () => {
    const blends = [{ environment: 'recorded', buckets: fitted.slice(1, 3) }] as const;
    const real = shippedBuckets(blends, environmentOf('live'));
    expect(real.map((each) => each.beta)).toEqual([0, 0.1, 0.2, 0, 0, 0]);
    for (const mode of ['sim', 'demo'] as const)
      expect(shippedBuckets(blends, environmentOf(mode)).every((each) => each.beta === 0)).toBe(
        true,
      );
  });

  it('a shipped weight that makes no sense is refused', () => {
    const [bucket] = fitted;
    if (bucket === undefined) throw new Error('no bucket');
    for (const change of [{ beta: 1.1 }, { b: 0 }, { betaPrecision: 0 }, { a: Number.NaN }]) {
      const blends = [{ environment: 'recorded', buckets: [{ ...bucket, ...change }] }] as const;
      expect(() => shippedBuckets(blends, 'recorded')).toThrow('Condition failed');
    }
  });
});

it('log-odds and back are one another’s inverse', () => {
  fc.assert(
    fc.property(inside, (p) => {
      expect(fromLogit(logit(p))).toBeCloseTo(p, 12);
    }),
  );
});
