// The ModelRunner port over onnxruntime-node, on the main thread. In: requests. Out: answers or refusals, never a throw.
// Main thread because ending a worker during a run aborts the process (models §E4); the caller measures the deadline.
import type { ModelAnswer, ModelRequest } from '#lib/domain/forecast.ts';
import type { Severity } from '#lib/domain/severity.ts';
import { areFinite } from '#lib/number-at.ts';
import { TRAINING_MEAN } from '#server/core/3-models/signal-model.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { LoadedModel, ModelRunner } from '#server/ports/model-runner.ts';
import { type InputPlan, inputProblem, missingFeature, planInput } from './input-plan.ts';
import { describeModel, type StoredModel } from './load-model.ts';
import { loadModels, type RefusedModel } from './model-store.ts';
import { createWarmRun, explainsTrees, type WarmRun } from './warm-run.ts';
import type { PlainWeights } from './weights.ts';

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

/** A model and what it needs to answer. */
interface ReadyModel {
  readonly stored: StoredModel;
  readonly plan: InputPlan;
  readonly run: WarmRun;
}

/** Loads every model folder, warms it by its golden rows, and logs each refusal by name. */
export async function createOnnxRunner(parts: OnnxRunnerParts): Promise<OnnxRunner> {
  const { models, refused } = await loadModels(parts.directory, parts.addedDirectory);
  for (const each of refused) parts.log('critical', `model ${each.id} refused: ${each.reason}`);
  for (const each of models)
    parts.log('info', `model ${each.id} ${each.hash.slice(0, 12)}… loaded and checked`);
  const ready = new Map(models.map((each) => [each.id, readyModel(each)]));
  const listed: readonly LoadedModel<PlainWeights>[] = models.map(listModel);
  return {
    models: () => listed,
    refused: () => refused,
    run: (request) => answer(ready.get(request.modelId), request, parts.clock),
  };
}

function readyModel(stored: StoredModel): ReadyModel {
  return { stored, plan: planInput(stored.manifest), run: createWarmRun(stored) };
}

/** The model as its answers are: with the parts that are appended here. */
function listModel(stored: StoredModel): LoadedModel<PlainWeights> {
  const described = describeModel(stored);
  if (!explainsTrees(stored)) return described;
  const parts = [TRAINING_MEAN, ...described.layoutNames];
  return { ...described, parts, outputCount: 1 + parts.length };
}

function isSameShape(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((size, i) => size === other[i]);
}

function refusal({ modelId, inputHash }: ModelRequest, reason: string): ModelAnswer {
  return { kind: 'refused', modelId, inputHash, reason };
}

/** What the runtime says goes on to the core as it is: numbers that are none are the model's fault and counted there (F104). */
async function answer(
  model: ReadyModel | undefined,
  request: ModelRequest,
  clock: Clock,
): Promise<ModelAnswer> {
  if (!model) return refusal(request, 'no such model is loaded');
  const { hash, manifest } = model.stored;
  if (hash !== request.modelHash) return refusal(request, 'the loaded file has another hash');
  if (!isSameShape(request.shape, manifest.input.shape))
    return refusal(request, `shape [${request.shape.join()}] does not fit`);
  const problem = inputProblem(model.plan, request.input);
  if (problem !== null) return refusal(request, problem);
  const started = clock.mono();
  try {
    const output = await model.run(request.input);
    const missing = areFinite(output) ? null : missingFeature(model.plan, request.input);
    if (missing !== null)
      return refusal(request, `feature ${missing} is missing: it has no answer without`);
    const { modelId, inputHash } = request;
    const tookMs = (clock.mono() - started) / 1e6;
    return { kind: 'answered', modelId, modelHash: hash, inputHash, output, tookMs };
  } catch (error) {
    return refusal(
      request,
      `the runtime failed: ${error instanceof Error ? error.message : error}`,
    );
  }
}
