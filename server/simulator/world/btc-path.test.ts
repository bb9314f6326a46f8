// The price path: volatility in range, fat tails, clustering, the clock profile, jumps.
import { expect, test } from 'vitest';
import { createRng } from '../seeded/rng.ts';
import { type BtcPathState, pathUsd, startBtcPath, stepBtcPath } from './btc-path.ts';
import { varianceFactor } from './volatility-profile.ts';

const OPTIONS = { startUsd: 86_000, annualVolatility: 0.45 };
const START_MS = Date.UTC(2026, 9, 5);
const DAYS = 40;

/** One-minute log returns of a long path at 5 s steps (the law of a step scales with its length). */
function minuteReturns(seed: string): { returns: number[]; end: BtcPathState } {
  const rng = createRng(seed);
  let state = startBtcPath(OPTIONS, START_MS, rng);
  const returns: number[] = [];
  for (let minute = 0; minute < DAYS * 1440; minute++) {
    const before = state.logPrice;
    for (let step = 0; step < 12; step++) state = stepBtcPath(OPTIONS, state, { dtMs: 5_000, rng });
    returns.push(state.logPrice - before);
  }
  return { returns, end: state };
}

const { returns, end } = minuteReturns('path');
const squares = returns.map((value) => value * value);
const mean = squares.reduce((sum, value) => sum + value, 0) / squares.length;

function autocorrelation(values: readonly number[], lag: number): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = (index: number): number => (values[index] ?? centre) - centre;
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return values.reduce((sum, _, index) => sum + at(index) * at(index + lag), 0) / variance;
}

test('annual volatility over weeks is near the asked 45 %', () => {
  const annual = Math.sqrt(mean * 1440 * 365);
  expect(annual).toBeGreaterThan(0.33);
  expect(annual).toBeLessThan(0.6);
});

test('one-minute returns are fat-tailed: kurtosis well above 3', () => {
  const fourth = squares.reduce((sum, value) => sum + value * value, 0) / squares.length;
  expect(fourth / mean ** 2).toBeGreaterThan(5);
});

test('volatility clusters: absolute returns stay correlated for minutes, returns do not', () => {
  const sizes = returns.map(Math.abs);
  expect(autocorrelation(sizes, 1)).toBeGreaterThan(0.1);
  expect(autocorrelation(sizes, 5)).toBeGreaterThan(0.05);
  expect(Math.abs(autocorrelation(returns, 1))).toBeLessThan(0.04);
});

test('jumps are rare but happen', () => {
  expect(end.jumps).toBeGreaterThan(DAYS * 3);
  expect(end.jumps).toBeLessThan(DAYS * 16);
});

test('the settlement minute is calm, the minute after the hour is not, and a week averages to one', () => {
  const hour = Date.UTC(2026, 9, 6, 15);
  expect(varianceFactor(hour)).toBeGreaterThan(1.5 * varianceFactor(hour + 59 * 60_000));
  const week = Array.from({ length: 7 * 1440 }, (_, minute) =>
    varianceFactor(START_MS + minute * 60_000),
  );
  expect(week.reduce((sum, value) => sum + value, 0) / week.length).toBeCloseTo(1, 6);
});

test('the same seed walks the same path', () => {
  const walk = (seed: string): number => {
    const rng = createRng(seed);
    let state = startBtcPath(OPTIONS, START_MS, rng);
    for (let i = 0; i < 500; i++) state = stepBtcPath(OPTIONS, state, { dtMs: 100, rng });
    return pathUsd(state);
  };
  expect(walk('a')).toBe(walk('a'));
  expect(walk('a')).not.toBe(walk('b'));
});
