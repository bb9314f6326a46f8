// A learned volatility model as plain numbers. In: a series and a minute. Out: correction of ln(variance per minute).
// All kinds answer the same question: how far the next minutes lie from the level base (models C1).

import {
  type MinuteTarget,
  minuteFeatures,
} from '#server/core/2-features/minutes/minute-features.ts';
import {
  sequenceStatics,
  sequenceWindow,
} from '#server/core/2-features/minutes/sequence-window.ts';
import { type DLinearModel, runDLinear } from '#server/core/3-models/dlinear-evaluate.ts';
import { runGru } from '#server/core/3-models/gru-evaluate.ts';
import type { GruModel } from '#server/core/3-models/gru-model.ts';
import type { TreeModel } from '#server/core/3-models/tree-model.ts';
import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import type { RecordedSeries } from '../data/recorded-series.ts';

export type LearnedModel =
  | { readonly kind: 'gbdt'; readonly trees: TreeModel }
  | GruModel
  | DLinearModel;

/** The flat input of the model's file for minute i: a row of features, or a window and its statics. */
export function flatInput(
  model: LearnedModel,
  series: RecordedSeries,
  at: MinuteTarget & { readonly index: number },
): Float32Array {
  if (model.kind === 'gbdt') return minuteFeatures(series, at.index, at);
  const window = sequenceWindow(series, at.index, at.profile);
  const statics = sequenceStatics(minuteFeatures(series, at.index, at));
  const input = new Float32Array(window.length + statics.length);
  input.set(window);
  input.set(statics, window.length);
  return input;
}

/** The plain evaluator on a flat input; before any clipping that the file does not do itself. */
export function evaluateFlat(model: LearnedModel, input: Float32Array): number {
  if (model.kind === 'gbdt') return predictTrees(model.trees, input);
  const width = model.steps * model.inputNames.length;
  const [window, statics] = [input.subarray(0, width), input.subarray(width)];
  return model.kind === 'gru' ? runGru(model, window, statics) : runDLinear(model, window, statics);
}
