// One model ready to run again and again without new tensors. In: a loaded model. Out: a function from input to flat output.
import { Tensor } from 'onnxruntime-node';
import { type TreeExplainer, treeExplainer } from '#server/core/3-models/tree-attribution.ts';
import type { StoredModel } from './load-model.ts';

/** Parts are shown in cents: what lies below this is noise, and would fill the journal with digits. */
const PART_DIGITS = 1e7;

/** Answers one input. Throws what the runtime throws, and on a second input before the first is answered. */
export type WarmRun = (input: Float32Array) => Promise<readonly number[]>;

/** What the output holds after the correction; exact tree attribution is appended where the plain trees are at hand. */
export function explainsTrees(model: StoredModel): boolean {
  return model.weights?.model.kind === 'gbdt' && model.manifest.parts.length === 0;
}

/** Null where the output is explained by the file itself, or by nothing. */
function explainerOf(model: StoredModel): TreeExplainer | null {
  const plain = model.weights?.model;
  return plain?.kind === 'gbdt' && explainsTrees(model) ? treeExplainer(plain.trees) : null;
}

function short(value: number): number {
  return Math.round(PART_DIGITS * value) / PART_DIGITS;
}

/** The output, then training mean and one part a column, in ln(variance). */
function withParts(output: Float32Array, parts: Float64Array | null): readonly number[] {
  const all: number[] = [];
  for (let i = 0; i < output.length; i++) all.push(output[i] ?? Number.NaN);
  if (parts === null) return all;
  const mean = parts.length - 1;
  all.push(short(parts[mean] ?? Number.NaN));
  for (let column = 0; column < mean; column++) all.push(short(parts[column] ?? Number.NaN));
  return all;
}

/** Makes the tensors once. The session is already warm: its golden rows were asked at load. */
export function createWarmRun(model: StoredModel): WarmRun {
  const { input: into, output: outOf } = model.manifest;
  const given = new Float32Array(into.shape[1] ?? 0);
  const taken = new Float32Array(outOf.shape[1] ?? 0);
  const feeds = { [into.name]: new Tensor('float32', given, into.shape) };
  const fetches = { [outOf.name]: new Tensor('float32', taken, outOf.shape) };
  const explain = explainerOf(model);
  let isRunning = false;
  return async (input) => {
    if (isRunning) throw new Error('the last question is not answered yet');
    isRunning = true;
    try {
      given.set(input);
      taken.fill(Number.NaN);
      await model.session.run(feeds, fetches);
      return withParts(taken, explain === null ? null : explain(input));
    } finally {
      isRunning = false;
    }
  };
}
