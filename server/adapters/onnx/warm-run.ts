// One model ready to run again and again without new tensors. In: a loaded model. Out: a function from input to flat output.
import { Tensor } from 'onnxruntime-node';
import { explainTrees } from '#server/core/3-models/tree-shap.ts';
import type { StoredModel } from './load-model.ts';

/** Parts are shown in cents: what lies below this is noise, and would fill the journal with digits. */
const PART_DIGITS = 1e7;

/** Answers one input. Throws what the runtime throws, and on a second input before the first is answered. */
export type WarmRun = (input: Float32Array) => Promise<readonly number[]>;

/** What the output holds after the correction; exact tree attribution is appended where the plain trees are at hand. */
export function explainsTrees(model: StoredModel): boolean {
  return model.weights?.model.kind === 'gbdt' && model.manifest.parts.length === 0;
}

/** Training mean, then one part a column, in ln(variance). */
function treeParts(model: StoredModel, input: Float32Array): readonly number[] {
  const plain = model.weights?.model;
  if (plain?.kind !== 'gbdt' || !explainsTrees(model)) return [];
  const parts = explainTrees(plain.trees, input);
  const short = (value: number) => Math.round(PART_DIGITS * value) / PART_DIGITS;
  return [short(parts.at(-1) ?? Number.NaN), ...Array.from(parts.subarray(0, -1), short)];
}

/** Makes the tensors once. The session is already warm: its golden rows were asked at load. */
export function createWarmRun(model: StoredModel): WarmRun {
  const { input: into, output: outOf } = model.manifest;
  const given = new Float32Array(into.shape[1] ?? 0);
  const taken = new Float32Array(outOf.shape[1] ?? 0);
  const feeds = { [into.name]: new Tensor('float32', given, into.shape) };
  const fetches = { [outOf.name]: new Tensor('float32', taken, outOf.shape) };
  let isRunning = false;
  return async (input) => {
    if (isRunning) throw new Error('the last question is not answered yet');
    isRunning = true;
    try {
      given.set(input);
      taken.fill(Number.NaN);
      await model.session.run(feeds, fetches);
      return [...taken, ...treeParts(model, input)];
    } finally {
      isRunning = false;
    }
  };
}
