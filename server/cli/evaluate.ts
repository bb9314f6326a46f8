// `npx voltage evaluate`: how good forecasts and probabilities are on recordings, beside the market and the baselines.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import type { VolatilityMember } from '#server/training/baselines/member.ts';
import { loadFolder } from '#server/training/data/load-folder.ts';
import { type Span, type SplitName, VOLATILITY_TRAIN } from '#server/training/data/splits.ts';
import { planEvaluation } from '#server/training/evaluate/plan.ts';
import { reportLines } from '#server/training/evaluate/report-text.ts';
import { runEvaluation } from '#server/training/evaluate/run-evaluation.ts';
import { saveSignal } from '#server/training/signal/save-signal.ts';
import { readTrained, type TrainedMember } from '#server/training/train/artefact-folder.ts';
import { trainedMembers } from '#server/training/train/trained-members.ts';
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

/** Where the shipped artefacts are. */
const MODELS = join(ROOT, 'server/models');

const HELP = `usage: npx voltage evaluate --data DIR [--split train|validation|test | --from ISO --to ISO]
                            [--members all|baselines] [--models DIR] [--walk-forward] [--seed N] [--json]

QLIKE of every baseline and trained member and of their combination at 1, 5, 15, 60 min on each spot series; Brier and
log-loss of model, calibrated model, blend and the market's mid by seconds to the close; reliability by CORP; coverage of
the 80 % intervals. All with intervals.

  --data          a folder with btc-spot, kxbtc15m-panel, kxbtc15m-markets (any of them; .csv or .csv.gz)
  --split         train, validation or test; without it: validation, and all after the development test period
  --from --to     score this window instead (UTC)
  --members       all (the trained members of --models beside the baselines) or baselines
  --models        folder of artefacts (server/models)
  --walk-forward  refit the baselines every four days on each series' own past (purge 1 h, embargo 1 h); trained members
                  stand beside them as they are, fitted once before everything that is scored
  --seed          of the bootstrap (1)
  --open-test-period  needed to read the development test period; the report says that it was opened
  --save-fit FILE     write the signal parameters: fitted on train, the blend on train and validation
Nothing is fitted on what it scores, and no forecast reads anything later than its time. A folder without the training
span is scored with the shipped fit.
Exit code 0: scored · 1: nothing to score · 2: wrong usage.

example: npx voltage evaluate --data ../shared/data --split validation`;

const SPEC = {
  data: 'text',
  split: 'text',
  members: 'text',
  models: 'text',
  from: 'text',
  to: 'text',
  seed: 'text',
  'walk-forward': 'switch',
  'open-test-period': 'switch',
  'save-fit': 'text',
} as const;

function splitOf(flags: Flags): SplitName | null {
  const name = textFlag(flags, 'split');
  if (name === null || name === 'train' || name === 'validation' || name === 'test') return name;
  throw new UsageError(`--split "${name}" is not train, validation or test`);
}

function instant(flags: Flags, name: string, fallback: number): number {
  const text = textFlag(flags, name);
  if (text === null) return fallback;
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text);
  const value = Date.parse(zoned ? text : `${text}Z`);
  if (!Number.isFinite(value)) throw new UsageError(`--${name} "${text}" is not an ISO time`);
  return value;
}

function windowOf(flags: Flags): Span | null {
  if (textFlag(flags, 'from') === null && textFlag(flags, 'to') === null) return null;
  const window = {
    fromMs: instant(flags, 'from', Number.NEGATIVE_INFINITY),
    toMs: instant(flags, 'to', Number.POSITIVE_INFINITY),
  };
  if (window.fromMs >= window.toMs) throw new UsageError('--from is not before --to');
  return window;
}

/** Trained members that may be scored: whole, and fitted inside the span that is never scored. */
function trainedOf(flags: Flags) {
  const which = textFlag(flags, 'members') ?? 'all';
  if (which !== 'all' && which !== 'baselines')
    throw new UsageError(`--members "${which}" is not all or baselines`);
  const directory = textFlag(flags, 'models') ?? MODELS;
  if (!existsSync(directory)) throw new UsageError(`--models ${directory} does not exist`);
  const { members, refused } = readTrained(directory);
  if (which === 'baselines') return { members: [], warnings: [] };
  const mayScore = (each: TrainedMember) =>
    each.manifest.training.fromMs >= VOLATILITY_TRAIN.fromMs &&
    each.manifest.training.toMs <= VOLATILITY_TRAIN.toMs;
  return {
    members: members.filter(mayScore),
    warnings: [
      ...refused.map((each) => `trained member ${each.id} refused: ${each.reason}`),
      ...members
        .filter((each) => !mayScore(each))
        .map((each) => `trained member ${each.id} left out: fitted outside the training span`),
    ],
  };
}

/** The parameters beside the artefacts, else those that come with the code. */
function signalOf(flags: Flags): SignalParameters {
  const own = join(textFlag(flags, 'models') ?? MODELS, 'signal.json');
  const read = existsSync(own) ? loadSignal(own) : loadSignal();
  if (!read.ok) throw new UsageError(read.error);
  return read.value;
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not a flag`);
  const folder = textFlag(flags, 'data');
  if (folder === null) throw new UsageError('--data is missing');
  if (!existsSync(folder)) throw new UsageError(`--data ${folder} does not exist`);
  const [split, window] = [splitOf(flags), windowOf(flags)];
  if (split !== null && window !== null)
    throw new UsageError('--split and --from/--to exclude each other');
  const plan = planEvaluation({ split, window, openTest: flags['open-test-period'] === true });
  if (!plan.ok) throw new UsageError(plan.error);
  const trained = trainedOf(flags);
  const signal = signalOf(flags);
  const input = {
    recordings: await loadFolder(folder, plan.value.shut),
    plan: plan.value,
    seed: numberFlag(flags, 'seed', 1),
    walkForward: flags['walk-forward'] === true,
    signal,
    extraMembers: [],
    ...(trained.members.length === 0
      ? {}
      : {
          moreMembers: (baselines: readonly VolatilityMember[]) =>
            trainedMembers(trained.members, baselines, signal),
        }),
  };
  const saveTo = textFlag(flags, 'save-fit');
  if (saveTo !== null) saveSignal(saveTo, input, trained.members);
  const evaluated = runEvaluation(input);
  const scored = { ...evaluated, warnings: [...evaluated.warnings, ...trained.warnings] };
  const opened = `development test period opened at ${new Date().toISOString()} for ${folder}`;
  const report = plan.value.testOpened ? { ...scored, log: [opened] } : scored;
  if (io.json) io.out(JSON.stringify(report));
  else for (const line of reportLines(report)) io.out(line);
  const found = report.periods.some(
    (each) => each.series.length > 0 || (each.probability?.buckets.length ?? 0) > 0,
  );
  return found ? 0 : 1;
}

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'how good forecasts and probabilities are on recordings',
  help: HELP,
  run,
};
