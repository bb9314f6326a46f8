// The walk-forward of the learned members. In: training data, how many folds. Out: spans to fit and to score, and the jobs.
// Source: models D4.5 (expanding; purge 60 min; embargo a day, for members that read fitted profiles).

import { fail, ok, type Result } from '#lib/result.ts';
import { type Span, VOLATILITY_TRAIN } from '../data/splits.ts';
import { PURGE_MS, walkForwardSpans } from '../evaluate/walk-forward.ts';
import type { Job } from '../train/job.ts';
import type { TrainingData } from '../train/training-data.ts';

const MINUTE_MS = 60_000;
/** Share of the span that lies before the first scored minute. */
const FIRST_SHARE = 0.4;
/** With less the regressions beside the members have too few rows. */
const LEAST_TRAINING_MS = 2.5 * 86_400_000;
/** The minute profile and the hourly floor move over a day: that long before its block a fold learns nothing. */
export const LEARNED_EMBARGO_MS = 86_400_000;
/** Between the last training label and the first scored minute. */
export const LEARNED_GAP_MS = PURGE_MS + LEARNED_EMBARGO_MS;

/** One fold: fitted on `train`, scored on `score`, which begins later by purge and embargo. */
export interface LearnedFold {
  readonly number: number;
  readonly train: Span;
  readonly score: Span;
}

/** What of the training span the series reach into. */
export function coveredSpan(data: TrainingData): Span {
  const first = Math.min(...data.series.map((each) => each.firstEndMs));
  return { fromMs: Math.max(first, VOLATILITY_TRAIN.fromMs), toMs: VOLATILITY_TRAIN.toMs };
}

/**
 * `count` folds in time, each learning from all before its block; the blocks are equally long and end with the span. Refuses
 * a span too short for the first of them; none are made when none are wanted.
 */
export function learnedFolds(span: Span, count: number): Result<readonly LearnedFold[]> {
  if (count === 0) return ok([]);
  const length = span.toMs - span.fromMs;
  const leastTrainingMs = Math.ceil((FIRST_SHARE * length) / MINUTE_MS) * MINUTE_MS;
  const foldMs = Math.ceil((length - leastTrainingMs) / count / MINUTE_MS) * MINUTE_MS;
  const plan = { leastTrainingMs, foldMs, gapMs: LEARNED_GAP_MS };
  const days = (leastTrainingMs - LEARNED_GAP_MS) / 86_400_000;
  if (leastTrainingMs - LEARNED_GAP_MS < LEAST_TRAINING_MS)
    return fail(
      `the first fold would learn from ${days.toFixed(1)} days, too few: --folds 0 leaves the walk-forward out`,
    );
  return ok(
    walkForwardSpans(span, [span], plan).flatMap(({ train, score }, index) =>
      score.map((block) => ({ number: index + 1, train, score: block })),
    ),
  );
}

/** Every job once for each fold. */
export function foldJobs(jobs: readonly Job[], folds: readonly LearnedFold[]): readonly Job[] {
  return folds.flatMap(({ number, train }) =>
    jobs.map((job) => ({ ...job, fold: { number, train } })),
  );
}
