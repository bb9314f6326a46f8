// The ModelRunner port over onnxruntime-node, on the main thread. In: requests. Out: answers or refusals, never a throw.
// Main thread because ending a worker during a run aborts the process (models §E4); the caller measures the deadline.
import type { ModelAnswer, ModelRequest } from '#lib/domain/forecast.ts';
import type { Severity } from '#lib/domain/severity.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { LoadedModel, ModelRunner } from '#server/ports/model-runner.ts';
import { describeModel, type StoredModel } from './load-model.ts';
import type { Manifest } from './manifest-schema.ts';
import { loadModels, type RefusedModel } from './model-store.ts';
import { infer } from './session.ts';
import type { PlainWeights } from './weights.ts';

/** A feature this far outside its training range, in widths of that range, is not the model's world (F107). */
const RANGE_MARGIN = 0.5;

export interface OnnxRunnerParts {
  /** The folder that holds one folder per shipped model. */
  readonly directory: string;
  /** The like for models the trader added, if there are any. */
  readonly addedDirectory?: string;
  readonly clock: Clock;
  readonly log: (severity: Severity, text: string) => void;
}

export interface OnnxRunner extends ModelRunner<PlainWeights> {
  /** Models that failed a load check, with the reason, for the health page. */
  refused(): readonly RefusedModel[];
}

/** Loads every model folder, warms it by its golden rows, and logs each refusal by name. */
export async function createOnnxRunner(parts: OnnxRunnerParts): Promise<OnnxRunner> {
  const { models, refused } = await loadModels(parts.directory, parts.addedDirectory);
  for (const each of refused) parts.log('critical', `model ${each.id} refused: ${each.reason}`);
  for (const each of models)
    parts.log('info', `model ${each.id} ${each.hash.slice(0, 12)}… loaded and checked`);
  const byId = new Map(models.map((each) => [each.id, each]));
  const listed: readonly LoadedModel<PlainWeights>[] = models.map(describeModel);
  return {
    models: () => listed,
    refused: () => refused,
    run: (request) => answer(byId.get(request.modelId), request, parts.clock),
  };
}

async function answer(
  model: StoredModel | undefined,
  request: ModelRequest,
  clock: Clock,
): Promise<ModelAnswer> {
  const refuse = (reason: string): ModelAnswer => ({
    kind: 'refused',
    modelId: request.modelId,
    inputHash: request.inputHash,
    reason,
  });
  if (!model) return refuse('no such model is loaded');
  if (model.hash !== request.modelHash) return refuse('the loaded file has another hash');
  if (request.shape.join() !== model.manifest.input.shape.join())
    return refuse(`shape [${request.shape.join()}] does not fit`);
  const problem = inputProblem(model, request.input);
  if (problem !== null) return refuse(problem);
  const started = clock.mono();
  try {
    const output = await infer(model.session, model.manifest, request.input);
    if (!output.every(Number.isFinite)) return refuse(`it gave ${output.join()}: not finite`);
    return {
      kind: 'answered',
      modelId: model.id,
      modelHash: model.hash,
      inputHash: request.inputHash,
      output,
      tookMs: (clock.mono() - started) / 1e6,
    };
  } catch (error) {
    return refuse(`the runtime failed: ${error instanceof Error ? error.message : error}`);
  }
}

/** Place in the layout's names of value i of the input; null for a presence flag. */
function placeOf(manifest: Manifest, i: number): number | null {
  const names = manifest.layout.names.length;
  if (manifest.kind !== 'window' || !manifest.window) return i < names ? i : null;
  const { steps, inputs } = manifest.window;
  return i < steps * inputs ? i % inputs : inputs + i - steps * inputs;
}

/** Whether value i is there to be judged by its range; a missing one is not. */
function isPresent(manifest: Manifest, input: Float32Array, i: number): boolean {
  if (manifest.kind === 'flags') return input[manifest.layout.names.length + i] === 1;
  return manifest.kind === 'window' || !Number.isNaN(input[i]);
}

/** What is wrong with the input, by feature name; null when nothing (F103, F107). Only a row may have NaN: missing. */
function inputProblem(model: StoredModel, input: Float32Array): string | null {
  const { manifest } = model;
  if (input.length !== manifest.input.shape[1]) return `${input.length} values do not fit`;
  for (let i = 0; i < input.length; i++) {
    const range = manifest.ranges[placeOf(manifest, i) ?? -1];
    if (!range) continue;
    const value = input[i] ?? Number.NaN;
    const mayMiss = manifest.kind === 'row' && Number.isNaN(value);
    if (!Number.isFinite(value) && !mayMiss) return `feature ${range.name} is not finite`;
    if (!isPresent(manifest, input, i)) continue;
    const margin = RANGE_MARGIN * (range.high - range.low);
    if (value < range.low - margin || value > range.high + margin)
      return `feature ${range.name} = ${value.toFixed(3)} is far outside its training range`;
  }
  return null;
}
