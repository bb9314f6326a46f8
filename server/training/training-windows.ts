// Training windows for the sequence members: the core's 64 one-minute steps. In: a series. Out: typed arrays without gaps.
import { SEQUENCE_CHANNELS, SEQUENCE_STATICS, SEQUENCE_STEPS } from '#lib/domain/minute-row.ts';
import { levelBase } from '#server/core/2-features/minutes/level-base.ts';
import { minuteFeatures } from '#server/core/2-features/minutes/minute-features.ts';
import { minuteEndMs } from '#server/core/2-features/minutes/minute-series.ts';
import {
  sequenceStatics,
  sequenceWindow,
} from '#server/core/2-features/minutes/sequence-window.ts';
import { type RecordedSeries, realisedAhead } from './data/recorded-series.ts';
import { type RowChoice, rowIndices } from './training-rows.ts';

/** Windows for a fit; y and e^offset are variances per minute. */
export interface TrainingWindows {
  readonly count: number;
  readonly steps: number;
  readonly channels: number;
  /** count × steps × channels, oldest step first. */
  readonly windows: Float32Array;
  readonly staticColumns: number;
  readonly statics: Float32Array;
  readonly y: Float64Array;
  readonly offset: Float64Array;
  readonly index: Int32Array;
  readonly endMs: Float64Array;
}

/** Builds the windows of `choice`; the offset has no constant (see levelConstant). */
export function buildWindows(series: RecordedSeries, choice: RowChoice): TrainingWindows {
  const index = rowIndices(series, choice);
  const width = SEQUENCE_STEPS * SEQUENCE_CHANNELS.length;
  const windows = new Float32Array(index.length * width);
  const statics = new Float32Array(index.length * SEQUENCE_STATICS.length);
  index.forEach((i, row) => {
    windows.set(sequenceWindow(series, i, choice.profile), row * width);
    const beside = sequenceStatics(minuteFeatures(series, i, choice));
    statics.set(beside, row * SEQUENCE_STATICS.length);
  });
  return {
    count: index.length,
    steps: SEQUENCE_STEPS,
    channels: SEQUENCE_CHANNELS.length,
    windows,
    staticColumns: SEQUENCE_STATICS.length,
    statics,
    y: Float64Array.from(index, (i) => realisedAhead(series, i, choice.horizonMinutes)),
    offset: Float64Array.from(index, (i) => levelBase(series, i)),
    index,
    endMs: Float64Array.from(index, (i) => minuteEndMs(series, i)),
  };
}
