// The flat input of a learned model. In: a series and a minute. Out: a row of features, or a window and its statics.

import type { MinuteTarget } from '#server/core/2-features/minutes/minute-features.ts';
import {
  sequenceStatics,
  sequenceWindow,
} from '#server/core/2-features/minutes/sequence-window.ts';
import type { PlainModel } from '#server/core/3-models/plain-model.ts';
import { columnsAt } from '../columns-at.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';

/** The flat input of the model's file for minute i: a row of features, or a window and its statics. */
export function flatInput(
  model: PlainModel,
  series: RecordedSeries,
  at: MinuteTarget & { readonly index: number },
): Float32Array {
  const columns = columnsAt(series, at.index, at);
  if (model.kind === 'gbdt') return columns;
  const window = sequenceWindow(series, at.index, at.profile);
  const statics = sequenceStatics(columns);
  const input = new Float32Array(window.length + statics.length);
  input.set(window);
  input.set(statics, window.length);
  return input;
}
