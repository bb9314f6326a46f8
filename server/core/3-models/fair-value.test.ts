// The fair value of a contract: what it holds, when it is refused, and that doubt only ever lowers the confidence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { btcCents, btcUsd } from '#lib/domain/btc.ts';
import type { FairValue } from '#lib/domain/fair-value.ts';
import type { IndexEstimate, MemberKind } from '#lib/domain/forecast.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import { unwrap } from '#lib/result.ts';
import { type FairValueInput, forecastToFairValue } from './forecast-to-fair-value.ts';
import { quoteAt } from './probability/blend-with-mid.ts';
import { closeLaw } from './probability/close-law.ts';
import { ruleProbability } from './rule-probability.ts';
import { AT, above, closeWith, ESTIMATE, forecastWith, windowAt } from './testing/sample-close.ts';

const UP: StrikeRule = { kind: 'at-or-above-rounded', strike: btcCents(9_510_000) };
const RANGE: StrikeRule = {
  kind: 'between',
  floor: btcCents(9_510_000),
  cap: btcCents(9_519_999),
};

function only(input: FairValueInput): FairValue {
  const [priced] = unwrap(forecastToFairValue(input));
  if (priced === undefined) throw new Error('nothing priced');
  return priced.fair;
}

describe('fair value', () => {
  it('lies in its band, with mean, spread and required mean in USD', () => {
    const fair = only(closeWith([UP]));
    expect(fair.probability).toBeGreaterThan(0.3);
    expect(fair.probability).toBeLessThan(0.4);
    expect(fair.low).toBeLessThan(fair.probability);
    expect(fair.high).toBeGreaterThan(fair.probability);
    expect(fair.meanUsd).toBeCloseTo(95_000, 6);
    expect(fair.sdUsd).toBeGreaterThan(200);
    expect(fair.sdUsd).toBeLessThan(300);
    expect(fair.effectiveSeconds).toBeCloseTo(860.5028, 4);
    expect(fair.requiredMeanUsd).toBeCloseTo(95_099.995, 6);
    expect(fair.deltaPerUsd).toBeGreaterThan(0);
  });

  it('is the exact price of the rule within 2e-7, for every kind of rule', () => {
    const rules: readonly StrikeRule[] = [
      UP,
      RANGE,
      above(94_800),
      { kind: 'below', strike: btcCents(9_470_000) },
    ];
    for (const seconds of [3_600, 900, 100, 59.5, 20, 3])
      for (const rule of rules) {
        const input = closeWith([rule], { seconds });
        const { law } = unwrap(closeLaw(input));
        if (rule.kind === 'unset') throw new Error('no strike');
        const exact = ruleProbability(law, rule);
        expect(Math.abs(only(input).views.combined - exact)).toBeLessThan(4e-7);
      }
  });

  it('is refused while the forecast is no number', () => {
    for (const variancePerSecond of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const forecast = forecastWith({ variancePerSecond });
      expect(forecastToFairValue(closeWith([UP], { forecast })).ok).toBe(false);
    }
    const forecast = forecastWith({ logVarianceSd: Number.NaN });
    expect(forecastToFairValue(closeWith([UP], { forecast })).ok).toBe(false);
  });

  it('an older index estimate widens the spread', () => {
    const old = { ...ESTIMATE, at: wallMs(AT - 60_000) };
    expect(only(closeWith([UP], { estimate: old })).sdUsd).toBeGreaterThan(
      only(closeWith([UP])).sdUsd,
    );
  });

  it('when all prints are known the model says 0 or 1 with full confidence, and the mid still stands', () => {
    const window = windowAt(0, 95_100);
    const input = closeWith([UP], { window, seconds: 1 });
    expect(only(input)).toMatchObject({ probability: 1, low: 1, high: 1, confidence: 1 });
    expect(only(input).requiredMeanUsd).toBeNull();
    const quoted = only({ ...input, quotes: [quoteAt(0.97, 0.02)] });
    expect(quoted.views).toMatchObject({ combined: 1, calibrated: 1, blended: 0.97, weight: 0 });
  });

  it('tree and sequence speak with their own variance; a kind without a member is silent', () => {
    const member = (kind: MemberKind, logVariance: number) =>
      ({ id: kind, kind, logVariance, weight: 0.5, source: 'onnx' }) as const;
    const level = Math.log(0.5 ** 2 / 31_536_000);
    const members = [member('tree', level + 0.5), member('baseline', level - 0.5)];
    const { views } = only(closeWith([UP], { forecast: forecastWith({ members }) }));
    expect(views.tree).toBeGreaterThan(views.combined);
    expect(views.sequence).toBeNull();
    const louder = forecastWith({ variancePerSecond: Math.exp(level + 0.5) });
    const alone = only(closeWith([UP], { forecast: louder })).views.combined;
    expect(views.tree).toBeCloseTo(alone, 9);
  });
});

