// What the explanation prints: six speakers in order, honest words on the weight, bars that add up, checks by outcome.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantText } from '#components/ui/instant-text.ts';
import type { Views } from '#lib/domain/explanation.ts';
import { probability } from '#lib/domain/probability.ts';
import type { CheckOutcome, CheckResult } from '#lib/domain/verdict.ts';
import type { ForecastRow } from '#lib/wire/signal-rows.ts';
import { groupChecks } from './checks-view.ts';
import { contributionBars, contributionSum } from './contribution-view.ts';
import { disagreementOf, disagreementText, nearestHorizon } from './disagreement-view.ts';
import { NO_BANDS, silentSpeakers, speakersOf, weightText } from './views-view.ts';

const VIEWS: Views = {
  tree: probability(0.52),
  sequence: probability(0.49),
  combined: probability(0.505),
  calibrated: probability(0.5),
  market: probability(0.46),
  blended: probability(0.47),
  weight: 0.25,
  evidenceMarkets: 240,
};

describe('speakers', () => {
  it('are six, in one order, whoever is silent', () => {
    const ids = ['tree', 'sequence', 'combined', 'calibrated', 'market', 'blended'];
    const silent = { ...VIEWS, tree: null, sequence: null, market: null };
    for (const rows of [speakersOf(VIEWS, NO_BANDS), speakersOf(silent, NO_BANDS)])
      expect(rows.map((row) => row.id)).toEqual(ids);
    expect(silentSpeakers(null).map((row) => row.id)).toEqual(ids);
  });

  it('are compared with the market, which is not compared with itself', () => {
    const gaps = speakersOf(VIEWS, NO_BANDS).map((row) => row.gapCents);
    expect(gaps[0]).toBeCloseTo(6);
    expect(gaps[4]).toBeNull();
    expect(gaps[5]).toBeCloseTo(1);
  });

  it('have no difference where they or the market are silent: missing is not zero', () => {
    const [tree] = speakersOf({ ...VIEWS, tree: null }, NO_BANDS);
    expect([tree?.probability, tree?.gapCents]).toEqual([null, null]);
    const rows = speakersOf({ ...VIEWS, market: null }, NO_BANDS);
    expect(rows.every((row) => row.gapCents === null)).toBe(true);
  });

  it('the bands stand with the model, the market and the blend, and with nobody else', () => {
    const model = { low: 0.4, high: 0.6 };
    const blend = { low: 0.45, high: 0.5 };
    const quote = { low: 0.455, high: 0.465 };
    const bands = speakersOf(VIEWS, { model, blend, quote }).map((row) => row.band);
    expect(bands).toEqual([null, null, model, null, quote, blend]);
  });

  it('without a fair value the market alone speaks, by its quote', () => {
    const rows = silentSpeakers({ low: 0.4, high: 0.5 });
    expect(rows.map((row) => row.probability)).toEqual([null, null, null, null, 0.45, null]);
  });
});

describe('weight in words', () => {
  it('without evidence we agree with the market, and say so', () => {
    expect(weightText({ ...VIEWS, weight: 0, evidenceMarkets: 0 })).toBe(
      'weight 0.00: 0 settled markets, we agree with the market',
    );
  });

  it('between the ends it says how far, at the upper end it says alone', () => {
    expect(weightText(VIEWS)).toBe('weight 0.25: 240 settled markets, 25% of the way to our model');
    expect(weightText({ ...VIEWS, weight: 1, evidenceMarkets: 1 })).toBe(
      'weight 1.00: 1 settled market, our model alone',
    );
  });

  it('a weight that prints as 0.00 or 1.00 never claims a way between', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (weight) => {
        const text = weightText({ ...VIEWS, weight });
        expect(text.includes('of the way')).toBe(!/weight (0|1)\.00/.test(text));
      }),
    );
  });

  it('without a market there is nothing to weigh against', () => {
    expect(weightText({ ...VIEWS, market: null })).toContain('no two-sided market');
  });
});

