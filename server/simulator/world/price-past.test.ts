// Candles from before the world began: whole, of the same law as the path, and joined to it.
import { expect, test } from 'vitest';
import { createRng } from '../seeded/rng.ts';
import { createPriceWorld, type PriceWorld } from './price-world.ts';

const START_MS = Date.UTC(2026, 10, 22, 15, 53, 20);

function build(seed: string): PriceWorld {
  return createPriceWorld({
    path: { startUsd: 86_000, annualVolatility: 0.45 },
    startMs: START_MS,
    rng: createRng(seed),
  });
}

test('720 whole minutes lie before the start, one after the other, each with a trade and a range', () => {
  const candles = build('past').candles.rows();
  expect(candles).toHaveLength(721);
  for (const [i, candle] of candles.entries()) {
    expect(candle.startMs).toBe(Math.floor(START_MS / 60_000) * 60_000 - (720 - i) * 60_000);
    expect(candle.high).toBeGreaterThanOrEqual(Math.max(candle.open, candle.close));
    expect(candle.low).toBeLessThanOrEqual(Math.min(candle.open, candle.close));
    expect(candle.volumeBtc).toBeGreaterThan(0);
    expect(candle.trades).toBeGreaterThan(0);
  }
});

test('the past moves as the path does and ends where it begins', () => {
  const variances = Array.from({ length: 12 }, (_, seed) => {
    const world = build(`v${seed}`);
    const closes = world.candles.rows().map((candle) => Math.log(candle.close));
    expect(Math.abs(Math.exp(closes.at(-1) ?? 0) - world.krakenUsd())).toBeLessThan(60);
    const returns = closes.slice(1).map((close, i) => close - (closes[i] ?? close));
    return returns.reduce((sum, each) => sum + each * each, 0) / returns.length;
  });
  const mean = variances.reduce((sum, each) => sum + each, 0) / variances.length;
  const annual = Math.sqrt(mean * 1_440 * 365);
  expect(annual).toBeGreaterThan(0.25);
  expect(annual).toBeLessThan(0.7);
});

test('live minutes go on where the past ended, and the oldest ones go', () => {
  const world = build('live');
  const first = world.candles.rows().at(-1);
  world.advance(START_MS + 180_000);
  const candles = world.candles.rows();
  expect(candles).toHaveLength(721);
  expect(candles.at(-4)?.startMs).toBe(first?.startMs);
  expect(candles.at(-4)?.open).toBe(first?.open);
  expect(candles.at(-1)?.close).toBe(world.krakenUsd());
});

test('the same seed has the same past, another seed another', () => {
  expect(build('a').candles.rows()).toEqual(build('a').candles.rows());
  expect(build('a').candles.rows()).not.toEqual(build('b').candles.rows());
});
