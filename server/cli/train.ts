// `npx voltage train`: fits the learned members on recordings, writes their artefacts, and scores them beside the baselines.
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Recordings } from '#server/training/data/load-folder.ts';
import { planEvaluation } from '#server/training/evaluate/plan.ts';
import type { EvaluationReport } from '#server/training/evaluate/report.ts';
import { reportLines } from '#server/training/evaluate/report-text.ts';
import { runEvaluation } from '#server/training/evaluate/run-evaluation.ts';
import { saveSignal } from '#server/training/signal/save-signal.ts';
import {
  isFinished,
  readTrained,
  type TrainedMember,
} from '#server/training/train/artefact-folder.ts';
import { trainedCard } from '#server/training/train/card.ts';
import { type Job, jobFolder, jobName, KINDS, type Kind } from '#server/training/train/job.ts';
import { runJobs } from '#server/training/train/run-jobs.ts';
import { trainedMembers } from '#server/training/train/trained-members.ts';
import { readTrainingFolder, trainingDataOf } from '#server/training/train/training-data.ts';
import {
  coveredSpan,
  foldJobs,
  learnedFolds,
} from '#server/training/walk-forward/learned-folds.ts';
import { scoreFolds, type WalkForwardReport } from '#server/training/walk-forward/score-folds.ts';
import { walkForwardLines } from '#server/training/walk-forward/walk-forward-text.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';
import { endProgramsOnSignal } from './runners/run-program.ts';
import { codeVersion, progressLine, startJob } from './training-jobs.ts';

const HELP = `usage: npx voltage train --data DIR [--out DIR] [--kinds gbdt,gru,dlinear] [--horizons 15,60] [--folds N]
                         [--seed N] [--quick] [--json]

Fits the learned volatility members on the training span of the recordings (2026-02-16 to 2026-03-08, 1-minute bars), each
in its own process, two at once. Writes one artefact folder for each (model.onnx, manifest.json, weights.json,
model-card.md), signal.json (every other fitted number) and report.json: QLIKE beside every baseline on validation, with
intervals. Then walk-forward: the same members fitted anew in each of N folds of the training span, on nothing later than 25
hours before the fold, and scored on the fold, beside HAR with time of day of the same fold. About ten minutes on two idle
cores, half of it for the folds.

  --data      a folder with btc-spot (.csv or .csv.gz)
  --out       where the artefacts go (./trained-models); the engine does not read them from there
  --kinds     which members (all): gbdt, gru, dlinear
  --horizons  length of the target in minutes: 1, 5, 15, 60 (15,60)
  --folds     of the walk-forward: 2 to 8, or 0 for none (4); they are scored, never used
  --seed      of every draw (1); the same seed and data give the same files
  --quick     small models in seconds, to see that all works
Run again after an interruption: members and folds finished with the same data and options are skipped. The development test
period is dropped while reading.
Exit code 0: trained and scored · 1: a member failed · 2: wrong usage.

example: npx voltage train --data ../shared/data --kinds gbdt`;

const SPEC = {
  data: 'text',
  out: 'text',
  kinds: 'text',
  horizons: 'text',
  folds: 'text',
  seed: 'text',
  quick: 'switch',
} as const;

function kindsOf(flags: Flags): readonly Kind[] {
  const names = (textFlag(flags, 'kinds') ?? KINDS.join()).split(',');
  return names.map((name) => {
    const kind = KINDS.find((each) => each === name.trim());
    if (!kind) throw new UsageError(`--kinds "${name}" is not ${KINDS.join(', ')}`);
    return kind;
  });
}

function jobsOf(flags: Flags): readonly Job[] {
  const minutes = (textFlag(flags, 'horizons') ?? '15,60').split(',').map(Number);
  if (!minutes.every((each) => [1, 5, 15, 60].includes(each)))
    throw new UsageError('--horizons takes 1, 5, 15 and 60');
  const seed = numberFlag(flags, 'seed', 1);
  if (!Number.isInteger(seed)) throw new UsageError('--seed is not a whole number');
  const quick = flags['quick'] === true;
  return kindsOf(flags).flatMap((kind) =>
    minutes.map((each) => ({ kind, minutes: each, seed, quick, fold: null })),
  );
}

