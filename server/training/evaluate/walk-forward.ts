// Refitting through time. In: a series and a window. Out: folds whose members saw nothing within two hours before them.
// Source: models D4.5 (expanding; purge 60 min, embargo 1 h).

import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import { fitBaselines, membersOf } from '../baselines/fit-baselines.ts';
import type { VolatilityMember } from '../baselines/member.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import type { Span } from '../data/splits.ts';
import type { Fold } from './score-volatility.ts';

const DAY_MS = 86_400_000;
/** Longest target. */
export const PURGE_MS = 3_600_000;
export const EMBARGO_MS = 3_600_000;

/** How a span is cut: what the first fold learns from and each is scored on, and what lies between. */
export interface FoldPlan {
  readonly leastTrainingMs: number;
  readonly foldMs: number;
  /** Purge and embargo. */
  readonly gapMs: number;
}

const BASELINE_FOLDS: FoldPlan = {
  leastTrainingMs: 7 * DAY_MS,
  foldMs: 4 * DAY_MS,
  gapMs: PURGE_MS + EMBARGO_MS,
};

/** Spans for training and scoring of each fold, oldest first; training always ends the plan's gap before scoring. */
export function walkForwardSpans(
  whole: Span,
  spans: readonly Span[],
  plan: FoldPlan = BASELINE_FOLDS,
): readonly { readonly train: Span; readonly score: readonly Span[] }[] {
  const folds: { train: Span; score: readonly Span[] }[] = [];
  const first = whole.fromMs + plan.leastTrainingMs;
  for (let fromMs = first; fromMs < whole.toMs; fromMs += plan.foldMs) {
    const toMs = Math.min(whole.toMs, fromMs + plan.foldMs);
    const score = spans
      .map((each) => ({
        fromMs: Math.max(fromMs, each.fromMs),
        toMs: Math.min(toMs, each.toMs),
      }))
      .filter((each) => each.fromMs < each.toMs);
    const train = { fromMs: whole.fromMs, toMs: fromMs - plan.gapMs };
    if (score.length > 0) folds.push({ train, score });
  }
  return folds;
}

/**
 * Folds of one series, the baselines refitted on its own past only; folds with too few training rows are left out. `more`
 * makes the members beside them: they are fitted once, so nothing of their training span may be in `spans`.
 */
export function walkForward(
  series: RecordedSeries,
  spans: readonly Span[],
  more: (baselines: readonly VolatilityMember[]) => readonly VolatilityMember[] = () => [],
): readonly Fold[] {
  const whole = { fromMs: series.firstEndMs, toMs: minuteEndMs(series, series.length) };
  return walkForwardSpans(whole, spans).flatMap(({ train, score }) => {
    const fitted = fitWhereEnough(series, train);
    if (fitted === null) return [];
    const baselines = membersOf(fitted);
    return [{ spans: score, members: [...baselines, ...more(baselines)], tails: fitted.tails }];
  });
}

function fitWhereEnough(series: RecordedSeries, train: Span) {
  try {
    return fitBaselines([series], [train]);
  } catch (error) {
    if (error instanceof Error && error.message.includes('too few')) return null;
    throw error;
  }
}
