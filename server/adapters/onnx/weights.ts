// weights.json: the model's numbers for the plain evaluator. In: text. Out: the evaluator's model, its answers, or why not.
// The evaluators are the core's own (models E5 c, e); agreement with the runtime is checked in golden-rows.ts.
import { fail, ok, type Result } from '#lib/result.ts';
import { type WeightsFile, weightsHash, weightsSchema } from '#lib/weights-file.ts';
import { type PlainModel, readPlainModel } from '#server/core/3-models/plain-model.ts';
import { problemText } from './issue-text.ts';
import type { Manifest } from './manifest-schema.ts';

/** Everything weights.json holds, its trees checked node by node. */
export interface PlainWeights extends Omit<WeightsFile, 'format' | 'model'> {
  readonly model: PlainModel;
}

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
  if (weightsHash(json) !== manifest.weightsSha256)
    return fail('weights.json has another hash than weightsSha256 of the manifest');
  const parsed = weightsSchema.safeParse(json);
  if (!parsed.success) return fail(`weights.json: ${problemText(parsed.error)}`);
  const { minutes, profile, floor, model } = parsed.data;
  const read = readPlainModel(model);
  if (!read.ok) return fail(`weights.json: ${read.error}`);
  const weights = { minutes, profile, floor, model: read.value };
  const wrong = misfit(weights, manifest);
  return wrong === null ? ok(weights) : fail(`weights.json: ${wrong}`);
}
