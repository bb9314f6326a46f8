// Had the market, the model or its weight been another: nothing moves without a shift, and every shift the right way.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { probability } from '#lib/domain/probability.ts';
import { FAIR } from '../testing/sample-input.ts';
import { shiftedFair } from './blend-shift.ts';

const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });
/** A fair value of any market, model and weight, as its own blend gives it. */
const fairs = fc.record({ market: share, model: share, weight: share }).map((made) => {
  const views = {
    ...FAIR.views,
    ...{ market: probability(made.market), calibrated: probability(made.model) },
    weight: made.weight,
  };
  // Blended once from scratch: at weight 0 the market alone speaks, and the shift is taken from there.
  const market = { ...FAIR, views: { ...views, weight: 0 }, probability: probability(made.market) };
  const { probability: blended } = shiftedFair(market, { weight: made.weight });
  const band = { low: probability(blended * 0.98), high: probability(1 - (1 - blended) * 0.98) };
  return { ...FAIR, views, probability: blended, ...band };
});

test('without a shift nothing moves', () => {
  fc.assert(
    fc.property(fairs, (fair) => {
      const same = shiftedFair(fair, {});
      expect(same.probability).toBeCloseTo(fair.probability, 9);
      expect(same.low).toBeCloseTo(fair.low, 9);
      expect(same.high).toBeCloseTo(fair.high, 9);
      expect(same.views).toMatchObject({
        ...{ market: fair.views.market, weight: fair.views.weight },
        calibrated: fair.views.calibrated,
      });
    }),
  );
});

test('with no weight the market speaks alone, and the band holds the value whatever is shifted', () => {
  fc.assert(
    fc.property(fairs, share, share, share, (fair, market, model, weight) => {
      expect(shiftedFair(fair, { market, weight: 0 }).probability).toBeCloseTo(market, 6);
      for (const shift of [{ market }, { model }, { weight }, { market, model, weight }]) {
        const moved = shiftedFair(fair, shift);
        expect(moved.low).toBeLessThanOrEqual(moved.probability);
        expect(moved.high).toBeGreaterThanOrEqual(moved.probability);
        expect(moved.views.blended).toBe(moved.probability);
        expect(moved.views.weight).toBe(shift.weight ?? fair.views.weight);
      }
    }),
  );
});

test('a model that believes more lifts value and band alike; another weight takes the band of the model itself', () => {
  fc.assert(
    fc.property(fairs, (fair) => {
      const more = probability(Math.min(0.99, fair.views.calibrated + 0.01));
      const lifted = shiftedFair(fair, { model: more });
      expect(lifted.probability).toBeGreaterThan(fair.probability);
      expect(lifted.low).toBeGreaterThan(fair.low);
      expect(lifted.high).toBeGreaterThan(fair.high);
    }),
  );
  // The band of the blend is wide here, that of the model is narrow: only a new weight asks for the latter.
  const views = { ...FAIR.views, market: probability(0.475), calibrated: probability(0.55) };
  const wide = { ...FAIR, views, low: probability(0.2), high: probability(0.8) };
  expect(shiftedFair(wide, { model: 0.55 })).toMatchObject({
    low: expect.closeTo(0.2, 6),
    high: expect.closeTo(0.8, 6),
  });
  const whole = shiftedFair(wide, { weight: 1 });
  expect([whole.low, whole.high]).toEqual([expect.closeTo(0.545, 6), expect.closeTo(0.555, 6)]);
});

test('without a market the model speaks alone, and no market is made up', () => {
  const alone = { ...FAIR, views: { ...FAIR.views, market: null } };
  const moved = shiftedFair(alone, { market: 0.9, model: 0.7 });
  expect(moved.views.market).toBeNull();
  expect(moved.probability).toBeCloseTo(0.7, 6);
});
