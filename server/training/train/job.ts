// One thing to train: a kind of model, a horizon, a seed. In: the caller's choice. Out: name, folder, options, their hash.

import { join } from 'node:path';
import { MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { canonical, sha256 } from '#lib/hash.ts';
import { HIGHEST_CORRECTION, LOWEST_CORRECTION } from '#server/core/3-models/members/bounds.ts';
import { type Span, VOLATILITY_TRAIN } from '../data/splits.ts';
import type { TreeOptions } from '../gbdt/tree-options.ts';
import { GRU_TRAINING, type GruTraining } from '../gru/train-gru.ts';

export const KINDS = ['gbdt', 'gru', 'dlinear'] as const;
export type Kind = (typeof KINDS)[number];

export interface Job {
  readonly kind: Kind;
  /** Length of the target, minutes. */
  readonly minutes: number;
  readonly seed: number;
  /** Smaller models and fewer rounds: seconds instead of minutes, for tests and first looks. */
  readonly quick: boolean;
  /** Null: fitted on the whole training span, to be used. Else one fold of the walk-forward, to be scored and no more. */
  readonly fold: JobFold | null;
}

/** A fold of the walk-forward, from 1, and what its members learn from. */
export interface JobFold {
  readonly number: number;
  readonly train: Span;
}

/** Share of the training span, its end, that decides when to stop; the gap before it is one day-profile hour and the target. */
export const TAIL = { share: 0.15, embargoMs: 3_600_000 } as const;

/** The folder and the manifest id of a job's artefact. */
export function jobId(job: Pick<Job, 'kind' | 'minutes'>): string {
  return `${job.kind}-${job.minutes}m`;
}

/** What a job is called on screen: `gru-15m`, or `gru-15m in fold 2`. */
export function jobName(job: Pick<Job, 'kind' | 'minutes' | 'fold'>): string {
  return job.fold === null ? jobId(job) : `${jobId(job)} in fold ${job.fold.number}`;
}

/** The folder its artefact goes into: `out`, or one below it that no loader of models looks into. */
export function jobFolder(out: string, job: Pick<Job, 'fold'>): string {
  return job.fold === null ? out : join(out, '.walk-forward', `fold-${job.fold.number}`);
}

/** What the job learns from. */
export function jobSpan(job: Pick<Job, 'fold'>): Span {
  return job.fold?.train ?? VOLATILITY_TRAIN;
}

/**
 * Options of the tree trainer (models C2). Rows come once a minute and overlap, so the least hessian of a leaf is
 * twenty windows of the target's length, never under 300 rows. More variance behind never means less ahead.
 */
export function treeOptions(job: Job): Omit<TreeOptions, 'stop' | 'onRound'> {
  return {
    loss: 'gamma',
    trees: job.quick ? 40 : 250,
    depth: 3,
    learningRate: job.quick ? 0.1 : 0.03,
    minHessian: Math.max(300, 20 * job.minutes),
    ridge: 50,
    minGain: 0,
    rowShare: 0.5,
    featureShare: 0.5,
    bins: 255,
    monotone: MINUTE_FEATURES.map((name) => (/^(rv|gk)·/.test(name) ? 1 : 0)),
    base: null,
  };
}

/** Options of the sequence trainers (models C3). */
export function sequenceOptions(job: Job): GruTraining {
  return {
    ...GRU_TRAINING,
    hidden: job.quick ? 4 : 24,
    seeds: job.quick ? 1 : 3,
    epochs: job.quick ? 1 : 3,
    tailShare: TAIL.share,
    purgeMs: TAIL.embargoMs + 60_000 * job.minutes,
    lowest: LOWEST_CORRECTION,
    highest: HIGHEST_CORRECTION,
  };
}

/** Changes whenever a model would come out differently for the same data: the ground for skipping a finished job. */
export function optionsHash(job: Job): string {
  const { fold, ...chosen } = job;
  const whole = fold === null ? chosen : { ...chosen, fold };
  const options = job.kind === 'gbdt' ? treeOptions(job) : sequenceOptions(job);
  return sha256(canonical({ ...whole, options: JSON.stringify(options), version: 2 }));
}
