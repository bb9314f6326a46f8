// The first-light model as a pure fit. In: train, validation and second-venue rows. Out: model, ranges, golden, scores.

import { ensure } from '#lib/check.ts';
import { MODEL_FEATURES } from '#server/core/2-features/registry.ts';
import { statisticalLogVariance } from '#server/core/3-models/statistical-forecast.ts';
import type { TrainingRow } from './bars-to-rows.ts';
import { fitGamma, qlike } from './fit-gamma.ts';
import { evaluateLinear, type LinearModel } from './onnx-writer.ts';

/** Minutes ahead the correction is fitted to. */
export const TARGET_MINUTES = 15;
/** Pull to zero, in rows: the correction must earn its place. Kept after a look at 30, 200 and 1 000 on validation rows. */
const RIDGE = 1_000;
const GOLDEN_ROWS = 32;

const WIDTH = MODEL_FEATURES.length;

export interface Score {
  readonly rows: number;
  /** Mean QLIKE at 15 minutes. */
  readonly ewma30m: number;
  readonly statistical: number;
  readonly combined: number;
}

export interface FirstLight {
  readonly model: LinearModel;
  readonly ranges: readonly {
    readonly name: string;
    readonly low: number;
    readonly high: number;
  }[];
  readonly golden: readonly { readonly input: readonly number[]; readonly output: number }[];
}

/** Rows to leave out of a feature set as a young process would: four-hour, hour and quarter-hour terms missing. */
function masksOf(index: number): ReadonlySet<string> {
  if (index % 4 === 1) return new Set(['ewma·4h', 'rv·60m']);
  if (index % 8 === 2) return new Set(['ewma·4h', 'rv·60m', 'rv·15m', 'return·15m', 'fall·15m']);
  return new Set();
}

/** Values then presence flags, as featuresToRequest builds them. */
function modelInput(row: TrainingRow, masked: ReadonlySet<string> = new Set()): number[] {
  const input = new Array<number>(2 * WIDTH).fill(0);
  MODEL_FEATURES.forEach((name, i) => {
    if (row.row.present[i] !== 1 || masked.has(name)) return;
    input[i] = row.row.values[i] ?? 0;
    input[WIDTH + i] = 1;
  });
  return input;
}

function targetOf(row: TrainingRow): number {
  return ensure(row.realised.get(TARGET_MINUTES), 'every row has its target');
}

function baseOf(row: TrainingRow): number {
  return ensure(statisticalLogVariance(row.row), 'every training row has a statistical base');
}

/** Fits the correction to the statistical base by gamma regression; deterministic. */
export function fitFirstLight(
  train: readonly TrainingRow[],
  metadata: Readonly<Record<string, string>>,
): FirstLight {
  const inputs = train.map((row, index) => modelInput(row, masksOf(index)));
  const weights = fitGamma(
    {
      inputs: inputs.map((input) => Float64Array.from([...input, 1])),
      offsets: train.map(baseOf),
      targets: train.map(targetOf),
    },
    RIDGE,
  );
  const model: LinearModel = {
    name: 'har-first-light',
    inputName: 'features',
    outputName: 'correction',
    weights: [...weights.slice(0, 2 * WIDTH)],
    bias: weights[2 * WIDTH] ?? 0,
    lowest: -1.5,
    highest: 2,
    metadata,
  };
  const stride = Math.max(1, Math.floor(inputs.length / GOLDEN_ROWS));
  const golden = inputs
    .filter((_, index) => index % stride === 0)
    .slice(0, GOLDEN_ROWS)
    .map((raw) => {
      const input = raw.map((value) => Math.fround(value));
      return { input, output: evaluateLinear(model, input) };
    });
  return { model, golden, ranges: rangesOf(train) };
}

function rangesOf(train: readonly TrainingRow[]): FirstLight['ranges'] {
  return MODEL_FEATURES.map((name, i) => {
    const seen = train
      .filter((row) => row.row.present[i] === 1)
      .map((row) => row.row.values[i] ?? 0);
    return {
      name,
      low: seen.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      high: seen.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    };
  });
}

/** QLIKE of three forecasts on the same rows: plain 30 min EWMA, the statistical base, and base + half the correction. */
export function scoreFirstLight(model: LinearModel, rows: readonly TrainingRow[]): Score {
  const levelIndex = ensure(rows[0], 'rows to score').row.layout.names.indexOf('level·ewma30m');
  let ewma30m = 0;
  let statistical = 0;
  let combined = 0;
  for (const row of rows) {
    const target = targetOf(row);
    const base = baseOf(row);
    const correction = evaluateLinear(model, modelInput(row));
    ewma30m += qlike(target, Math.exp(row.row.values[levelIndex] ?? 0));
    statistical += qlike(target, Math.exp(base));
    combined += qlike(target, Math.exp(base + correction / 2));
  }
  const count = rows.length;
  return {
    rows: count,
    ewma30m: ewma30m / count,
    statistical: statistical / count,
    combined: combined / count,
  };
}
