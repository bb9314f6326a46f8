// `npx voltage train`: fits the learned members on recordings, writes their artefacts, and scores them beside the baselines.
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Recordings } from '#server/training/data/load-folder.ts';
import { planEvaluation } from '#server/training/evaluate/plan.ts';
import type { EvaluationReport } from '#server/training/evaluate/report.ts';
import { reportLines } from '#server/training/evaluate/report-text.ts';
import { runEvaluation } from '#server/training/evaluate/run-evaluation.ts';
import { saveSignal } from '#server/training/signal/save-signal.ts';
import { isFinished, readTrained } from '#server/training/train/artefact-folder.ts';
import { trainedCard } from '#server/training/train/card.ts';
import { type Job, jobId, KINDS, type Kind } from '#server/training/train/job.ts';
import { type JobProgress, runJobs } from '#server/training/train/run-jobs.ts';
import { trainedMembers } from '#server/training/train/trained-members.ts';
import { readTrainingFolder, trainingDataOf } from '#server/training/train/training-data.ts';
import { ROOT } from './build-console.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';
import { endProgramsOnSignal, runProgram } from './runners/run-program.ts';

const HELP = `usage: npx voltage train --data DIR [--out DIR] [--kinds gbdt,gru,dlinear] [--horizons 15,60] [--seed N]
                         [--quick] [--json]

Fits the learned volatility members on the training span of the recordings (2026-02-16 to 2026-03-08, 1-minute bars), each
in its own process, two at once. Writes one artefact folder for each (model.onnx, manifest.json, weights.json,
model-card.md), signal.json (every other fitted number) and report.json: QLIKE beside every baseline on validation, with intervals. About five minutes.

  --data      a folder with btc-spot (.csv or .csv.gz)
  --out       where the artefacts go (./trained-models); the engine does not read them from there
  --kinds     which members (all): gbdt, gru, dlinear
  --horizons  length of the target in minutes: 1, 5, 15, 60 (15,60)
  --seed      of every draw (1); the same seed and data give the same files
  --quick     small models in seconds, to see that all works
Run again after an interruption: members finished with the same data and options are skipped. The development test
period is dropped while reading.
Exit code 0: trained and scored · 1: a member failed · 2: wrong usage.

example: npx voltage train --data ../shared/data --kinds gbdt`;

const SPEC = {
  data: 'text',
  out: 'text',
  kinds: 'text',
  horizons: 'text',
  seed: 'text',
  quick: 'switch',
} as const;

/** A member that takes longer has hung. */
const LIMIT_MS = 3_600_000;
/** Time between two lines of progress where nobody sees them move. */
const LINE_EVERY_MS = 10_000;

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
    minutes.map((each) => ({ kind, minutes: each, seed, quick })),
  );
}

/** The commit the code stands at, or "unknown" outside a repository. */
function codeVersion(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

/** Starts one job in a process of its own; rejects with the last line it wrote. */
async function startJob(
  job: Job,
  folders: { readonly data: string; readonly out: string; readonly code: string },
  onShare: (share: number) => void,
): Promise<void> {
  const program = join(ROOT, 'server/training/fit-one-member.ts');
  const result = await runProgram({
    command: process.execPath,
    argv: ['--disable-warning=ExperimentalWarning', program, JSON.stringify({ ...folders, job })],
    limitMs: LIMIT_MS,
    environment: process.env,
    onOutput: (text) => {
      const share = text.match(/share ([\d.]+)\n$/)?.[1];
      if (share !== undefined) onShare(Number(share));
    },
  });
  if (result.code === 0) return;
  const said = result.output.split('\n').filter((line) => /Error/.test(line));
  throw new Error(said.at(-1) ?? `ended with code ${result.code}`);
}

/** Writes progress to standard error: moving on a terminal, a line now and then elsewhere. */
function progressLine(): (progress: JobProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return ({ doneShare, leftSeconds, running }) => {
    const now = performance.now();
    const isTerminal = process.stderr.isTTY === true;
    if (now - last < (isTerminal ? 200 : LINE_EVERY_MS) && doneShare < 1) return;
    last = now;
    const left = leftSeconds === null ? '' : `, about ${Math.ceil(leftSeconds)} s left`;
    const line = `training ${Math.round(100 * doneShare)} %${left}${running ? ` · ${running}` : ''}`;
    process.stderr.write(
      isTerminal ? `\r\x1b[2K${line}${doneShare >= 1 ? '\n' : ''}` : `${line}\n`,
    );
  };
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

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not a flag`);
  const folder = textFlag(flags, 'data');
  if (folder === null) throw new UsageError('--data is missing');
  if (!existsSync(folder)) throw new UsageError(`--data ${folder} does not exist`);
  const out = resolve(textFlag(flags, 'out') ?? 'trained-models');
  const jobs = jobsOf(flags);
  const recordings = await readTrainingFolder(folder);
  const data = trainingDataOf(recordings);
  const open = jobs.filter((job) => !isFinished(out, job, data.sha256));
  const skipped = jobs.filter((job) => !open.includes(job)).map(jobId);
  if (skipped.length > 0) process.stderr.write(`finished before: ${skipped.join(', ')}\n`);
  endProgramsOnSignal();
  const folders = { data: resolve(folder), out, code: codeVersion() };
  const failed = await runJobs(open, {
    start: (job, onShare) => startJob(job, folders, onShare),
    nowMs: () => performance.now(),
    onProgress: progressLine(),
    atOnce: 2,
  });
  const report = scoreTrained(recordings, out, numberFlag(flags, 'seed', 1));
  const trained = readTrained(out);
  for (const member of trained.members)
    writeFileSync(join(out, member.id, 'model-card.md'), trainedCard(member, report));
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  const done = { out, trained: open.map(jobId), skipped, failed, refused: trained.refused };
  if (io.json) io.out(JSON.stringify({ ...done, report }));
  else {
    for (const line of reportLines(report)) io.out(line);
    for (const each of [...failed, ...trained.refused])
      io.out(`failed: ${each.id}: ${each.reason}`);
    io.out(`artefacts: ${trained.members.map((each) => each.id).join(', ')} in ${out}`);
  }
  return failed.length + trained.refused.length > 0 ? 1 : 0;
}

export const trainCommand: Command = {
  name: 'train',
  summary: 'fit the learned volatility members on recordings',
  help: HELP,
  run,
};
