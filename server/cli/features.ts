// `npx voltage features export`: model inputs of recordings as Parquet, for models trained elsewhere.

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import { unwrap } from '#lib/result.ts';
import { KNOWN_LAYOUTS } from '#server/adapters/onnx/layouts.ts';
import { loadSignal } from '#server/config/signal-file.ts';
import { loadFolder } from '#server/training/data/load-folder.ts';
import { type RecordedSeries, toMinuteSeries } from '#server/training/data/recorded-series.ts';
import type { Span } from '#server/training/data/splits.ts';
import { planEvaluation } from '#server/training/evaluate/plan.ts';
import { type FeatureBlock, featureBlocks } from '#server/training/export/feature-blocks.ts';
import { featureMetadata } from '#server/training/export/feature-metadata.ts';
import { writeFeatureFile } from '#server/training/export/write-feature-file.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';
import { listFeatures } from './features-list.ts';
import { timeFlag } from './replay-source.ts';

const HELP = `usage: npx voltage features export --data DIR --out FILE.parquet [--horizon 15] [--kind row|window]
                                   [--from ISO] [--to ISO] [--open-test-period] [--json]
       npx voltage features list [--json]

list: every number the engine makes of the market, with unit, range, formula and source.

export: one row a minute of every 1-minute series in DIR/btc-spot: exactly the inputs our own models are trained on and the engine
makes. Columns: series, endMs (when the row's last minute was complete), split, targetVariance (realised variance per minute
over the horizon), levelOffset (½(ln RV60m + ln RV240m)), then the inputs; what is missing is null. A model answers
ln(targetVariance) − levelOffset. MODELS.md has a whole example.

  --data      a folder with btc-spot (.csv or .csv.gz)
  --out       the file to write; it appears when it is whole
  --horizon   length of the target in minutes: 1, 5, 15, 60 (15)
  --kind      row: the tree's features; window: 64 one-minute steps and the statics, flat (row)
  --from --to only these minutes (UTC)
  --open-test-period  needed for rows of the development test period; without it they are dropped while reading
Splits: train and validation are those of our models, other is everything outside them and the test period.
Exit code 0: written · 1: no rows · 2: wrong usage.`;

const SPEC = {
  data: 'text',
  out: 'text',
  horizon: 'text',
  kind: 'text',
  from: 'text',
  to: 'text',
  'open-test-period': 'switch',
} as const;

function needed(flags: Flags, name: string): string {
  const text = textFlag(flags, name);
  if (text === null) throw new UsageError(`--${name} is missing`);
  return text;
}

function kindOf(flags: Flags): 'row' | 'window' {
  const kind = textFlag(flags, 'kind') ?? 'row';
  if (kind !== 'row' && kind !== 'window')
    throw new UsageError(`--kind "${kind}" is not row or window`);
  return kind;
}

function horizonOf(flags: Flags): number {
  const minutes = numberFlag(flags, 'horizon', 15);
  if (!HORIZONS_MINUTES.some((each) => each === minutes))
    throw new UsageError(`--horizon takes ${HORIZONS_MINUTES.join(', ')}`);
  return minutes;
}

function windowOf(flags: Flags): Span | null {
  const from = timeFlag(textFlag(flags, 'from'), 'from');
  const to = timeFlag(textFlag(flags, 'to'), 'to');
  if (from === null && to === null) return null;
  const window = {
    fromMs: from === null ? Number.NEGATIVE_INFINITY : from / 1000,
    toMs: to === null ? Number.POSITIVE_INFINITY : to / 1000,
  };
  if (window.fromMs >= window.toMs) throw new UsageError('--from is not before --to');
  return window;
}

/** The series of the folder; unless it is open, the test period is dropped before anything is computed from it. */
async function seriesOf(folder: string, openTest: boolean): Promise<readonly RecordedSeries[]> {
  const plan = planEvaluation({ split: openTest ? 'test' : 'train', window: null, openTest });
  if (!plan.ok) throw new UsageError(plan.error);
  const { bars, leftOut } = await loadFolder(folder, plan.value.shut);
  for (const each of leftOut) process.stderr.write(`left out: ${each}\n`);
  return bars.map(toMinuteSeries);
}

/** Passes blocks on and counts their rows by split. */
function* counted(
  blocks: Iterable<FeatureBlock>,
  rows: Map<string, number>,
): Generator<FeatureBlock> {
  for (const block of blocks) {
    rows.set(block.split, (rows.get(block.split) ?? 0) + block.count);
    if (process.stderr.isTTY === true)
      process.stderr.write(`${block.series}, ${block.split}: ${block.count} rows\n`);
    yield block;
  }
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.join() === 'list') return listFeatures(io);
  if (rest.join() !== 'export')
    throw new UsageError('what to do is: features export, or features list');
  const folder = needed(flags, 'data');
  if (!existsSync(folder)) throw new UsageError(`--data ${folder} does not exist`);
  const out = resolve(needed(flags, 'out'));
  const [kind, horizonMinutes, window] = [kindOf(flags), horizonOf(flags), windowOf(flags)];
  const openTest = flags['open-test-period'] === true;
  const series = await seriesOf(folder, openTest);
  const layout = { version: KNOWN_LAYOUTS[kind].version, hash: KNOWN_LAYOUTS[kind].hash };
  const metadata = featureMetadata({ kind, horizonMinutes, layout, testOpened: openTest });
  const { profile } = unwrap(loadSignal());
  const blocks = featureBlocks(series, { kind, horizonMinutes, profile, window, openTest });
  const bySplit = new Map<string, number>();
  mkdirSync(dirname(out), { recursive: true });
  const rows = await writeFeatureFile(out, metadata, counted(blocks, bySplit));
  const splits = Object.fromEntries(bySplit);
  if (io.json) io.out(JSON.stringify({ out, rows, splits, kind, horizonMinutes, layout }));
  else io.out(`${rows} rows of ${metadata.layout.names.length} features in ${out}`);
  return rows > 0 ? 0 : 1;
}

export const featuresCommand: Command = {
  name: 'features',
  summary: 'the list of features; model inputs of recordings as Parquet',
  help: HELP,
  run,
};
