// Index publication: one print a second, late by its delay, equal however time is advanced; venues near each other.
import { expect, test } from 'vitest';
import { createRng } from '../seeded/rng.ts';
import { createPriceWorld, INDEX_DELAY_MS, type PriceWorld } from './price-world.ts';

const START_MS = Date.UTC(2026, 10, 22, 15);

function build(): PriceWorld {
  return createPriceWorld({
    path: { startUsd: 86_000, annualVolatility: 0.45 },
    startMs: START_MS,
    rng: createRng('index'),
  });
}

test('there is one print for every whole second, at two decimals', () => {
  const world = build();
  const prints = world.advance(START_MS + 60_000 + INDEX_DELAY_MS + 25);
  expect(prints.map((print) => print.sourceMs)).toEqual(
    Array.from({ length: 60 }, (_, index) => START_MS + (index + 1) * 1000),
  );
  for (const { valueUsd } of prints) {
    expect(Math.abs(valueUsd * 100 - Math.round(valueUsd * 100))).toBeLessThan(1e-6);
  }
});

test('a print appears its delay after its stamp, not before', () => {
  const world = build();
  expect(world.advance(START_MS + 1_000)).toEqual([]);
  expect(world.advance(START_MS + 1_000 + INDEX_DELAY_MS - 1)).toEqual([]);
  expect(world.advance(START_MS + 1_000 + INDEX_DELAY_MS)).toHaveLength(1);
  expect(world.advance(START_MS + 1_900)).toEqual([]);
});

test('small and large steps give the same prints', () => {
  const coarse = build().advance(START_MS + 120_100);
  const world = build();
  const fine = Array.from({ length: 2_403 }, (_, index) => world.advance(START_MS + index * 50));
  expect(fine.flat()).toEqual(coarse);
});

test('Kraken stays within a few dollars of the index and both follow a shock', () => {
  const world = build();
  let widest = 0;
  for (let second = 1; second <= 1_800; second++) {
    world.advance(START_MS + second * 1000);
    widest = Math.max(widest, Math.abs(world.krakenUsd() - world.indexUsd()));
  }
  expect(widest).toBeGreaterThan(1);
  expect(widest).toBeLessThan(40);
  const before = world.indexUsd();
  world.shock(0.01);
  world.advance(START_MS + 1_805_000);
  expect(world.indexUsd() - before).toBeGreaterThan(600);
  expect(Math.abs(world.krakenUsd() - world.indexUsd())).toBeLessThan(40);
});
