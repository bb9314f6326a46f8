// Model folders on disk. In: a directory of <name>/{model.onnx, manifest.json, model-card.md}. Out: loaded or refused.
// Refuses by name on any mismatch: F101 file, F102 hash, F105 shapes, F108 golden rows. There is no older file to fall back to.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Sha256, sha256Hex } from '#lib/domain/ids.ts';
import { canonical, sha256 as sha256Text } from '#lib/hash.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { MODEL_LAYOUT } from '#server/core/2-features/registry.ts';
import { type Manifest, parseManifest } from './manifest.ts';

/** Largest |runtime − golden| of one output. */
const GOLDEN_TOLERANCE = 1e-5;

export interface StoredModel {
  readonly id: string;
  readonly hash: Sha256;
  readonly manifest: Manifest;
  readonly session: InferenceSession;
}

export interface RefusedModel {
  readonly id: string;
  readonly reason: string;
}

/** Every folder of `directory`, in name order: loaded, or refused with a reason. A missing directory has no models. */
export async function loadModels(
  directory: string,
): Promise<{ readonly models: readonly StoredModel[]; readonly refused: readonly RefusedModel[] }> {
  const models: StoredModel[] = [];
  const refused: RefusedModel[] = [];
  if (!existsSync(directory)) return { models, refused };
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  for (const name of names) {
    const loaded = await loadModel(join(directory, name), name);
    if (loaded.ok) models.push(loaded.value);
    else refused.push({ id: name, reason: loaded.error });
  }
  return { models, refused };
}

/** Loads one folder, all checks passed; `id` is the folder's name. */
async function loadModel(folder: string, id: string): Promise<Result<StoredModel>> {
  for (const name of ['model.onnx', 'manifest.json', 'model-card.md'])
    if (!existsSync(join(folder, name))) return fail(`${name} is missing`);
  const manifest = parseManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  if (!manifest.ok) return manifest;
  const file = readFileSync(join(folder, 'model.onnx'));
  const hash = createHash('sha256').update(file).digest('hex');
  const wrong = mismatchOf(manifest.value, { id, hash });
  if (wrong !== null) return fail(wrong);
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(file, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
    });
  } catch (error) {
    return fail(`model.onnx does not load: ${error instanceof Error ? error.message : error}`);
  }
  const disagrees =
    namesMismatch(manifest.value, session) ?? (await parity(manifest.value, session));
  if (disagrees !== null) return fail(disagrees);
  return ok({ id, hash: sha256Hex(hash), manifest: manifest.value, session });
}

/** What the manifest gets wrong about file, folder or feature layout; null when nothing. */
function mismatchOf(
  manifest: Manifest,
  actual: { readonly id: string; readonly hash: string },
): string | null {
  if (manifest.id !== actual.id) return `the manifest is of "${manifest.id}"`;
  if (manifest.fileSha256 !== actual.hash)
    return `model.onnx has hash ${actual.hash.slice(0, 12)}…, the manifest says ${manifest.fileSha256.slice(0, 12)}…`;
  const { version, hash, names } = manifest.layout;
  if (manifest.kind !== 'flags')
    return sha256Text(canonical({ version, names })) === hash
      ? null
      : 'its layout hash is not that of its feature names';
  if (
    manifest.layout.hash !== MODEL_LAYOUT.hash ||
    manifest.layout.version !== MODEL_LAYOUT.version
  )
    return `it was trained on feature layout v${manifest.layout.version} ${manifest.layout.hash.slice(0, 12)}…, this build has v${MODEL_LAYOUT.version} ${MODEL_LAYOUT.hash.slice(0, 12)}…`;
  if (manifest.layout.names.join() !== MODEL_LAYOUT.names.join())
    return 'its feature names are not those of the layout';
  return null;
}

function namesMismatch(manifest: Manifest, session: InferenceSession): string | null {
  for (const [kind, said, metadata] of [
    ['input', manifest.input, session.inputMetadata],
    ['output', manifest.output, session.outputMetadata],
  ] as const) {
    const [only] = metadata;
    if (metadata.length !== 1 || only === undefined || only.name !== said.name)
      return `the file has ${kind}s ${metadata.map((each) => each.name).join()}, the manifest ${said.name}`;
    if (!only.isTensor || only.type !== 'float32') return `the ${kind} is not a float32 tensor`;
    if (only.shape.join() !== said.shape.join())
      return `the ${kind} has shape [${only.shape.join()}], the manifest [${said.shape.join()}]`;
  }
  return null;
}

/** Runs the golden rows (which also warms the session); null when all agree. */
async function parity(manifest: Manifest, session: InferenceSession): Promise<string | null> {
  for (const [index, row] of manifest.golden.entries()) {
    const input = Float32Array.from(row.input, (each) => each ?? Number.NaN);
    const output = await infer(session, manifest, input);
    const expected = [row.output, ...row.parts];
    const isClose = expected.every(
      (each, i) => Math.abs((output[i] ?? Number.NaN) - each) <= GOLDEN_TOLERANCE,
    );
    if (output.length !== expected.length || !isClose)
      return `golden row ${index} gave ${output.join()}, expected ${expected.join()}`;
  }
  return null;
}

/** One inference: the flat output values. Throws what the runtime throws. */
export async function infer(
  session: InferenceSession,
  manifest: Manifest,
  input: Float32Array,
): Promise<readonly number[]> {
  const feeds = { [manifest.input.name]: new Tensor('float32', input, manifest.input.shape) };
  const results = await session.run(feeds);
  const output = results[manifest.output.name];
  if (!output || !(output.data instanceof Float32Array)) return [];
  return [...output.data];
}
