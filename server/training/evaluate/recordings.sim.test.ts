// The evaluation on the recordings, where they are: the shipped fit is what they teach, and its validation figures hold.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSignal } from '#server/config/signal-file.ts';
import { loadFolder, type Recordings } from '../data/load-folder.ts';
import { fitSignal, signalText } from '../signal/fit-signal.ts';
import { trainingDataOf } from '../train/training-data.ts';
import { planEvaluation } from './plan.ts';
import type { EvaluationReport } from './report.ts';
import { runEvaluation } from './run-evaluation.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const PRESENT = existsSync(join(DATA, 'btc-spot'));

describe.skipIf(!PRESENT)(`recordings${PRESENT ? '' : ' (no ../shared/data: skipped)'}`, () => {
  const plan = planEvaluation({ split: 'validation', window: null, openTest: false });
  if (!plan.ok) throw new Error(plan.error);
  const loaded = loadSignal();
  if (!loaded.ok) throw new Error(loaded.error);
  const shipped = loaded.value;
  const options = { plan: plan.value, seed: 1, walkForward: false, extraMembers: [] };
  const input = (recordings: Recordings) => ({ ...options, recordings, signal: shipped });
  let recordings: Recordings;
  let report: EvaluationReport;

  beforeAll(async () => {
    recordings = await loadFolder(DATA, plan.value.shut);
    report = runEvaluation(input(recordings));
  });

  it('nothing of the development test period was read', () => {
    expect(recordings.quotes.some((each) => each.split === 'test')).toBe(false);
    expect(recordings.trades).toEqual([]);
    expect(recordings.bars.map((each) => each.id.slice(0, 6))).toEqual([
      'binanc',
      'ftx_bt',
      'tiingo',
    ]);
  });

  it('the shipped parameters are what the training span gives', () => {
    const again = JSON.parse(signalText(fitSignal(trainingDataOf(recordings))));
    expect({ ...again, blends: [] }).toEqual({ ...shipped, blends: [] });
  });

  /** QLIKE on validation at 15 and 60 minutes; the table of models B5 gives .308, .203 (Binance) and .367, .303 (FTX). */
  it.each([
    ['binance', 0.3061, 0.1987],
    ['ftx', 0.3664, 0.3],
    ['tiingo', 0.34, 0.2317],
  ])(
    'HAR with time of day by UTC on %s scores %d at 15 min and %d at 60 min',
    (venue, quarter, hour) => {
      const series = report.periods[0]?.series.find((each) => each.id.startsWith(venue));
      const qlikeAt = (minutes: number) =>
        series?.horizons
          .find((each) => each.minutes === minutes)
          ?.members.find((each) => each.id === 'har-utc')?.qlike;
      expect(qlikeAt(15)).toBeCloseTo(quarter, 3);
      expect(qlikeAt(60)).toBeCloseTo(hour, 3);
    },
  );

  it('the 80 % intervals hold between 73 and 87 % of returns at every horizon of every venue', () => {
    for (const series of report.periods[0]?.series ?? [])
      for (const { coverage } of series.horizons) {
        expect(coverage.mean).toBeGreaterThan(0.73);
        expect(coverage.mean).toBeLessThan(0.87);
      }
  });

  it('the blend is not worse than the mid beyond its interval in any bucket', () => {
    const buckets = report.periods[0]?.probability?.buckets ?? [];
    expect(buckets.length).toBeGreaterThan(3);
    for (const bucket of buckets) {
      const blend = bucket.forecasts.find((each) => each.id === 'blend');
      if ((blend?.brierDifference.clusters ?? 0) < 20) continue;
      expect(blend?.brierDifference.low).toBeLessThanOrEqual(1e-4);
    }
  });
});
