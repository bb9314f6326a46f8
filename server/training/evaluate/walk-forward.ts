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
const LEAST_TRAINING_DAYS = 7;
const FOLD_DAYS = 4;

/** Spans for training and scoring of each fold, oldest first; training always ends purge + embargo before scoring. */
export function walkForwardSpans(
  whole: Span,
  spans: readonly Span[],
): readonly { readonly train: Span; readonly score: readonly Span[] }[] {
  const folds: { train: Span; score: readonly Span[] }[] = [];
  const first = whole.fromMs + LEAST_TRAINING_DAYS * DAY_MS;
  for (let fromMs = first; fromMs < whole.toMs; fromMs += FOLD_DAYS * DAY_MS) {
    const toMs = Math.min(whole.toMs, fromMs + FOLD_DAYS * DAY_MS);
    const score = spans
      .map((each) => ({
        fromMs: Math.max(fromMs, each.fromMs),
        toMs: Math.min(toMs, each.toMs),
      }))
      .filter((each) => each.fromMs < each.toMs);
    const train = { fromMs: whole.fromMs, toMs: fromMs - PURGE_MS - EMBARGO_MS };
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