function forecast(minutes: number, members: readonly (readonly [number, number])[]): ForecastRow {
  return {
    minutes,
    at: 0,
    volAnnual: 0.4,
    baseVolAnnual: 0.4,
    logVarianceSd: 0.3,
    tailNu: 5,
    members: members.map(([volAnnual, weight], index) => ({
      ...{ id: `m${index}`, kind: 'baseline' as const, source: 'statistical' as const },
      ...{ volAnnual, weight },
    })),
    contributions: [],
  };
}

describe('disagreement of members', () => {
  it('is read from the horizon nearest to the time left', () => {
    const rows = [1, 5, 15, 60].map((minutes) => forecast(minutes, []));
    const nearest = [10, 100, 400, 1_000, 9_999].map(
      (seconds) => nearestHorizon(rows, seconds)?.minutes,
    );
    expect(nearest).toEqual([1, 1, 5, 15, 60]);
    expect(nearestHorizon([], 10)).toBeNull();
  });

  it('counts members with weight alone, in ln variance and in cents by vega', () => {
    const row = forecast(15, [
      [0.4, 0.5],
      [0.4 * Math.exp(0.5), 0.5],
      [9, 0],
    ]);
    const apart = disagreementOf(row, -0.02);
    expect(apart?.logVariance).toBeCloseTo(1);
    expect(apart?.cents).toBeCloseTo(1);
  });

  it('one member alone cannot disagree, and the line says so instead of 0', () => {
    const apart = disagreementOf(forecast(15, [[0.4, 1]]), 0.1);
    expect(apart).toBeNull();
    expect(disagreementText(apart)).toContain('cannot disagree');
  });
});

describe('contributions', () => {
  const parts = fc.array(
    fc.record({
      name: fc.string(),
      cents: fc.double({ min: -30, max: 30, noNaN: true }),
      logVariance: fc.double({ min: -2, max: 2, noNaN: true }),
    }),
    { maxLength: 12 },
  );

  it('bars stay on the track, begin or end at zero, and point where their sign points', () => {
    fc.assert(
      fc.property(parts, (contributions) => {
        const isByCents = contributions.some((part) => Math.abs(part.cents) >= 0.05);
        for (const bar of contributionBars(contributions)) {
          expect(bar.from).toBeGreaterThanOrEqual(0);
          expect(bar.to).toBeLessThanOrEqual(1);
          const size = isByCents ? bar.cents : bar.logVariance;
          expect(size >= 0 ? bar.from : bar.to).toBe(0.5);
        }
      }),
    );
  });

  it('the largest fills half the track and the sum is the sum', () => {
    const contributions = [
      { name: 'a', cents: -4, logVariance: -0.4 },
      { name: 'b', cents: 1, logVariance: 0.1 },
    ];
    expect(contributionBars(contributions).map((bar) => bar.to - bar.from)).toEqual([0.5, 0.125]);
    const sum = contributionSum(contributions);
    expect(sum.cents).toBeCloseTo(-3);
    expect(sum.logVariance).toBeCloseTo(-0.3);
    expect(sum.volFactor).toBeCloseTo(Math.exp(-0.15));
  });

  it('a strike that feels nothing shows its causes in ln variance', () => {
    const [bar] = contributionBars([{ name: 'a', cents: 0.001, logVariance: 0.4 }]);
    expect(bar?.to).toBe(1);
  });
});

describe('checks by outcome', () => {
  const check = (id: string, outcome: CheckOutcome): CheckResult => ({
    ...{ id, label: id, outcome, value: null, threshold: null, distance: null, unit: '' },
    ...{ text: '', blocksExit: false },
  });

  it('failing first, then missing, then passed, each in the order of the gate, empty groups too', () => {
    const groups = groupChecks([check('a', 'pass'), check('b', 'fail'), check('c', 'pass')]);
    expect(groups.map((group) => [group.outcome, group.checks.map((each) => each.id)])).toEqual([
      ['fail', ['b']],
      ['missing', []],
      ['pass', ['a', 'c']],
    ]);
  });
});

it('an instant is written with its day, in UTC', () => {
  expect(instantText(1_795_186_800_120)).toBe('2026-11-20 15:00:00.120 UTC');
});
