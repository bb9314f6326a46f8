// 100 simulated hours against a market that leans by half a deviation: the weight rises from 0 and the core trades it.
import { expect, test } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { runBacktest } from './backtest-report.ts';
import { freshSignal } from './fresh-signal.ts';

const HOURS = 100;
/** Deviations of the settlement mean: about 19 cents at the money. */
const LEAN = 0.5;

test('a known mispricing is found from nothing, traded, and pays', { timeout: 2_400_000 }, () => {
  const weights: number[] = [];
  const { report } = runBacktest({
    hours: HOURS,
    seed: 'known mispricing',
    opponent: { kind: 'oracle', lean: LEAN },
    signal: freshSignal(unwrap(loadSignal())),
    onHour: (_hour, world) => {
      const [, tenMinutes] = world.evidence.buckets;
      weights.push(tenMinutes?.beta ?? Number.NaN);
    },
  });
  // Nothing is believed before the first markets settle.
  expect(weights[0]).toBe(0);
  expect(weights.at(-1)).toBeGreaterThan(0.5);
  expect(report.entered).toBeGreaterThan(100);
  expect(report.earnings.markets).toBeGreaterThan(100);
  expect(report.earnings.totalUsd).toBeGreaterThan(2 * report.earnings.standardErrorUsd);
  expect(report.unexplained).toBe(0);
});
