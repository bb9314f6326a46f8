// The parts of the evaluation: bootstrap, CORP, blend and calibration, plan and walk-forward.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLogit, logit } from '#lib/log-odds.ts';
import { fitBlend } from '#server/core/3-models/probability/blend.ts';
import { fitCalibration } from '#server/core/3-models/probability/calibration.ts';
import { unitStudentCdf } from '#server/core/3-models/student-t.ts';
import { MARKET_TEST } from '../data/splits.ts';
import { ClusterSums, seededUniform } from './bootstrap.ts';
import { corp, isotonicSteps } from './corp.ts';
import { planEvaluation, spansWithout } from './plan.ts';
import { unitStudentQuantile } from './student-quantile.ts';
import { EMBARGO_MS, PURGE_MS, walkForwardSpans } from './walk-forward.ts';

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), {
  minLength: 1,
  maxLength: 60,
});

describe('CORP', () => {
  it('Brier = MCB − DSC + UNC, with MCB and DSC ≥ 0', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const { brier, mcb, dsc, unc } = corp(
          pairs.map(([p]) => p / 20),
          pairs.map(([, yes]) => (yes ? 1 : 0)),
        );
        expect(brier).toBeCloseTo(mcb - dsc + unc, 12);
        expect(mcb).toBeGreaterThanOrEqual(-1e-12);
        expect(dsc).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });

  it('the curve rises, keeps every row, and does not depend on their order', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const steps = (given: typeof pairs) =>
          isotonicSteps(
            given.map(([p]) => p / 20),
            given.map(([, yes]) => (yes ? 1 : 0)),
          );
        const made = steps(pairs);
        made.slice(1).forEach((step, i) => {
          expect(step.rate).toBeGreaterThan(made[i]?.rate ?? 1);
        });
        expect(made.reduce((sum, step) => sum + step.count, 0)).toBe(pairs.length);
        expect(steps(pairs.toReversed())).toEqual(made);
      }),
    );
  });

  it('a forecaster who says the frequency has no MCB and no DSC', () => {
    const { mcb, dsc } = corp([0.25, 0.25, 0.25, 0.25], [0, 0, 1, 0]);
    expect([mcb, dsc]).toEqual([0, 0]);
  });
});

describe('the bootstrap', () => {
  it('is the same for the same seed and another for another', () => {
    const sums = new ClusterSums();
    const uniform = seededUniform(1);
    for (let i = 0; i < 200; i++) sums.add(i % 20, uniform());
    expect(sums.estimate({ seed: 5 })).toEqual(sums.estimate({ seed: 5 }));
    expect(sums.estimate({ seed: 6 }).low).not.toBe(sums.estimate({ seed: 5 }).low);
  });

  it('rows that repeat within a cluster do not make the interval narrower', () => {
    const [once, often] = [new ClusterSums(), new ClusterSums()];
    const uniform = seededUniform(2);
    for (let cluster = 0; cluster < 40; cluster++) {
      const value = uniform();
      once.add(cluster, value);
      for (let i = 0; i < 25; i++) often.add(cluster, value);
    }
    const [a, b] = [once, often].map((each) => each.estimate({ seed: 1 }));
    expect(b?.standardError).toBeCloseTo(a?.standardError ?? 0, 10);
    expect(a?.standardError).toBeCloseTo(Math.sqrt(1 / 12 / 40), 1.5);
  });

  it('its 95 % interval holds the truth about 95 % of the time', () => {
    const uniform = seededUniform(8);
    let held = 0;
    for (let trial = 0; trial < 200; trial++) {
      const sums = new ClusterSums();
      for (let i = 0; i < 50; i++) sums.add(i, uniform());
      const { low, high } = sums.estimate({ seed: trial, rounds: 300 });
      if (low <= 0.5 && high >= 0.5) held++;
    }
    expect(held).toBeGreaterThan(175);
    expect(held).toBeLessThan(200);
  });

  it('one cluster has no interval', () => {
    const sums = new ClusterSums();
    sums.add('a', 1);
    expect(sums.estimate({ seed: 1 })).toMatchObject({ mean: 1, low: Number.NaN, clusters: 1 });
  });
});

