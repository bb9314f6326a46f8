// A trader's view is late by its lag, learns volatility, and errs on purpose.
import { expect, test } from 'vitest';
import { createRng } from '../seeded/rng.ts';
import { createIndexView, createPrintTape } from './index-view.ts';

test('the price seen is the one of the lag ago, and there is none before that', () => {
  const traits = { lagMs: 1_000, memorySeconds: 60, errorDeviation: 0 };
  const view = createIndexView(traits, 7, createRng('view'));
  view.observe(0, 100);
  expect(view.at(0)).toBeNull();
  for (let ms = 100; ms <= 5_000; ms += 100) view.observe(ms, 100 + ms / 1000);
  expect(view.at(5_000)?.spotUsd).toBeCloseTo(104, 9);
});

test('the estimate moves to the volatility that is there', () => {
  const rng = createRng('walk');
  const traits = { lagMs: 0, memorySeconds: 120, errorDeviation: 0 };
  const view = createIndexView(traits, 2, createRng('view'));
  let usd = 86_000;
  for (let second = 0; second < 3_000; second++) {
    usd += 9 * rng.normal();
    view.observe(second * 1000, usd);
  }
  const learned = view.at(3_000_000)?.volatilityUsd ?? 0;
  expect(learned).toBeGreaterThan(7);
  expect(learned).toBeLessThan(11);
});

test('two traders with errors disagree about the same tape', () => {
  const traits = { lagMs: 0, memorySeconds: 60, errorDeviation: 0.15 };
  const [left, right] = ['a', 'b'].map((seed) => createIndexView(traits, 7, createRng(seed)));
  for (const view of [left, right]) view?.observe(0, 100);
  expect(left?.at(0)?.volatilityUsd).not.toBe(right?.at(0)?.volatilityUsd);
});

test('only prints after close − 60 s up to the close are known', () => {
  const tape = createPrintTape();
  const close = 1_000_000;
  for (let second = 900; second <= 1_010; second++) tape.add(second * 1000, 10);
  expect(tape.known(close)).toEqual({ count: 60, sumUsd: 600 });
  expect(tape.known(close + 60_000)).toEqual({ count: 10, sumUsd: 100 });
  expect(tape.known(close + 600_000)).toEqual({ count: 0, sumUsd: 0 });
});
