// The cone of a close: it ends where the strikes are priced, opens with time, and the averaging window narrows it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { unwrap } from '#lib/result.ts';
import { forecastToFairValue } from '../forecast-to-fair-value.ts';
import { probabilityAbove } from '../settlement-average.ts';
import {
  AT,
  above,
  closeWith,
  forecastWith,
  NO_EVIDENCE,
  windowAt,
} from '../testing/sample-close.ts';
import type { BlendTerms } from './buckets.ts';
import { CONE_LEVELS, settlementCone } from './settlement-cone.ts';

const CALIBRATED: BlendTerms = { ...NO_EVIDENCE, a: 0.15, b: 0.9 };
const MEDIAN = CONE_LEVELS.indexOf(0.5);

function coneOf(change: Parameters<typeof closeWith>[1]) {
  const input = closeWith([above(95_000)], change);
  const [priced] = unwrap(forecastToFairValue(input));
  if (priced === undefined) throw new Error('nothing priced');
  const { profile, at, closeAt, terms } = input;
  return {
    law: priced.law,
    cone: settlementCone(priced.law, { at, closeAt, profile, calibration: terms }),
  };
}

const unit = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyClose = fc
  .record({
    seconds: fc.integer({ min: 2, max: 4_000 }),
    tailNu: unit(3, 40),
    knownUsd: unit(94_900, 95_100),
  })
  .map(({ seconds, tailNu, knownUsd }) => ({
    seconds,
    forecast: forecastWith({ tailNu }),
    window: windowAt(seconds, knownUsd),
  }));

describe('settlement cone', () => {
  it('a strike at a quantile of its end is priced at just that probability, raw and calibrated', () => {
    fc.assert(
      fc.property(anyClose, fc.constantFrom(NO_EVIDENCE, CALIBRATED), (close, terms) => {
        const { cone, law } = coneOf({ ...close, terms });
        const ends = cone.at(-1)?.usd ?? [];
        expect(ends).toHaveLength(CONE_LEVELS.length);
        // Strikes are whole cents: priced a cent to either side, the quantile lies between.
        const priced = (usd: number) =>
          unwrap(forecastToFairValue(closeWith([above(usd)], { ...close, terms })))[0]?.fair.views
            .calibrated ?? Number.NaN;
        for (const [place, level] of CONE_LEVELS.entries()) {
          const usd = ends[place] ?? Number.NaN;
          expect(priced(usd - 0.01)).toBeGreaterThanOrEqual(1 - level - 1e-6);
          expect(priced(usd + 0.01)).toBeLessThanOrEqual(1 - level + 1e-6);
          if (terms === NO_EVIDENCE)
            expect(probabilityAbove(law.law, usd)).toBeCloseTo(1 - level, 5);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('runs from the instant priced to the close in rising time, its lines never crossing', () => {
    fc.assert(
      fc.property(anyClose, (close) => {
        const { cone } = coneOf(close);
        expect(cone.at(-1)?.at).toBe(wallMs(AT + 1_000 * close.seconds));
        for (const [place, { at, usd }] of cone.entries()) {
          expect(at).toBeGreaterThanOrEqual(cone[place - 1]?.at ?? AT);
          for (const [line, each] of usd.entries())
            expect(each).toBeGreaterThanOrEqual(usd[line - 1] ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('opens with the root of time until the window, and within it far more slowly', () => {
    const { cone } = coneOf({ seconds: 900 });
    const width = (usd: readonly number[]) => (usd.at(-1) ?? 0) - (usd[0] ?? 0);
    const opened = AT + (900 - 59) * 1_000;
    const at = (share: number) =>
      cone.find((each) => each.at >= AT + share * (opened - AT))?.usd ?? [];
    expect(width(cone[0]?.usd ?? [])).toBeCloseTo(0, 6);
    expect(width(at(1)) / width(at(0.25))).toBeCloseTo(2, 6);
    const end = width(cone.at(-1)?.usd ?? []);
    // The mean of a minute moves a third as much as the minute: √((841 + 59·⅓) ÷ 841).
    expect(end / width(at(1))).toBeGreaterThan(1);
    expect(end / width(at(1))).toBeLessThan(Math.sqrt((841 + 22) / 841));
  });

  it('within the window it starts at the mean so far and is pulled to it by every print that is in', () => {
    const { cone, law } = coneOf({ seconds: 15, window: windowAt(15, 94_950) });
    expect(cone[0]?.usd).toEqual(CONE_LEVELS.map(() => 94_950));
    expect(cone.at(-1)?.usd[MEDIAN]).toBeCloseTo(law.law.meanUsd, 6);
    const early = coneOf({ seconds: 55, window: windowAt(55, 94_950) }).cone.at(-1)?.usd ?? [];
    const late = cone.at(-1)?.usd ?? [];
    const width = (usd: readonly number[]) => (usd.at(-1) ?? 0) - (usd[0] ?? 0);
    expect(width(late)).toBeLessThan(width(early) / 3);
  });

  it('with every print in, there is one point left: the mean itself', () => {
    const window = {
      ...windowAt(1, 95_010),
      knownCount: 60,
      knownSumUsd: 60 * 95_010,
      unknownCount: 0,
      secondsToNextPrint: 0,
    };
    const { cone } = coneOf({ seconds: 1, window });
    expect(cone).toHaveLength(1);
    for (const usd of cone[0]?.usd ?? []) expect(usd).toBeCloseTo(95_010, 6);
  });
});
