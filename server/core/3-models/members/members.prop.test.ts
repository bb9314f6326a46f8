// The baseline members: each within its bounds, silent where it cannot say, and exact on numbers done by hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HORIZONS_MINUTES, MINUTE_FEATURES, type MinuteRow } from '#lib/domain/minute-row.ts';
import { planSignal } from '../signal-plan.ts';
import { PLAIN_BASE, PLAIN_SIGNAL, plainRow } from '../testing/plain-signal.ts';
import { boundedLog } from './bounds.ts';
import { garchMean } from './garch.ts';
import { linearCorrection, planLinear } from './linear.ts';
import { membersOf } from './members-of.ts';

const PLAN = planSignal(PLAIN_SIGNAL, MINUTE_FEATURES);
const maybe = (bound: number) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.double({ min: -bound, max: bound, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  );

function logsOf(row: MinuteRow, minutes: number): ReadonlyMap<string, number | null> {
  const plan = PLAN.horizons.find((each) => each.minutes === minutes);
  const horizon = row.horizons.find((each) => each.minutes === minutes);
  if (!plan || !horizon) throw new Error('no such horizon');
  return new Map(membersOf(plan, row, horizon).map((each) => [each.id, each.log]));
}

describe('baseline members', () => {
  it('each stays within base − 1.5 … base + 2 or on the floor of the hour, and NaN never leaves', () => {
    const levels = fc.record({
      riskmetrics: maybe(30),
      ewma30m: maybe(30),
      ewma60m: maybe(30),
      garch: maybe(30),
    });
    const columns = fc.array(maybe(8), {
      minLength: MINUTE_FEATURES.length,
      maxLength: MINUTE_FEATURES.length,
    });
    fc.assert(
      fc.property(levels, columns, maybe(20), (given, values, floor) => {
        const row = plainRow(
          { levels: given, floors: HORIZONS_MINUTES.map(() => floor) },
          (place) => values[place] ?? 0,
        );
        const highest = Math.max(PLAIN_BASE + 2, Number.isNaN(floor) ? PLAIN_BASE : floor);
        for (const minutes of HORIZONS_MINUTES)
          for (const log of logsOf(row, minutes).values()) {
            if (log === null) continue;
            expect(log).toBeGreaterThanOrEqual(PLAIN_BASE - 1.5);
            expect(log).toBeLessThanOrEqual(highest);
            if (!Number.isNaN(floor)) expect(log).toBeGreaterThanOrEqual(floor);
          }
      }),
    );
  });

  it('all are silent without a base, and an average alone while it warms up', () => {
    const none = [...logsOf(plainRow({ base: Number.NaN }), 15).values()];
    expect(none.every((log) => log === null)).toBe(true);
    const cold = { riskmetrics: Number.NaN, ewma30m: -14, ewma60m: Number.NaN, garch: -14 };
    const at = (minutes: number) => logsOf(plainRow({ levels: cold }), minutes);
    expect([at(15).get('riskmetrics'), at(15).get('ewma'), at(60).get('ewma')]).toEqual([
      null,
      -14,
      null,
    ]);
  });

  it('naive reads the look-back of its horizon, at least five minutes', () => {
    const row = plainRow({}, (place) => (MINUTE_FEATURES[place]?.startsWith('rv·') ? place : 0));
    const place = (name: string) => MINUTE_FEATURES.indexOf(name);
    expect(logsOf(row, 1).get('naive')).toBe(PLAIN_BASE + place('rv·5m'));
    expect(logsOf(row, 15).get('naive')).toBe(PLAIN_BASE + place('rv·15m'));
  });

  it('GARCH says the next variance at one minute and the long run far ahead', () => {
    const parameters = { longRun: 4e-7, persistence: 0.98, reaction: 0.05 };
    expect(garchMean(parameters, 9e-7, 1)).toBeCloseTo(9e-7, 15);
    const byHand = Array.from({ length: 15 }, (_, k) => 4e-7 + 0.98 ** k * 5e-7);
    expect(garchMean(parameters, 9e-7, 15)).toBeCloseTo(
      byHand.reduce((sum, each) => sum + each, 0) / 15,
      15,
    );
    expect(garchMean(parameters, 9e-7, 1e6)).toBeCloseTo(4e-7, 10);
    expect(garchMean({ ...parameters, persistence: 1 }, 9e-7, 60)).toBe(9e-7);
  });

  it('a regression is bias + Σ w (x − mean)/sd by name, and what misses counts as its mean', () => {
    const fit = { mean: [-14, 1], sd: [2, 4], weights: [0.5, -0.25], bias: 0.1 };
    const plan = planLinear(['base', 'b'], fit, ['a', 'b']);
    const at = (b: number) => linearCorrection(plan, { base: -15, columns: [7, b] });
    expect(at(9)).toBeCloseTo(0.1 + 0.5 * -0.5 - 0.25 * 2, 15);
    expect(at(Number.NaN)).toBeCloseTo(0.1 + 0.5 * -0.5, 15);
  });

  it('a regression that wants an unknown column, or has lists of other lengths, is refused by name', () => {
    const fit = { mean: [0], sd: [1], weights: [1], bias: 0 };
    expect(() => planLinear(['c'], fit, ['a', 'b'])).toThrow('wants c');
    expect(() => planLinear(['a', 'b'], fit, ['a', 'b'])).toThrow('has 1,1,1 numbers');
    expect(() => planLinear(['a'], { ...fit, sd: [0] }, ['a'])).toThrow('without spread');
  });

  it('a floor lifts above the upper bound, a missing one binds nothing', () => {
    expect(boundedLog(-20, -15, Number.NaN)).toBe(-16.5);
    expect(boundedLog(-10, -15, Number.NaN)).toBe(-13);
    expect(boundedLog(-10, -15, -12)).toBe(-12);
    expect(boundedLog(Number.NaN, -15, -12)).toBeNaN();
  });
});
