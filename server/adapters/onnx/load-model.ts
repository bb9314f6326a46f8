// One model from its files, all checks passed. In: bytes. Out: a model ready to answer, or the first reason against it.
// Refuses by name: F101 file, F102 hash, F105 shapes, F108 layout and golden rows. There is no older file to fall back to.
import { createHash } from 'node:crypto';
import { type Sha256, sha256Hex } from '#lib/domain/ids.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { LoadedModel, ModelOrigin } from '#server/ports/model-runner.ts';
import type { ArtefactFiles } from './artefact-files.ts';
import { goldenProblem } from './golden-rows.ts';
import { layoutProblem } from './layouts.ts';
import { parseManifest } from './manifest.ts';
import type { Manifest } from './manifest-schema.ts';
import { type InferenceSession, openSession, portsProblem } from './session.ts';
import { type PlainWeights, parseWeights } from './weights.ts';

export interface StoredModel {
  readonly id: string;
  readonly hash: Sha256;
  readonly origin: ModelOrigin;
  readonly manifest: Manifest;
  readonly session: InferenceSession;
  readonly weights: PlainWeights | null;
}

/** What the folder claims to be; a null id is whatever the manifest says. */
export interface Claim {
  readonly id: string | null;
  readonly origin: ModelOrigin;
}

function textOf(files: ArtefactFiles, name: 'manifest.json' | 'weights.json'): string {
  return files.get(name)?.toString('utf8') ?? '';
}

/** The plain weights, null when the model has none; a manifest that names them must find them. */
function weightsOf(files: ArtefactFiles, manifest: Manifest): Result<PlainWeights | null> {
  if (files.has('weights.json')) return parseWeights(textOf(files, 'weights.json'), manifest);
  return manifest.weightsSha256 === undefined ? ok(null) : fail('weights.json is missing');
}

/** Checks the files of one model in this order: manifest, file hash, layout, weights, shapes, golden rows. */
export async function loadModel(files: ArtefactFiles, claim: Claim): Promise<Result<StoredModel>> {
  const parsed = parseManifest(textOf(files, 'manifest.json'), claim.origin);
  if (!parsed.ok) return parsed;
  const manifest = parsed.value;
  if (claim.id !== null && manifest.id !== claim.id)
    return fail(`the manifest is of "${manifest.id}"`);
  const file = files.get('model.onnx');
  if (!file) return fail('model.onnx is missing');
  const hash = createHash('sha256').update(file).digest('hex');
  if (manifest.fileSha256 !== hash)
    return fail(
      `model.onnx has hash ${hash.slice(0, 12)}…, the manifest's fileSha256 says ${manifest.fileSha256.slice(0, 12)}…`,
    );
  const unknown = layoutProblem(manifest);
  if (unknown !== null) return fail(unknown);
  const weights = weightsOf(files, manifest);
  if (!weights.ok) return weights;
  const session = await openSession(file);
  if (!session.ok) return session;
  const plain = weights.value?.model ?? null;
  const disagrees =
    portsProblem(manifest, session.value) ??
    (await goldenProblem({ session: session.value, manifest, plain }));
  if (disagrees !== null) return fail(disagrees);
  return ok({
    id: manifest.id,
    hash: sha256Hex(hash),
    origin: claim.origin,
    manifest,
    session: session.value,
    weights: weights.value,
  });
}

/** Trees and sequences that came with the code speak as such; the linear ablation does not. */
function memberKindOf(model: StoredModel): LoadedModel['memberKind'] {
  if (model.origin === 'added') return 'added';
  const kind = model.weights?.model.kind;
  return kind === 'gbdt' ? 'tree' : kind === 'gru' ? 'sequence' : null;
}

/** What the engine needs to know of it. */
export function describeModel(model: StoredModel): LoadedModel<PlainWeights> {
  const { manifest } = model;
  return {
    id: model.id,
    hash: model.hash,
    origin: model.origin,
    kind: manifest.kind,
    memberKind: memberKindOf(model),
    horizonMinutes: manifest.horizonMinutes ?? null,
    inputShape: manifest.input.shape,
    outputCount: 1 + manifest.parts.length,
    parts: manifest.parts,
    ranges: manifest.ranges,
    layoutNames: manifest.layout.names,
    weights: model.weights,
  };
}
