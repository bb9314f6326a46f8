// A model taught with labels that belong to other minutes finds nothing; with their own it does. Held-out rows, purged.
import { describe, expect, it } from 'vitest';
import { SEQUENCE_CHANNELS, SEQUENCE_STATICS, SEQUENCE_STEPS } from '#lib/domain/minute-row.ts';
import { FLAT_PROFILE } from '#server/core/2-features/minutes/minute-profile.ts';
import { runGru } from '#server/core/3-models/gru-evaluate.ts';
import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import { toMinuteSeries } from './data/recorded-series.ts';
import { seededUniform } from './evaluate/bootstrap.ts';
import { qlike } from './fit-gamma.ts';
import { trainTrees } from './gbdt/train-trees.ts';
import { trainGru } from './gru/train-gru.ts';
import { madeUpBars } from './made-up-series.ts';
import { purgedFolds } from './signal/purged-folds.ts';
import { sequenceOptions, treeOptions } from './train/job.ts';
import { buildRows, levelConstant } from './training-rows.ts';
import { buildWindows } from './training-windows.ts';

const FROM = Date.parse('2026-02-17T00:00:00Z');
const DAYS = 12;
const SERIES = toMinuteSeries(
  madeUpBars({ id: 'long', fromMs: FROM, minutes: DAYS * 1_440, seed: 6 }),
);
const SPAN = { fromMs: FROM, toMs: FROM + DAYS * 86_400_000 };
const MINUTES = 5;
const [FOLD] = purgedFolds(SPAN, { folds: 4, horizonMinutes: MINUTES }).slice(-1);
if (!FOLD) throw new Error('no fold');
const CHOICE = { horizonMinutes: MINUTES, everyMinutes: 4, profile: FLAT_PROFILE };
const TRAIN = { ...CHOICE, spans: FOLD.train };
const HELD = { ...CHOICE, spans: [FOLD.held] };
const JOB = { minutes: MINUTES, seed: 1, quick: true, fold: null } as const;

/** The ratio of target to level, moved to another row: levels stay, what happened after them is lost. */
function shuffled(y: Float64Array, offset: Float64Array): Float64Array {
  const uniform = seededUniform(3);
  const ratios = Array.from(y, (each, k) => each / Math.exp(offset[k] ?? 0));
  for (let k = ratios.length - 1; k > 0; k--) {
    const other = Math.floor(uniform() * (k + 1));
    [ratios[k], ratios[other]] = [ratios[other] ?? 0, ratios[k] ?? 0];
  }
  return Float64Array.from(ratios, (each, k) => each * Math.exp(offset[k] ?? 0));
}

/** Mean QLIKE of the corrections on held-out rows minus that of the level with the training constant. */
function gain(
  held: { readonly y: Float64Array; readonly offset: Float64Array },
  constant: number,
  correction: (row: number) => number,
): number {
  let sum = 0;
  held.y.forEach((y, row) => {
    const target = Math.max(y, 1e-12);
    const level = (held.offset[row] ?? 0) + constant;
    sum += qlike(target, Math.exp((held.offset[row] ?? 0) + correction(row)));
    sum -= qlike(target, Math.exp(level));
  });
  return sum / held.y.length;
}

function treeGain(teach: (y: Float64Array, offset: Float64Array) => Float64Array): number {
  const [train, held] = [buildRows(SERIES, TRAIN), buildRows(SERIES, HELD)];
  const targets = teach(train.y, train.offset).map((y) => Math.max(y, 1e-12));
  const model = trainTrees(
    { width: train.columns, values: train.x, targets, offsets: train.offset },
    { ...treeOptions({ ...JOB, kind: 'gbdt' }), stop: null },
    seededUniform(1),
  );
  const constant = levelConstant({ y: targets, offset: train.offset });
  return gain(held, constant, (row) =>
    predictTrees(model, held.x.subarray(row * held.columns, (row + 1) * held.columns)),
  );
}

function gruGain(teach: (y: Float64Array, offset: Float64Array) => Float64Array): number {
  const [train, held] = [buildWindows(SERIES, TRAIN), buildWindows(SERIES, HELD)];
  const targets = teach(train.y, train.offset).map((y) => Math.max(y, 1e-12));
  const constant = levelConstant({ y: targets, offset: train.offset });
  const width = train.steps * train.channels;
  const part = (all: typeof train, row: number) => ({
    window: all.windows.subarray(row * width, (row + 1) * width),
    statics: all.statics.subarray(row * all.staticColumns, (row + 1) * all.staticColumns),
  });
  const { model } = trainGru(
    {
      steps: SEQUENCE_STEPS,
      inputNames: SEQUENCE_CHANNELS,
      staticNames: SEQUENCE_STATICS,
      atMs: train.endMs,
      offsets: train.offset.map((each) => each + constant),
      targets,
      windowOf: (row) => part(train, row).window,
      staticsOf: (row) => part(train, row).statics,
    },
    { ...sequenceOptions({ ...JOB, kind: 'gru' }), epochs: 2 },
    seededUniform(1),
  );
  return gain(held, constant, (row) => {
    const { window, statics } = part(held, row);
    return constant + runGru(model, window, statics);
  });
}

/** QLIKE below this is noise on some 900 rows. */
const NOISE = 0.004;
const own = (y: Float64Array) => y;

describe.each([
  ['trees', treeGain],
  ['a GRU', gruGain],
])('%s', (_name, gainOf) => {
  it('find what there is to find', () => {
    expect(gainOf(own)).toBeLessThan(-2 * NOISE);
  });

  it('taught with shuffled labels know nothing', () => {
    expect(gainOf(shuffled)).toBeGreaterThan(-NOISE);
  });
});
