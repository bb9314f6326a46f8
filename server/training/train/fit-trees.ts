// The tree member of one horizon. In: series, the training span, a job. Out: the model stopped on a purged tail of that span.

import { numberAt } from '#lib/number-at.ts';
import type { MinuteProfile } from '#server/core/2-features/minutes/minute-profile.ts';
import type { PlainModel } from '#server/core/3-models/plain-model.ts';
import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import type { Span } from '../data/splits.ts';
import { seededUniform } from '../evaluate/bootstrap.ts';
import { qlike } from '../fit-gamma.ts';
import { trainTrees } from '../gbdt/train-trees.ts';
import type { TreeRows } from '../gbdt/tree-rows.ts';
import { blankRow } from '../missing-columns.ts';
import { buildRows, type TrainingRows } from '../training-rows.ts';
import { type Job, TAIL, treeOptions } from './job.ts';

/** How a fit went, for the card. */
export interface FitNotes {
  readonly rows: number;
  readonly tailRows: number;
  /** Mean QLIKE on the tail: of the offset alone, and of the model as it stood before it ever saw the tail. */
  readonly tailLossBefore: number;
  readonly tailLoss: number;
  /** Size of what was kept, in words. */
  readonly size: string;
}

/** A window in which nothing moved counts as (0.1 bp)² in all, as in the evaluation. */
export function leastVariance(minutes: number): number {
  return 1e-10 / minutes;
}

/** Trees have no gap rule of their own: both spans are cut so that no target of the first reaches the second. */
export function splitSpan(
  span: Span,
  minutes: number,
): { readonly early: Span; readonly tail: Span } {
  const from = Math.round(span.toMs - TAIL.share * (span.toMs - span.fromMs));
  return {
    early: { fromMs: span.fromMs, toMs: from - TAIL.embargoMs - 60_000 * minutes },
    tail: { fromMs: from, toMs: span.toMs },
  };
}

function toTreeRows(parts: readonly TrainingRows[], minutes: number): TreeRows {
  const width = parts[0]?.columns ?? 0;
  const count = parts.reduce((sum, each) => sum + each.count, 0);
  const values = new Float32Array(count * width);
  let at = 0;
  for (const part of parts) {
    values.set(part.x, at);
    at += part.x.length;
  }
  const least = leastVariance(minutes);
  return {
    width,
    values,
    targets: Float64Array.from(
      parts.flatMap((each) => Array.from(each.y, (y) => Math.max(y, least))),
    ),
    offsets: Float64Array.from(parts.flatMap((each) => [...each.offset])),
  };
}

function tailLoss(rows: TreeRows, correction: (row: Float32Array) => number): number {
  let sum = 0;
  rows.targets.forEach((target, i) => {
    const row = rows.values.subarray(i * rows.width, (i + 1) * rows.width);
    sum += qlike(target, Math.exp(numberAt(rows.offsets ?? [], i) + correction(row)));
  });
  return sum / rows.targets.length;
}

export interface FitTask {
  readonly series: readonly RecordedSeries[];
  readonly span: Span;
  readonly profile: MinuteProfile;
  readonly job: Job;
  /** Called with the share done, 0 … 1. */
  readonly onProgress: (share: number) => void;
}

/**
 * The tail says how many rounds; then all rows of the span teach that many, for three days of twenty are too many to waste.
 * Deterministic by the job's seed. Throws when the span has no rows.
 */
export function fitTrees(task: FitTask): {
  readonly model: PlainModel;
  readonly notes: FitNotes;
} {
  const { job, profile } = task;
  const { early, tail } = splitSpan(task.span, job.minutes);
  const rowsOf = (span: Span) =>
    toTreeRows(
      task.series.map((each) =>
        buildRows(
          each,
          { spans: [span], everyMinutes: 1, horizonMinutes: job.minutes, profile },
          blankRow,
        ),
      ),
      job.minutes,
    );
  const [train, held] = [rowsOf(early), rowsOf(tail)];
  const options = treeOptions(job);
  const told = (passes: { readonly before: number; readonly rounds: number }) => ({
    onRound: ({ round }: { readonly round: number }) =>
      task.onProgress((passes.before + round / passes.rounds) / 2),
  });
  const stopped = trainTrees(
    train,
    {
      ...options,
      ...told({ before: 0, rounds: options.trees }),
      stop: { rows: held, patience: 40 },
    },
    seededUniform(job.seed),
  );
  const rounds = Math.max(1, stopped.roots.length);
  const trees = trainTrees(
    rowsOf(task.span),
    { ...options, ...told({ before: 1, rounds }), trees: rounds, stop: null },
    seededUniform(job.seed),
  );
  return {
    model: { kind: 'gbdt', trees },
    notes: {
      rows: train.targets.length,
      tailRows: held.targets.length,
      tailLossBefore: tailLoss(held, () => stopped.base),
      tailLoss: tailLoss(held, (row) => predictTrees(stopped, row)),
      size: `${trees.roots.length} trees of depth ${trees.depth}`,
    },
  };
}
