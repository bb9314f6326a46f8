// weights.json: the model's numbers for the plain evaluator. In: text. Out: the evaluator's model, its answers, or why not.
// The evaluators are the core's own (models E5 c, e); agreement with the runtime is checked in golden-rows.ts.
import { z } from 'zod';
import { sha256 } from '#lib/hash.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { type DLinearModel, runDLinear } from '#server/core/3-models/dlinear-evaluate.ts';
import { runGru } from '#server/core/3-models/gru-evaluate.ts';
import type { GruModel } from '#server/core/3-models/gru-model.ts';
import { parseTreeModel } from '#server/core/3-models/tree-json.ts';
import type { TreeModel } from '#server/core/3-models/tree-model.ts';
import { predictTrees } from '#server/core/3-models/tree-predict.ts';
import { problemText } from './issue-text.ts';
import type { Manifest } from './manifest-schema.ts';

export type PlainModel =
  | { readonly kind: 'gbdt'; readonly trees: TreeModel }
  | GruModel
  | DLinearModel;

/** Everything weights.json holds. */
export interface PlainWeights {
  /** Length of the target. */
  readonly minutes: number;
  /** 60 factors of variance by minute of the hour, mean 1. */
  readonly profile: readonly number[];
  /** Least ln variance per minute by hour of day, and the share of it that holds. */
  readonly floor: { readonly hours: readonly number[]; readonly share: number };
  readonly model: PlainModel;
}

const numbers = z.array(z.number());
const sequence = {
  steps: z.int().positive(),
  inputNames: z.array(z.string()),
  staticNames: z.array(z.string()),
  inputMeans: numbers,
  staticMeans: numbers,
  lowest: z.number(),
  highest: z.number(),
  bias: z.number(),
};
const cell = z.object({
  inputWeights: numbers,
  hiddenWeights: numbers,
  inputBias: numbers,
  hiddenBias: numbers,
});
const schema = z.object({
  format: z.literal(1),
  minutes: z.int().positive(),
  profile: numbers.length(60),
  floor: z.object({ hours: numbers.length(24), share: z.number() }),
  model: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('gbdt'), trees: z.unknown() }),
    z.object({
      kind: z.literal('gru'),
      ...sequence,
      hidden: z.int().positive(),
      cells: z.array(cell),
      head: numbers,
    }),
    z.object({ kind: z.literal('dlinear'), ...sequence, weights: numbers, staticWeights: numbers }),
  ]),
});

/** What the weights are not, by the manifest; null when they fit. */
function misfit(weights: PlainWeights, manifest: Manifest): string | null {
  const { model, minutes } = weights;
  if (minutes !== manifest.horizonMinutes)
    return `minutes is ${minutes}, the manifest's horizonMinutes ${manifest.horizonMinutes}`;
  const names = manifest.layout.names;
  if (model.kind === 'gbdt')
    return manifest.kind === 'row' && model.trees.width === names.length
      ? null
      : `trees of width ${model.trees.width} do not read a ${manifest.kind} of ${names.length} features`;
  const own = [...model.inputNames, ...model.staticNames];
  return manifest.window?.steps === model.steps && own.join() === names.join()
    ? null
    : `${model.kind} does not read the manifest's window`;
}

/** Reads and checks weights.json against its manifest; the reason names the field. */
export function parseWeights(text: string, manifest: Manifest): Result<PlainWeights> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail('weights.json is not JSON');
  }
  // Over the content: a formatter may break lines, and nothing else.
  if (sha256(JSON.stringify(json)) !== manifest.weightsSha256)
    return fail('weights.json has another hash than weightsSha256 of the manifest');
  const parsed = schema.safeParse(json);
  if (!parsed.success) return fail(`weights.json: ${problemText(parsed.error)}`);
  const { minutes, profile, floor, model } = parsed.data;
  const read = modelOf(model);
  if (!read.ok) return fail(`weights.json: ${read.error}`);
  const weights = { minutes, profile, floor, model: read.value };
  const wrong = misfit(weights, manifest);
  return wrong === null ? ok(weights) : fail(`weights.json: ${wrong}`);
}

function modelOf(model: z.infer<typeof schema>['model']): Result<PlainModel> {
  if (model.kind !== 'gbdt') return ok(model);
  const trees = parseTreeModel(JSON.stringify(model.trees));
  return trees.ok ? ok({ kind: 'gbdt', trees: trees.value }) : trees;
}

/** The plain answer to a flat input. Throws naming the feature when a sequence input is not finite. */
export function evaluatePlain(model: PlainModel, input: Float32Array): number {
  if (model.kind === 'gbdt') return predictTrees(model.trees, input);
  const width = model.steps * model.inputNames.length;
  const [window, statics] = [input.subarray(0, width), input.subarray(width)];
  return model.kind === 'gru' ? runGru(model, window, statics) : runDLinear(model, window, statics);
}
