// What a manifest takes from the rows a model was trained on. In: a file of rows, splits. Out: ranges, span, rows to be asked.
import type { ExportSplit } from './choose-spans.ts';
import type { FeatureMetadata } from './feature-metadata.ts';
import type { ExportedRow, FeatureFile } from './open-feature-file.ts';

const MOST_GOLDEN = 32;

/** What is learnt by reading the rows once. */
export interface Survey {
  readonly ranges: readonly { name: string; low: number; high: number }[];
  readonly sample: readonly (readonly (number | null)[])[];
  readonly series: readonly string[];
  readonly rows: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Place in the layout's names of column i of the flat input. */
function nameIndex(metadata: FeatureMetadata, i: number): number {
  const { window } = metadata;
  if (!window) return i;
  const steps = window.steps * window.inputs;
  return i < steps ? i % window.inputs : window.inputs + i - steps;
}

/** Nine digits bring every float32 back exactly. */
export function nineDigits(value: number): number {
  return Number(value.toPrecision(9));
}

/** Reads the rows of `splits`: ranges, span, and up to MOST_GOLDEN rows that lie evenly among them. */
export async function surveyRows(
  file: FeatureFile,
  splits: readonly ExportSplit[],
): Promise<Survey> {
  const { metadata } = file;
  const low = metadata.layout.names.map(() => Number.POSITIVE_INFINITY);
  const high = metadata.layout.names.map(() => Number.NEGATIVE_INFINITY);
  const series = new Set<string>();
  let sample: (readonly (number | null)[])[] = [];
  let [rows, every] = [0, 1];
  let [fromMs, toMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const take = (row: ExportedRow): void => {
    row.inputs.forEach((value, i) => {
      const place = nameIndex(metadata, i);
      if (value === null) return;
      low[place] = Math.min(low[place] ?? value, value);
      high[place] = Math.max(high[place] ?? value, value);
    });
    series.add(row.series);
    [fromMs, toMs] = [Math.min(fromMs, row.endMs), Math.max(toMs, row.endMs)];
    if (rows % every === 0) sample.push(row.inputs);
    rows += 1;
    if (sample.length <= MOST_GOLDEN) return;
    sample = sample.filter((_, i) => i % 2 === 0);
    every *= 2;
  };
  for await (const group of file.groups())
    for (const row of group) if (splits.includes(row.split)) take(row);
  const ranges = metadata.layout.names.map((name, i) => {
    const seen = (low[i] ?? 0) <= (high[i] ?? 0);
    return {
      name,
      low: seen ? nineDigits(low[i] ?? 0) : 0,
      high: seen ? nineDigits(high[i] ?? 0) : 0,
    };
  });
  return { ranges, sample, series: [...series], rows, fromMs, toMs };
}
