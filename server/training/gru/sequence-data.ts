// Rows for the sequence models. In: windows, statics, offsets, targets by time. Out: checked, split and put on one scale.
import { assertCondition } from '#lib/check.ts';
import { sequenceInputProblem } from '#server/core/3-models/sequence-model.ts';
import type { Batch } from './network.ts';

/** Training rows in time order. */
export interface SequenceData {
  readonly steps: number;
  readonly inputNames: readonly string[];
  readonly staticNames: readonly string[];
  /** When each row was known, ms; never falls. */
  readonly atMs: ArrayLike<number>;
  /** ln(variance per second) of the level forecast that the model corrects. */
  readonly offsets: ArrayLike<number>;
  /** Realised variance per second over the horizon; > 0. */
  readonly targets: ArrayLike<number>;
  /** steps × inputs of one row, oldest step first; may be a view into shared memory. */
  readonly windowOf: (row: number) => ArrayLike<number>;
  readonly staticsOf: (row: number) => ArrayLike<number>;
}

/** Which rows teach and which decide when to stop. */
export interface Split {
  readonly train: Int32Array;
  readonly tail: Int32Array;
}

export interface Moments {
  readonly means: Float64Array;
  /** Standard deviations; 1 where a feature never varies. */
  readonly scales: Float64Array;
}

export interface Scaling {
  readonly inputs: Moments;
  readonly statics: Moments;
}

/** A batch with the logs of realised ÷ offset that it should learn. */
export interface LabelledBatch extends Batch {
  readonly logRatios: Float64Array;
}

/** Throws, naming row and feature, when any number is missing, not finite, out of order or not positive. */
export function assertSequenceData(data: SequenceData): void {
  const count = data.targets.length;
  assertCondition(count > 0, 'no training rows');
  assertCondition(data.atMs.length === count && data.offsets.length === count, 'ragged columns');
  const shape = {
    steps: data.steps,
    inputNames: data.inputNames,
    staticNames: data.staticNames,
    inputMeans: [],
    staticMeans: [],
    lowest: 0,
    highest: 0,
  };
  for (let row = 0; row < count; row++) {
    const target = data.targets[row] ?? Number.NaN;
    assertCondition(target > 0 && Number.isFinite(target), `row ${row}: target is ${target}`);
    assertCondition(Number.isFinite(data.offsets[row]), `row ${row}: offset is not finite`);
    const at = data.atMs[row] ?? Number.NaN;
    assertCondition(at >= (data.atMs[row - 1] ?? at), `row ${row}: time ${at} is out of order`);
    const input = { window: data.windowOf(row), statics: data.staticsOf(row) };
    const problem = sequenceInputProblem(shape, input);
    assertCondition(problem === null, `row ${row}: ${problem}`);
  }
}

/**
 * The last `tailShare` of the rows decide when to stop; rows less than `purgeMs` before the first of them teach nothing
 * (their targets overlap the tail). Throws when either part is empty.
 */
export function splitWithPurge(
  atMs: ArrayLike<number>,
  options: { readonly tailShare: number; readonly purgeMs: number },
): Split {
  const count = atMs.length;
  const tailStart = Math.floor(count * (1 - options.tailShare));
  const cut = (atMs[tailStart] ?? Number.NaN) - options.purgeMs;
  let trainEnd = 0;
  while (trainEnd < tailStart && (atMs[trainEnd] ?? cut) < cut) trainEnd += 1;
  assertCondition(trainEnd > 0, 'the purge leaves no rows to train on');
  assertCondition(tailStart < count, 'the tail is empty');
  return {
    train: Int32Array.from({ length: trainEnd }, (_, i) => i),
    tail: Int32Array.from({ length: count - tailStart }, (_, i) => tailStart + i),
  };
}

/** A feature that varies less than this is a constant with rounding noise; scaling it up would teach the noise. */
const LEAST_DEVIATION = 1e-5;

function momentsOf(
  width: number,
  rows: Int32Array,
  read: (row: number) => ArrayLike<number>,
): Moments {
  const means = new Float64Array(width);
  const scales = new Float64Array(width);
  let seen = 0;
  for (const row of rows) {
    const values = read(row);
    for (let at = 0; at + width <= values.length && width > 0; at += width) {
      seen += 1;
      for (let i = 0; i < width; i++) {
        const mean = means[i] ?? 0;
        const value = values[at + i] ?? 0;
        means[i] = mean + (value - mean) / seen;
        scales[i] = (scales[i] ?? 0) + (value - mean) * (value - (means[i] ?? 0));
      }
    }
  }
  return {
    means,
    scales: scales.map((sum) => {
      const deviation = Math.sqrt(sum / Math.max(1, seen));
      return deviation > LEAST_DEVIATION ? deviation : 1;
    }),
  };
}

/** Means and standard deviations over the given rows only. */
export function scalingOf(data: SequenceData, rows: Int32Array): Scaling {
  return {
    inputs: momentsOf(data.inputNames.length, rows, data.windowOf),
    statics: momentsOf(data.staticNames.length, rows, data.staticsOf),
  };
}

/** Fills a batch with `rows`, step-major and scaled. */
export function fillBatch(data: SequenceData, scaling: Scaling, rows: Int32Array): LabelledBatch {
  const { steps } = data;
  const width = data.inputNames.length;
  const statics = data.staticNames.length;
  const batch = {
    rows: rows.length,
    windows: new Float64Array(steps * rows.length * width),
    statics: new Float64Array(rows.length * statics),
    logRatios: new Float64Array(rows.length),
  };
  const { means, scales } = scaling.inputs;
  rows.forEach((row, place) => {
    const window = data.windowOf(row);
    for (let step = 0; step < steps; step++)
      for (let i = 0; i < width; i++)
        batch.windows[(step * rows.length + place) * width + i] =
          ((window[step * width + i] ?? 0) - (means[i] ?? 0)) / (scales[i] ?? 1);
    const fixed = data.staticsOf(row);
    for (let i = 0; i < statics; i++)
      batch.statics[place * statics + i] =
        ((fixed[i] ?? 0) - (scaling.statics.means[i] ?? 0)) / (scaling.statics.scales[i] ?? 1);
    batch.logRatios[place] = Math.log(data.targets[row] ?? 0) - (data.offsets[row] ?? 0);
  });
  return batch;
}
