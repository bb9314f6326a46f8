// A learned model as plain numbers, whatever its kind. In: the model of weights.json, a flat input. Out: the correction.
import { ok, type Result } from '#lib/result.ts';
import type { WeightsFile } from '#lib/weights-file.ts';
import { type DLinearModel, runDLinear } from './dlinear-evaluate.ts';
import { runGru } from './gru-evaluate.ts';
import type { GruModel } from './gru-model.ts';
import { parseTreeModel } from './tree-json.ts';
import type { TreeModel } from './tree-model.ts';
import { predictTrees } from './tree-predict.ts';

/** All kinds answer the same question: how far ln(variance per minute) lies from the level base (models C1). */
export type PlainModel =
  | { readonly kind: 'gbdt'; readonly trees: TreeModel }
  | GruModel
  | DLinearModel;

/** The model of a parsed weights.json; trees are checked node by node, the reason names the first that is wrong. */
export function readPlainModel(model: WeightsFile['model']): Result<PlainModel> {
  if (model.kind !== 'gbdt') return ok(model);
  const trees = parseTreeModel(JSON.stringify(model.trees));
  return trees.ok ? ok({ kind: 'gbdt', trees: trees.value }) : trees;
}

/**
 * The answer to a flat input, a row of features or a window and its statics, before any clipping that the file does not do
 * itself. Throws naming the feature when a sequence input is not finite.
 */
export function evaluatePlain(model: PlainModel, input: Float32Array): number {
  if (model.kind === 'gbdt') return predictTrees(model.trees, input);
  const width = model.steps * model.inputNames.length;
  const [window, statics] = [input.subarray(0, width), input.subarray(width)];
  return model.kind === 'gru' ? runGru(model, window, statics) : runDLinear(model, window, statics);
}
