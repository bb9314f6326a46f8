// What a quote risks while it rests, worked out by hand, and without an input: everything.
import { expect, test } from 'vitest';
import { probability } from '#lib/domain/probability.ts';
import { decide } from './decide.ts';
import { marketGap } from './market-gap.ts';
import { adverseMove, moveOver, quoteRisk } from './quote-risk.ts';
import { FAIR, GOOD, inputWith } from './testing/sample-input.ts';

const input = (fair: Partial<typeof FAIR> = {}, orderLatencyMs = 0) =>
  inputWith({ fair: { ...FAIR, ...fair }, orderLatencyMs });

test('the move of a second is σ·√t of spot times the delta, either sign of it, and of four seconds twice that', () => {
  // √1e-9 × 84,950 USD × 0.002 per USD in 1e-4 $.
  expect(moveOver(GOOD, 1)).toBeCloseTo(53.727, 2);
  expect(moveOver(GOOD, 4)).toBeCloseTo(2 * moveOver(GOOD, 1));
  expect(moveOver(input({ deltaPerUsd: -0.002 }), 1)).toBeCloseTo(moveOver(GOOD, 1));
  expect(adverseMove(GOOD)).toBeCloseTo(moveOver(GOOD, 2));
});

test('a quote risks the move as measured on its own side', () => {
  const measured = inputWith({
    ...{ orderLatencyMs: 0 },
    adverseSelection: { bid: { ratio: 2, fills: 9 }, ask: { ratio: 0.5, fills: 9 } },
  });
  expect(quoteRisk(measured, 'bid')).toBeCloseTo(2 * adverseMove(GOOD));
  expect(quoteRisk(measured, 'ask')).toBeCloseTo(0.5 * adverseMove(GOOD));
});

test('on top of it comes what time alone takes while a cancel travels: all of it before the minute, a quarter half way', () => {
  const extra = (fair: Partial<typeof FAIR>) =>
    quoteRisk(input(fair, 2_000), 'bid') - quoteRisk(input(fair, 0), 'bid');
  // 2 s × 0.176 ÷ (2 × 1,760 s) in 1e-4 $.
  const whole = { vegaPerLogVol: 0.176, effectiveSeconds: 1_760 };
  expect(extra(whole)).toBeCloseTo(1);
  expect(extra({ ...whole, vegaPerLogVol: -0.176 })).toBeCloseTo(1);
  const half = { ...FAIR.window, unknownCount: 30 };
  expect(extra({ ...whole, window: half })).toBeCloseTo(0.25);
  expect(extra({ vegaPerLogVol: 0, effectiveSeconds: 0 })).toBe(0);
});

test('without fair value, forecast or a number it risks everything: no quote can pay for that', () => {
  for (const change of [
    { fair: null },
    { forecast: null },
    { orderLatencyMs: Number.NaN },
    { adverseSelection: { bid: { ratio: Number.NaN, fills: 1 }, ask: { ratio: 1, fills: 0 } } },
  ])
    expect(quoteRisk(inputWith(change), 'bid')).toBe(Number.POSITIVE_INFINITY);
  expect(moveOver(inputWith({ fair: null }), 1)).toBe(Number.POSITIVE_INFINITY);
});

test('the gap to the market is that of the view that stands furthest from it, on either side', () => {
  const { candidate } = decide(GOOD);
  if (candidate === null) throw new Error('the sample enters');
  const views = (calibrated: number, combined: number) => ({
    ...FAIR,
    views: {
      ...FAIR.views,
      ...{ calibrated: probability(calibrated), combined: probability(combined) },
    },
  });
  // The market says 47.5 %, the blend 55 %.
  expect(marketGap(null, candidate)).toBeCloseTo(0.075);
  expect(marketGap(views(0.5, 0.5), candidate)).toBeCloseTo(0.075);
  expect(marketGap(views(0.2, 0.5), candidate)).toBeCloseTo(0.275);
  expect(marketGap(views(0.5, 0.9), candidate)).toBeCloseTo(0.425);
});