describe('market as prior', () => {
  /** Outcomes drawn from the mid: the model adds nothing, or everything when `truth` is the model. */
  function pairs(count: number, truth: 'mid' | 'model') {
    const uniform = seededUniform(4);
    return Array.from({ length: count }, () => {
      const pair = { mid: 0.1 + 0.8 * uniform(), model: 0.1 + 0.8 * uniform() };
      return { ...pair, yes: uniform() < pair[truth], weight: 1 };
    });
  }

  it('a model that knows nothing gets no weight, one that knows all gets nearly all', () => {
    expect(fitBlend(pairs(3_000, 'mid')).mean).toBeLessThan(0.06);
    expect(fitBlend(pairs(3_000, 'model')).mean).toBeGreaterThan(0.9);
    expect(fitBlend(pairs(8, 'model')).mean).toBeLessThan(0.5);
  });

  it('calibration finds a known distortion', () => {
    const uniform = seededUniform(7);
    const distorted = Array.from({ length: 8_000 }, () => {
      const model = 0.05 + 0.9 * uniform();
      const yes = uniform() < fromLogit(0.3 + 0.6 * logit(model));
      return { mid: 0.5, model, yes, weight: 1 };
    });
    const { a, b } = fitCalibration(distorted);
    expect(a).toBeCloseTo(0.3, 1);
    expect(b).toBeCloseTo(0.6, 1);
  });
});

describe('the plan', () => {
  it('the test period is refused without its flag, as a split and as a window', () => {
    const base = { split: null, window: null, openTest: false } as const;
    expect(planEvaluation({ ...base, split: 'test' }).ok).toBe(false);
    const window = { fromMs: MARKET_TEST.toMs - 1, toMs: MARKET_TEST.toMs + 1 };
    expect(planEvaluation({ ...base, window }).ok).toBe(false);
    expect(planEvaluation({ ...base, openTest: true }).ok).toBe(false);
    const opened = planEvaluation({ ...base, split: 'test', openTest: true });
    expect(opened.ok && opened.value.testOpened).toBe(true);
  });

  it('all other choices keep it shut while reading', () => {
    const after = { fromMs: MARKET_TEST.toMs, toMs: MARKET_TEST.toMs + 1 };
    for (const choice of [
      { split: null, window: null, openTest: false },
      { split: 'train', window: null, openTest: false },
      { split: 'validation', window: null, openTest: false },
      { split: null, window: after, openTest: false },
    ] as const) {
      const plan = planEvaluation(choice);
      expect(plan.ok && plan.value.shut.spot.length).toBe(2);
      expect(plan.ok && plan.value.shut.split).toBe('test');
    }
  });

  it('what was fitted on is cut out of what is scored', () => {
    const taken = { fromMs: 10, toMs: 20 };
    expect(spansWithout([{ fromMs: 0, toMs: 30 }], taken)).toEqual([
      { fromMs: 0, toMs: 10 },
      { fromMs: 20, toMs: 30 },
    ]);
    expect(spansWithout([{ fromMs: 12, toMs: 18 }], taken)).toEqual([]);
  });

  it('walk-forward training ends two hours before what it is scored on, and folds do not overlap', () => {
    const day = 86_400_000;
    const folds = walkForwardSpans({ fromMs: 0, toMs: 30 * day }, [{ fromMs: 0, toMs: 28 * day }]);
    expect(folds.length).toBe(6);
    let last = 0;
    for (const { train, score } of folds)
      for (const span of score) {
        expect(span.fromMs - train.toMs).toBeGreaterThanOrEqual(PURGE_MS + EMBARGO_MS);
        expect(span.fromMs).toBeGreaterThanOrEqual(last);
        last = span.toMs;
      }
    expect(last).toBe(28 * day);
  });
});

it('the Student quantile undoes the distribution', () => {
  for (const nu of [3.3, 5, 12])
    for (const level of [0.5, 0.75, 0.9, 0.99])
      expect(unitStudentCdf(unitStudentQuantile(level, nu), nu)).toBeCloseTo(level, 7);
});
