// What members are trained on. In: a folder of recordings. Out: series that reach into the training span, and their hash.
// The development test period is dropped while reading.
import { createHash } from 'node:crypto';
import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import type { Recordings } from '../data/load-folder.ts';
import { loadFolder } from '../data/load-folder.ts';
import { minuteIndexAt, type RecordedSeries, toMinuteSeries } from '../data/recorded-series.ts';
import { VOLATILITY_TRAIN } from '../data/splits.ts';
import { planEvaluation } from '../evaluate/plan.ts';

const LEAST_MS = 7 * 86_400_000;

export interface TrainingData {
  readonly series: readonly RecordedSeries[];
  /** SHA-256 of every number of these series up to the end of the training span. */
  readonly sha256: string;
}

/** Series with at least a week in the training span. Throws when there is none. */
export function trainingDataOf(recordings: Recordings): TrainingData {
  const series = recordings.bars.map(toMinuteSeries).filter((each) => {
    const from = Math.max(each.firstEndMs, VOLATILITY_TRAIN.fromMs);
    return Math.min(minuteEndMs(each, each.length - 1), VOLATILITY_TRAIN.toMs) - from > LEAST_MS;
  });
  if (series.length === 0)
    throw new Error(
      'no series has a week of 1-minute bars in the training span (2026-02-16 to 2026-03-08)',
    );
  const hash = createHash('sha256');
  for (const each of series) {
    const end = minuteIndexAt(each, VOLATILITY_TRAIN.toMs) + 1;
    hash.update(`${each.id} ${each.firstEndMs} ${end}\n`);
    for (const column of [each.close, each.ranges, each.volume])
      hash.update(new Uint8Array(column.slice(0, end).buffer));
  }
  return { series, sha256: hash.digest('hex') };
}

/** Reads a folder with the development test period shut. */
export async function readTrainingFolder(folder: string): Promise<Recordings> {
  const plan = planEvaluation({ split: 'train', window: null, openTest: false });
  if (!plan.ok) throw new Error(plan.error);
  return loadFolder(folder, plan.value.shut);
}
