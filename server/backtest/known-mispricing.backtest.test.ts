// 50 simulated hours against the crowd, whose common mood misprices by a known law: our weight rises and the core trades.
import { expect, test } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { runBacktest } from './backtest-report.ts';
import { freshSignal } from './fresh-signal.ts';

const HOURS = 50;

test('a known mispricing is found from nothing, and traded', { timeout: 2_400_000 }, () => {
  const weights: number[] = [];
  const { report } = runBacktest({
    hours: HOURS,
    seed: 'c1',
    opponent: { kind: 'crowd' },
    signal: freshSignal(unwrap(loadSignal())),
    onHour: (_hour, world) => {
      const [, tenMinutes] = world.evidence.buckets;
      weights.push(tenMinutes?.beta ?? Number.NaN);
    },
  });
  // Little is believed after the first hour's four markets, much after two hundred.
  expect(weights[0]).toBeLessThan(0.15);
  expect(weights.at(-1)).toBeGreaterThan(0.3);
  expect(report.entered).toBeGreaterThan(20);
  expect(report.fills).toBeGreaterThan(0);
  expect(report.unexplained).toBe(0);
});
