// The sequence member of one horizon. In: series, the training span, a job. Out: the model, its level constant folded in.

import { SEQUENCE_CHANNELS, SEQUENCE_STATICS, SEQUENCE_STEPS } from '#lib/domain/minute-row.ts';
import type { PlainModel } from '#server/core/3-models/plain-model.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';
import { trainDLinear } from '../dlinear/train-dlinear.ts';
import { seededUniform } from '../evaluate/bootstrap.ts';
import type { SequenceData } from '../gru/sequence-data.ts';
import { trainGru } from '../gru/train-gru.ts';
import { blankWindow } from '../missing-columns.ts';
import { levelConstant } from '../training-rows.ts';
import { buildWindows } from '../training-windows.ts';
import { type FitNotes, type FitTask, leastVariance } from './fit-trees.ts';
import { sequenceOptions } from './job.ts';

/** Windows in time order; one series only, so that the tail is the end of one venue's span. */
function sequenceData(series: RecordedSeries, task: FitTask): SequenceData & { constant: number } {
  const { minutes } = task.job;
  const windows = buildWindows(series, {
    spans: [task.span],
    everyMinutes: 1,
    horizonMinutes: minutes,
    profile: task.profile,
  });
  const least = leastVariance(minutes);
  const y = windows.y.map((each) => Math.max(each, least));
  const constant = levelConstant({ y, offset: windows.offset });
  const width = windows.steps * windows.channels;
  const { staticColumns } = windows;
  const windowOf = (row: number) => windows.windows.subarray(row * width, (row + 1) * width);
  const staticsOf = (row: number) =>
    windows.statics.subarray(row * staticColumns, (row + 1) * staticColumns);
  windows.endMs.forEach((endMs, row) => {
    blankWindow(windowOf(row), staticsOf(row), endMs);
  });
  return {
    constant,
    steps: SEQUENCE_STEPS,
    inputNames: SEQUENCE_CHANNELS,
    staticNames: SEQUENCE_STATICS,
    atMs: windows.endMs,
    offsets: windows.offset.map((each) => each + constant),
    targets: y,
    windowOf,
    staticsOf,
  };
}

/** The longest series of the task; its windows are what a sequence model learns from. */
function longest(series: readonly RecordedSeries[]): RecordedSeries {
  const [first] = series.toSorted((a, b) => b.length - a.length);
  if (!first) throw new Error('there is no series to train on');
  return first;
}

/** Deterministic by the job's seed. Throws when the span has no rows or the purge leaves none. */
export function fitSequence(task: FitTask): {
  readonly model: PlainModel;
  readonly notes: FitNotes;
} {
  const { job } = task;
  const data = sequenceData(longest(task.series), task);
  const options = { ...sequenceOptions(job), onProgress: task.onProgress };
  const rng = seededUniform(job.seed);
  const trained =
    job.kind === 'gru'
      ? trainGru(data, options, rng)
      : { ...trainDLinear(data, options, rng), histories: [] };
  const histories = 'history' in trained ? [trained.history] : trained.histories;
  const mean = (pick: (each: (typeof histories)[number]) => number) =>
    histories.reduce((sum, each) => sum + pick(each), 0) / histories.length;
  const tailRows = data.targets.length - Math.floor(data.targets.length * (1 - options.tailShare));
  return {
    model: { ...trained.model, bias: Math.fround(trained.model.bias + data.constant) },
    notes: {
      rows: data.targets.length - tailRows,
      tailRows,
      tailLossBefore: mean((each) => each.startTailLoss),
      tailLoss: mean((each) => each.bestTailLoss),
      size:
        job.kind === 'gru'
          ? `${histories.length} networks of ${options.hidden} units`
          : `${SEQUENCE_STEPS} × ${SEQUENCE_CHANNELS.length} weights`,
    },
  };
}