/** Writes signal.json, then QLIKE of baselines, trained members and their combination on the validation spans. */
function scoreTrained(recordings: Recordings, out: string, seed: number): EvaluationReport {
  const plan = planEvaluation({ split: 'validation', window: null, openTest: false });
  if (!plan.ok) throw new Error(plan.error);
  const { members } = readTrained(out);
  const given = { recordings, plan: plan.value, seed, walkForward: false, extraMembers: [] };
  const signal = saveSignal(join(out, 'signal.json'), given, members);
  return runEvaluation({
    ...given,
    recordings: { ...recordings, quotes: [] },
    signal,
    moreMembers: (baselines) => trainedMembers(members, baselines, signal),
  });
}

function foldCount(flags: Flags): number {
  const count = numberFlag(flags, 'folds', 4);
  if (count !== 0 && !(Number.isInteger(count) && count >= 2 && count <= 8))
    throw new UsageError('--folds takes 2 to 8, or 0 for none');
  return count;
}

/** Reads the flags and the recordings, and lays out what there is to do. */
async function prepare(flags: Flags) {
  const folder = textFlag(flags, 'data');
  if (folder === null) throw new UsageError('--data is missing');
  if (!existsSync(folder)) throw new UsageError(`--data ${folder} does not exist`);
  const out = resolve(textFlag(flags, 'out') ?? 'trained-models');
  const [jobs, count] = [jobsOf(flags), foldCount(flags)];
  const recordings = await readTrainingFolder(folder);
  const data = trainingDataOf(recordings);
  const span = coveredSpan(data);
  const folds = learnedFolds(span, count);
  if (!folds.ok) throw new UsageError(folds.error);
  const folders = { data: resolve(folder), out, code: codeVersion() };
  return {
    jobs,
    recordings,
    folders,
    out,
    walk: { data, span, folds: folds.value, out },
    isQuick: flags['quick'] === true,
  };
}

/** Runs every job of `all` that is not finished. */
async function runOpen(
  all: readonly Job[],
  { folders, walk }: Awaited<ReturnType<typeof prepare>>,
) {
  const isDone = (job: Job) => isFinished(jobFolder(folders.out, job), job, walk.data.sha256);
  const open = all.filter((job) => !isDone(job));
  const skipped = all.filter((job) => !open.includes(job)).map(jobName);
  if (skipped.length > 0) process.stderr.write(`finished before: ${skipped.join(', ')}\n`);
  endProgramsOnSignal();
  const failed = await runJobs(open, {
    start: (job, onShare) => startJob(job, folders, onShare),
    nowMs: () => performance.now(),
    onProgress: progressLine(),
    atOnce: 2,
  });
  return { trained: open.map(jobName), skipped, failed };
}

/** The walk-forward of every member in the folder whose folds are there, those of an earlier run too; null without folds. */
function walkedForward(
  { walk, isQuick }: Awaited<ReturnType<typeof prepare>>,
  members: readonly TrainedMember[],
  seed: number,
): WalkForwardReport | null {
  const jobs = members.map(({ kind, parts, manifest }) => ({
    ...{ kind, minutes: parts.minutes, seed: manifest.training.seed },
    ...{ quick: isQuick, fold: null },
  }));
  return walk.folds.length === 0 ? null : scoreFolds({ ...walk, jobs, seed });
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not a flag`);
  const plan = await prepare(flags);
  const { out, walk } = plan;
  const ran = await runOpen([...plan.jobs, ...foldJobs(plan.jobs, walk.folds)], plan);
  const seed = numberFlag(flags, 'seed', 1);
  const report = scoreTrained(plan.recordings, out, seed);
  const { members, refused } = readTrained(out);
  const walkForward = walkedForward(plan, members, seed);
  for (const member of members)
    writeFileSync(join(out, member.id, 'model-card.md'), trainedCard(member, report, walkForward));
  const whole = { ...report, walkForward };
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(whole, null, 1)}\n`);
  if (io.json) io.out(JSON.stringify({ out, ...ran, refused, report: whole }));
  else {
    const walked = walkForward === null ? [] : walkForwardLines(walkForward);
    for (const line of [...reportLines(report), ...walked]) io.out(line);
    for (const each of [...ran.failed, ...refused]) io.out(`failed: ${each.id}: ${each.reason}`);
    io.out(`artefacts: ${members.map((each) => each.id).join(', ')} in ${out}`);
  }
  return ran.failed.length + refused.length > 0 ? 1 : 0;
}

export const trainCommand: Command = {
  name: 'train',
  summary: 'fit the learned volatility members on recordings',
  help: HELP,
  run,
};