const anyRule = fc.oneof(
  fc.double({ min: 94_000, max: 96_000, noNaN: true }).map((usd) => above(usd)),
  fc
    .tuple(fc.integer({ min: 9_400_000, max: 9_590_000 }), fc.integer({ min: 100, max: 40_000 }))
    .map(
      ([floor, width]): StrikeRule => ({
        kind: 'between',
        floor: btcCents(floor),
        cap: btcCents(floor + width),
      }),
    ),
);
const anySeconds = fc.double({ min: 1.5, max: 3_600, noNaN: true });
/** What the table's 1e-7 may add on a band of a hundredth of a cent. */
const ROUNDING = 2e-3;

/** The confidence of `rule` with a doubt that is no smaller must not be higher. */
function neverRises(
  doubt: fc.Arbitrary<number>,
  withDoubt: (size: number, seconds: number) => Partial<FairValueInput>,
): void {
  fc.assert(
    fc.property(anyRule, anySeconds, doubt, doubt, (rule, seconds, a, b) => {
      const at = (size: number) =>
        only(closeWith([rule], { seconds, ...withDoubt(size, seconds) })).confidence;
      expect(at(Math.max(a, b))).toBeLessThanOrEqual(at(Math.min(a, b)) + ROUNDING);
    }),
    { numRuns: 400 },
  );
}

describe('confidence', () => {
  const confidenceWith = (logVarianceSd: number, basisSdUsd = 0) =>
    only(
      closeWith([UP], {
        forecast: forecastWith({ logVarianceSd }),
        estimate: { ...ESTIMATE, basisSdUsd },
      }),
    ).confidence;

  it('is 1 without uncertainty and 0 at twice the normal one', () => {
    expect(confidenceWith(0)).toBe(1);
    expect(confidenceWith(1.6, 20)).toBeCloseTo(0, 6);
  });

  it('never rises with more uncertainty of the forecast', () => {
    neverRises(fc.double({ min: 0, max: 3, noNaN: true }), (logVarianceSd) => ({ logVarianceSd }));
  });

  it('never rises with an older reading of the index', () => {
    neverRises(fc.integer({ min: 0, max: 120_000 }), (ageMs) => ({
      estimate: { ...ESTIMATE, at: wallMs(AT - ageMs) },
    }));
  });

  it('never rises with a wider basis of the index', () => {
    neverRises(fc.double({ min: 0, max: 60, noNaN: true }), (basisSdUsd) => ({
      estimate: { ...ESTIMATE, basisSdUsd },
    }));
  });

  it('never rises with an older forecast', () => {
    neverRises(fc.integer({ min: 0, max: 10_000 }), (ageMs) => ({
      forecast: { ...forecastWith(), at: wallMs(AT - ageMs) },
    }));
  });

  it('never rises with missing prints', () => {
    neverRises(fc.integer({ min: 0, max: 5 }), (missingCount, seconds) => ({
      window: { ...windowAt(seconds), missingCount },
    }));
  });

  it('never rises when members disagree more', () => {
    neverRises(fc.double({ min: 0, max: 2, noNaN: true }), (spread) => {
      const member = (id: string, logVariance: number) =>
        ({ id, kind: 'tree', logVariance, weight: 0.5, source: 'onnx' }) as const;
      return { forecast: forecastWith({ members: [member('a', -19), member('b', -19 + spread)] }) };
    });
  });

  it('a worse source of the index lowers it, and a fallback too', () => {
    const sure = only(closeWith([UP])).confidence;
    const sources: readonly IndexEstimate['source'][] = ['kraken-plus-basis', 'spot-proxy'];
    for (const source of sources)
      expect(only(closeWith([UP], { estimate: { ...ESTIMATE, source } })).confidence).toBeLessThan(
        sure,
      );
    const forecast = { ...forecastWith(), fallback: 'late' };
    expect(only(closeWith([UP], { forecast })).confidence).toBeLessThan(sure);
  });

  it('is the product of its named parts', () => {
    const estimate = { ...ESTIMATE, value: btcUsd(95_010), source: 'kraken-plus-basis' } as const;
    const forecast = { ...forecastWith(), fallback: 'late', at: wallMs(AT - 2_500) };
    const fair = only(closeWith([RANGE], { estimate, forecast }));
    const product = fair.confidenceParts.reduce((so, part) => so * part.value, 1);
    expect(fair.confidence).toBeCloseTo(product, 12);
    expect(fair.confidenceParts.map((part) => part.label)).toContain('width of the band');
  });
});
