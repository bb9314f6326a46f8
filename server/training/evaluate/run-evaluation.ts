// The evaluation of a folder. In: recordings, a plan, a seed, members to judge. Out: the report.
// Baselines are fitted on the volatility train span, calibration and blend on markets that closed before the scored ones.

import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import { VOLATILITY_TRAIN } from '../data/splits.ts';
import { type Bench, setUpBench } from './bench.ts';
import type { EvaluationInput } from './input.ts';
import { type Period, spansWithout } from './plan.ts';
import { probabilityOf } from './probability-report.ts';
import type { EvaluationReport, PeriodReport, SeriesReport } from './report.ts';
import { scoreSeries } from './score-volatility.ts';
import { EMBARGO_MS, PURGE_MS, walkForward } from './walk-forward.ts';
import { warningsOf } from './warnings.ts';

function scoreOne(bench: Bench, series: RecordedSeries, period: Period): SeriesReport | null {
  const { input, baselines } = bench;
  const gap = PURGE_MS + EMBARGO_MS;
  const fitted = { fromMs: baselines.fittedFromMs - gap, toMs: baselines.fittedToMs + gap };
  const trained = { fromMs: VOLATILITY_TRAIN.fromMs - gap, toMs: VOLATILITY_TRAIN.toMs + gap };
  const { moreMembers } = input;
  const once = { spans: spansWithout(period.spot, fitted), members: bench.members };
  const folds = input.walkForward
    ? walkForward(
        series,
        moreMembers ? spansWithout(period.spot, trained) : period.spot,
        moreMembers,
      )
    : [{ ...once, tails: baselines.tails }];
  const horizons = scoreSeries(series, folds, { seed: input.seed });
  if (horizons.length === 0) return null;
  return {
    id: series.id,
    fromMs: series.firstEndMs,
    toMs: minuteEndMs(series, series.length - 1),
    fitted: input.walkForward ? 'walk-forward' : 'once',
    horizons,
  };
}

const PROXIES = [
  '1 min: one squared 1-minute return (unbiased, very noisy: differences count, levels do not)',
  '5 min: sum of five squared 1-minute returns',
  '15 and 60 min: sum of squared 1-minute returns, nine tenths of the minutes recorded',
];

/** Runs everything of the plan. Deterministic by seed; throws when a member it needs is missing. */
export function runEvaluation(input: EvaluationInput): EvaluationReport {
  const bench = setUpBench(input);
  const periods = input.plan.periods.map(
    (period): PeriodReport => ({
      name: period.name,
      series: bench.series.flatMap((each) => {
        const scored = scoreOne(bench, each, period);
        return scored === null ? [] : [scored];
      }),
      probability: probabilityOf(bench, period),
    }),
  );
  const { linear: _linear, profile: _profile, ...fit } = bench.baselines;
  return {
    seed: input.seed,
    volatilityFit: { ...fit, origin: bench.origin },
    proxies: PROXIES,
    periods,
    warnings: warningsOf(input, periods),
    log: [],
  };
}
