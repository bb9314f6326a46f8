// The fits find what was put in: GARCH, minute profile, Student tail, and the optimiser under them.
import { describe, expect, it } from 'vitest';
import { toMinuteSeries } from '../data/recorded-series.ts';
import { madeUpBars, seededNormal } from '../made-up-series.ts';
import { fitGarch, garchMember } from './garch.ts';
import { fitMinuteProfile } from './minute-profile.ts';
import { nelderMead } from './nelder-mead.ts';
import { ewmaMember, naiveMember, riskMetricsMember } from './simple.ts';
import { fitTail } from './student-fit.ts';

const FROM = Date.parse('2026-02-16T00:00:00Z');

it('the simplex finds the bottom of a curved valley', () => {
  const [x = 0, y = 0] = nelderMead(
    ([a = 0, b = 0]) => (1 - a) ** 2 + 100 * (b - a * a) ** 2,
    [-1.2, 1],
    { step: 0.5, tolerance: 1e-14, rounds: 1_000 },
  );
  expect(x).toBeCloseTo(1, 4);
  expect(y).toBeCloseTo(1, 4);
});

describe('GARCH', () => {
  it('recovers persistence, reaction and level of simulated returns', () => {
    const normal = seededNormal(2);
    const [longRun, persistence, reaction] = [4e-7, 0.97, 0.08];
    let variance = longRun;
    const returns = Float64Array.from({ length: 30_000 }, () => {
      const value = Math.sqrt(variance) * normal();
      variance =
        longRun * (1 - persistence) +
        reaction * value * value +
        (persistence - reaction) * variance;
      return value;
    });
    const fit = fitGarch(returns);
    expect(fit.persistence).toBeCloseTo(persistence, 1.7);
    expect(fit.reaction).toBeCloseTo(reaction, 1.7);
    expect(fit.longRun / longRun).toBeGreaterThan(0.8);
    expect(fit.longRun / longRun).toBeLessThan(1.25);
  });

  it('a longer horizon lies nearer to the long run', () => {
    const series = toMinuteSeries(madeUpBars({ id: 'a', fromMs: FROM, minutes: 500, seed: 9 }));
    const member = garchMember({ longRun: 1e-5, persistence: 0.97, reaction: 0.05 });
    const [near = 0, far = 0] = [1, 60].map(
      (horizonMinutes) => member.predict({ series, index: 480, horizonMinutes }) ?? 0,
    );
    expect(Math.abs(far - 1e-5)).toBeLessThan(Math.abs(near - 1e-5));
  });
});

describe('members without weights', () => {
  const flat = madeUpBars({ id: 'a', fromMs: FROM, minutes: 600, seed: 9 });
  const size = 1e-3;
  const zigzag = toMinuteSeries({
    ...flat,
    close: flat.close.map((_, i) => 95_000 * Math.exp(i % 2 === 0 ? size : 0)),
  });

  it('all give the variance itself where it never changes', () => {
    for (const member of [naiveMember, riskMetricsMember, ewmaMember])
      expect(member.predict({ series: zigzag, index: 599, horizonMinutes: 15 })).toBeCloseTo(
        size * size,
        12,
      );
  });

  it('say nothing before four hours are known', () => {
    for (const member of [naiveMember, riskMetricsMember, ewmaMember])
      expect(member.predict({ series: zigzag, index: 100, horizonMinutes: 15 })).toBeNull();
  });
});

it('the profile finds the minute that is different and shrinks the rest to 1', () => {
  const bars = madeUpBars({ id: 'a', fromMs: FROM, minutes: 15 * 1_440, seed: 4 });
  let drift = 0;
  const close = bars.close.map((value, i) => {
    const before = bars.close[i - 1] ?? value;
    drift += Math.log(value / before) * ((i - 30) % 60 === 0 ? 1 : 0);
    return value * Math.exp(drift);
  });
  const series = toMinuteSeries({ ...bars, close });
  const profile = fitMinuteProfile([series], [{ fromMs: FROM, toMs: 1e15 }]);
  const loudest = profile.indexOf(Math.max(...profile));
  expect(loudest).toBe(30);
  expect(profile[30]).toBeGreaterThan(2);
  expect(profile.reduce((a, b) => a + b, 0) / 60).toBeCloseTo(1, 10);
  const none = fitMinuteProfile([series], [{ fromMs: 0, toMs: 1 }]);
  expect([...none]).toEqual(new Array(60).fill(1));
});

describe('the Student tail', () => {
  /** T with 4 degrees of freedom, unit variance: normal over √(χ²/ν). */
  function students(count: number, scale: number): Float64Array {
    const normal = seededNormal(6);
    return Float64Array.from({ length: count }, () => {
      const chi = normal() ** 2 + normal() ** 2 + normal() ** 2 + normal() ** 2;
      return (scale * normal() * Math.sqrt(2 / 4)) / Math.sqrt(chi / 4);
    });
  }

  it('finds ν and scale of made-up residuals', () => {
    const fit = fitTail(students(8_000, 1.3));
    expect(fit.nu).toBeGreaterThan(3.4);
    expect(fit.nu).toBeLessThan(4.8);
    expect(fit.scale).toBeGreaterThan(1.15);
    expect(fit.scale).toBeLessThan(1.45);
  });

  it('is the prior without data, near it with little, and never below 3', () => {
    expect(fitTail([])).toEqual({ nu: 5, scale: 1 });
    expect(fitTail([0.3, -0.4, 0.9, -1.1]).nu).toBeGreaterThan(3.5);
    const wild = Float64Array.from({ length: 2_000 }, (_, i) => (i % 50 === 0 ? 60 : 0.1));
    expect(fitTail(wild).nu).toBeGreaterThanOrEqual(3);
  });
});
