// What a reader of the figures must know. In: what was scored. Out: plain sentences.

import { closeOf } from '../data/load-markets.ts';
import { isWithin, spansMeet, VOLATILITY_TRAIN } from '../data/splits.ts';
import { isUnbiased } from './choose-quotes.ts';
import type { EvaluationInput } from './input.ts';
import type { PeriodReport } from './report.ts';

/** Markets below which a Brier difference of .005 cannot be told from noise (models D4.3). */
const ENOUGH_MARKETS = 2_000;

function regimeWarning(input: EvaluationInput, spans: readonly { fromMs: number; toMs: number }[]) {
  const closes = input.recordings.quotes.map(closeOf).filter((each) => isWithin(spans, each));
  const days = new Set(closes.map((each) => Math.floor(each / 86_400_000))).size;
  return closes.length > 0 && days < 60
    ? [`quotes are from ${days} days: one regime, no claim beyond it`]
    : [];
}

function probabilityWarnings(period: PeriodReport): readonly string[] {
  const all = period.probability?.buckets.find((each) => each.bucket === 'all');
  if (!period.probability || !all) return [];
  const { leftOut } = period.probability;
  const few =
    all.markets < ENOUGH_MARKETS
      ? [
          `${period.name}: ${all.markets} markets; a Brier difference under about ${(0.09 * 2 * all.markets ** -0.5).toFixed(3)} is noise`,
        ]
      : [];
  const sparse =
    all.sparse > 0
      ? [
          `${period.name}: ${all.sparse} of ${all.quotes} quotes had no 1-minute bars beside them; their variance is from sparse prices`,
        ]
      : [];
  const biased = leftOut['biased source'] ?? 0;
  return [
    ...few,
    ...sparse,
    ...(biased > 0
      ? [
          `${period.name}: ${biased} quotes of biased sources left out (written when a bot wanted to trade)`,
        ]
      : []),
  ];
}

/** All warnings of a run. */
export function warningsOf(
  input: EvaluationInput,
  periods: readonly PeriodReport[],
): readonly string[] {
  const unknown = [...new Set(input.recordings.quotes.map((each) => each.source))].filter(
    (each) => !isUnbiased(each),
  );
  const trained = input.plan.periods.filter(
    (each) => !input.walkForward && each.spot.some((span) => spansMeet(span, VOLATILITY_TRAIN)),
  );
  const learned =
    input.walkForward && input.moreMembers
      ? ['trained members are fitted once, on the training span; only the baselines are refitted']
      : [];
  return [
    ...learned,
    ...input.plan.periods.flatMap((each) => regimeWarning(input, each.markets)),
    ...periods.flatMap(probabilityWarnings),
    ...trained.map(
      (each) =>
        `${each.name}: minutes of the training span are not scored (use --walk-forward), and its quotes are priced with volatility fitted on them`,
    ),
    ...(unknown.length > 0 ? [`sources treated as biased: ${unknown.join(', ')}`] : []),
    ...input.recordings.leftOut.map((each) => `not used: ${each}`),
  ];
}
