// What a model's inputs looked like in training. In: a model, flat inputs. Out: names, ranges and deciles by name.
import {
  MINUTE_FEATURES,
  SEQUENCE_CHANNELS,
  SEQUENCE_STATICS,
  SEQUENCE_STEPS,
} from '#lib/domain/minute-row.ts';
import { numberAt } from '#lib/number-at.ts';
import type { PlainModel } from '#server/core/3-models/plain-model.ts';

/** Names of the model's inputs: of a row, or of a step and then of the statics. */
export function layoutNames(model: PlainModel): readonly string[] {
  return model.kind === 'gbdt' ? MINUTE_FEATURES : [...SEQUENCE_CHANNELS, ...SEQUENCE_STATICS];
}

/** Place in `layoutNames` of each value of the flat input. */
function nameIndex(model: PlainModel, i: number): number {
  const steps = SEQUENCE_STEPS * SEQUENCE_CHANNELS.length;
  if (model.kind === 'gbdt') return i;
  return i < steps ? i % SEQUENCE_CHANNELS.length : SEQUENCE_CHANNELS.length + i - steps;
}

/** Smallest and largest value of each named input over the rows; missing ones do not count. */
export function rangesOf(model: PlainModel, inputs: readonly Float32Array[]) {
  const ranges = layoutNames(model).map((name) => ({ name, low: 0, high: 0, seen: false }));
  for (const input of inputs)
    input.forEach((value, i) => {
      const range = ranges[nameIndex(model, i)];
      if (!range || !Number.isFinite(value)) return;
      range.low = range.seen ? Math.min(range.low, value) : value;
      range.high = range.seen ? Math.max(range.high, value) : value;
      range.seen = true;
    });
  return ranges.map(({ name, low, high }) => ({
    name,
    low: Number(low.toPrecision(6)),
    high: Number(high.toPrecision(6)),
  }));
}

/** Nine inner deciles of each named input over the rows, for drift; an input that was never there has none. */
export function decilesOf(model: PlainModel, inputs: readonly Float32Array[]) {
  const values = layoutNames(model).map((): number[] => []);
  for (const input of inputs)
    input.forEach((value, i) => {
      if (Number.isFinite(value)) values[nameIndex(model, i)]?.push(value);
    });
  return layoutNames(model).map((name, place) => {
    const sorted = Float32Array.from(values[place] ?? []).sort();
    const edges = Array.from({ length: 9 }, (_, k) =>
      Number(numberAt(sorted, Math.floor(((k + 1) * sorted.length) / 10)).toPrecision(6)),
    );
    return { name, edges: sorted.length === 0 ? [] : edges };
  });
}
