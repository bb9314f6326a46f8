// The GRU ensemble in plain TypeScript. In: model, window, statics. Out: correction of ln(variance) around the level offset.
// Stands beside the ONNX runtime: parity at load (≤ 1e-5) and the fallback where the runtime is missing (models E5).
import { assertCondition } from '#lib/check.ts';
import type { GruModel } from './gru-model.ts';
import { createGruState, type GruState, stepGruCell } from './gru-step.ts';
import { assertSequenceInput, clipCorrection } from './sequence-model.ts';

/** A model with its running states: feed steps as they come, read the correction when wanted. */
export interface GruStream {
  readonly model: GruModel;
  readonly states: readonly GruState[];
  /** Steps taken since the start. */
  taken: number;
}

/** A stream at the zero state. After exactly `model.steps` steps it equals `runGru` on those steps. */
export function createGruStream(model: GruModel): GruStream {
  const states = model.cells.map(() => createGruState(model.hidden, model.inputNames.length));
  return { model, states, taken: 0 };
}

/** Takes one step of `inputNames.length` features. Throws, naming the feature, when a value is not finite. */
export function pushGruStep(stream: GruStream, features: ArrayLike<number>): void {
  const { inputNames } = stream.model;
  assertCondition(features.length === inputNames.length, `${features.length} inputs do not fit`);
  for (let i = 0; i < features.length; i++)
    assertCondition(Number.isFinite(features[i]), `input ${inputNames[i]} is not finite`);
  takeStep(stream, features, 0);
}

function takeStep(stream: GruStream, features: ArrayLike<number>, at: number): void {
  const step = { features, at };
  stream.model.cells.forEach((cell, index) => {
    const state = stream.states[index];
    if (state) stepGruCell(cell, state, step);
  });
  stream.taken += 1;
}

/** The unclipped correction at the stream's present state. */
function readHead(stream: GruStream, statics: ArrayLike<number>): number {
  const { head, bias } = stream.model;
  let sum = bias;
  let at = 0;
  for (const { hidden } of stream.states)
    for (const value of hidden) {
      sum += (head[at] ?? 0) * value;
      at += 1;
    }
  for (let i = 0; i < statics.length; i++) sum += (head[at + i] ?? 0) * (statics[i] ?? 0);
  return sum;
}

/** The clipped correction of a stream that has seen a whole window or more; throws before that. */
export function readGruStream(stream: GruStream, statics: ArrayLike<number>): number {
  const { model, taken } = stream;
  assertCondition(taken >= model.steps, `${taken} of ${model.steps} steps are not a window`);
  for (let i = 0; i < model.staticNames.length; i++)
    assertCondition(Number.isFinite(statics[i]), `static ${model.staticNames[i]} is not finite`);
  return clipCorrection(model, readHead(stream, statics));
}

/** The correction before clipping; the input must have been checked. */
export function rawGru(
  model: GruModel,
  window: ArrayLike<number>,
  statics: ArrayLike<number>,
): number {
  const stream = createGruStream(model);
  const width = model.inputNames.length;
  for (let at = 0; at < window.length; at += width) takeStep(stream, window, at);
  return readHead(stream, statics);
}

/**
 * Correction of ln(variance per second) for one window (steps × inputs, oldest first), within [lowest, highest].
 * Throws `Condition failed: …` naming the feature and step when a value is not finite or a width does not fit.
 */
export function runGru(
  model: GruModel,
  window: ArrayLike<number>,
  statics: ArrayLike<number>,
): number {
  assertSequenceInput(model, { window, statics });
  return clipCorrection(model, rawGru(model, window, statics));
}
