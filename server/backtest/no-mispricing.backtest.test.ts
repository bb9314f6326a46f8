// 50 simulated hours against a market that quotes the truth: nothing to find, so the core stays out and says why.
import { expect, test } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { runBacktest } from './backtest-report.ts';
import { freshSignal } from './fresh-signal.ts';

const HOURS = 50;

test('without a mispricing the core stays flat, and says why each time', {
  timeout: 2_400_000,
}, () => {
  const { report } = runBacktest({
    hours: HOURS,
    seed: 'no mispricing',
    opponent: { kind: 'oracle', lean: 0 },
    signal: freshSignal(unwrap(loadSignal())),
    onHour: () => undefined,
  });
  expect(report.opportunities).toBeGreaterThan(100_000);
  expect(report.flatShare).toBeGreaterThanOrEqual(0.99);
  expect(report.unexplained).toBe(0);
  // What little is done must not bleed: within three standard errors of the fees paid.
  const { totalUsd, feesUsd, standardErrorUsd } = report.earnings;
  expect(totalUsd).toBeGreaterThanOrEqual(-feesUsd - 3 * standardErrorUsd);
});
