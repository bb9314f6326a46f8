// The combination of members in logs: inside their hull, the same in any order, monotone, without NaN.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APART, combinationShares, combineLogs, spreadOf } from './combine.ts';

const log = fc.double({ min: -25, max: -5, noNaN: true });
const logs = fc.array(log, { minLength: 1, maxLength: 7 });

describe('combination', () => {
  it('lies within the hull of its members', () => {
    fc.assert(
      fc.property(logs, (given) => {
        expect(combineLogs(given)).toBeGreaterThanOrEqual(Math.min(...given));
        expect(combineLogs(given)).toBeLessThanOrEqual(Math.max(...given));
      }),
    );
  });

  it('missing members never widen the bounds: the rest stays within the hull of all', () => {
    fc.assert(
      fc.property(logs, fc.nat(), (given, drop) => {
        const rest = given.filter((_, i) => i !== drop % given.length);
        fc.pre(rest.length > 0);
        expect(combineLogs(rest)).toBeGreaterThanOrEqual(Math.min(...given));
        expect(combineLogs(rest)).toBeLessThanOrEqual(Math.max(...given));
        expect(spreadOf(rest)).toBeLessThanOrEqual(spreadOf(given));
      }),
    );
  });

  it('is the same in any order, to the bit', () => {
    const shuffled = logs.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(combineLogs(other)).toBe(combineLogs(given));
      }),
    );
  });

  it('never falls when a member rises, as long as the rise does not part or join the members', () => {
    fc.assert(
      fc.property(logs, fc.nat(), fc.double({ min: 0, max: 3, noNaN: true }), (given, at, rise) => {
        const raised = given.map((each, i) => (i === at % given.length ? each + rise : each));
        fc.pre(spreadOf(given) <= APART === spreadOf(raised) <= APART);
        expect(combineLogs(raised)).toBeGreaterThanOrEqual(combineLogs(given) - 1e-12);
      }),
    );
  });

  it('rises with all its members by as much', () => {
    fc.assert(
      fc.property(logs, fc.double({ min: -3, max: 3, noNaN: true }), (given, shift) => {
        const apart = spreadOf(given);
        fc.pre(Math.abs(apart - APART) > 1e-9);
        const moved = combineLogs(given.map((each) => each + shift));
        expect(moved).toBeCloseTo(combineLogs(given) + shift, 9);
      }),
    );
  });

  it('is the mean while they agree and the median beyond 1 apart', () => {
    expect(combineLogs([-14, -14.5, -13.9])).toBeCloseTo(-42.4 / 3, 12);
    expect(combineLogs([-14, -15.5, -13.9])).toBe(-14);
    expect(combineLogs([-14, -15.5, -13.9, -14.2])).toBeCloseTo(-14.1, 12);
    expect(combinationShares([-14, -15.5, -13.9, -14.2])).toEqual([0.5, 0, 0, 0.5]);
  });

  it('I24 throws on no member and on one that is not a number', () => {
    expect(() => combineLogs([])).toThrow('no members');
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => combineLogs([-14, wrong])).toThrow('not a number');
  });
});
