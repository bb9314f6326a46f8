// Models the trader brings. In: a folder from anywhere. Out: a checked copy among the added models, whole or not at all.
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '#lib/result.ts';
import { memberIdOf } from '#server/core/3-models/signal-model.ts';
import { type ArtefactFiles, readArtefact } from './artefact-files.ts';
import { loadModel, type StoredModel } from './load-model.ts';
import { parseManifest } from './manifest.ts';
import { shippedManifest } from './manifest-schema.ts';

/** Where models live. */
export interface ModelDirectories {
  readonly shipped: string;
  readonly added: string;
  /** Names of members that need no file; no model may be called so. Absent = none is known. */
  readonly members?: readonly string[];
}

export interface AddedModel {
  readonly model: StoredModel;
  /** `present`: the very same model was there before; nothing was written. */
  readonly outcome: 'added' | 'present';
  readonly folder: string;
}

/** Reads and checks a folder that is to be added; `newId` names it anew, null keeps the manifest's name. */
export async function checkModel(
  folder: string,
  newId: string | null,
): Promise<Result<{ readonly model: StoredModel; readonly files: ArtefactFiles }>> {
  const read = readArtefact(folder, ['model.onnx', 'manifest.json']);
  if (!read.ok) return read;
  const files = newId === null ? ok(read.value) : withId(read.value, newId);
  if (!files.ok) return files;
  const loaded = await loadModel(files.value, { id: newId, origin: 'added' });
  return loaded.ok ? ok({ model: loaded.value, files: files.value }) : loaded;
}

/** The same files with another name in the manifest. */
function withId(files: ArtefactFiles, id: string): Result<ArtefactFiles> {
  const text = files.get('manifest.json')?.toString('utf8') ?? '';
  const parsed = parseManifest(text, 'added');
  if (!parsed.ok) return parsed;
  const renamed = `${JSON.stringify({ ...JSON.parse(text), id })}\n`;
  return ok(new Map(files).set('manifest.json', Buffer.from(renamed)));
}

/** Writes and syncs one file that must not exist yet. */
function writeNew(path: string, bytes: Buffer): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes beside the place, then renames: a reader sees no folder or a whole one. */
function writeWhole(directory: string, id: string, files: ArtefactFiles): void {
  const partial = join(directory, `.adding-${id}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  try {
    for (const [name, bytes] of files) writeNew(join(partial, name), bytes);
    renameSync(partial, join(directory, id));
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** True when the folder holds exactly these files. */
function isSame(folder: string, files: ArtefactFiles): boolean {
  const there = readArtefact(folder, []);
  if (!there.ok || there.value.size !== files.size) return false;
  return [...files].every(([name, bytes]) => there.value.get(name)?.equals(bytes) === true);
}

/** True when the shipped model of that name has the same ONNX file. */
function isShippedFile(folder: string, hash: string): boolean {
  const there = readArtefact(folder, ['model.onnx']);
  const bytes = there.ok ? there.value.get('model.onnx') : undefined;
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === hash;
}

/** Why the engine would leave a model of this name out: a member speaks under it already; null when none does. */
function voiceProblem({ id, manifest }: StoredModel, directories: ModelDirectories): string | null {
  const minutes = manifest.horizonMinutes ?? 0;
  const voice = memberIdOf({ id, minutes });
  const shipped = `${voice}-${minutes}m`;
  if (directories.members?.includes(voice))
    return `id: ${voice} is a member that needs no file; give another name`;
  return id !== shipped && existsSync(join(directories.shipped, shipped))
    ? `id: the shipped ${shipped} speaks as ${voice} at ${minutes} min; give another name`
    : null;
}

/**
 * Checks a folder as the engine's loader does and copies what was checked into the added models. Refuses the name of a
 * shipped model unless it is the same file, a name under which another member speaks, and one that is taken. Throws when the disk does.
 */
export async function addModel(
  folder: string,
  directories: ModelDirectories,
  newId: string | null = null,
): Promise<Result<AddedModel>> {
  const checked = await checkModel(folder, newId);
  if (!checked.ok) return checked;
  const { model, files } = checked.value;
  const spoken = voiceProblem(model, directories);
  if (spoken !== null) return fail(spoken);
  const shipped = join(directories.shipped, model.id);
  if (existsSync(shipped))
    return isShippedFile(shipped, model.hash)
      ? ok({ model, outcome: 'present', folder: shipped })
      : fail(`id: a shipped model is called ${model.id} and has another file; give another name`);
  const place = join(directories.added, model.id);
  if (isSame(place, files)) return ok({ model, outcome: 'present', folder: place });
  if (existsSync(place))
    return fail(`id: another model called ${model.id} was added before; remove that one first`);
  writeWhole(directories.added, model.id, files);
  return ok({ model, outcome: 'added', folder: place });
}

/** Removes an added model: renamed out of sight first, so that no reader meets half of it. Shipped ones stay. */
export function removeModel(id: string, directories: ModelDirectories): Result<string> {
  if (!shippedManifest.shape.id.safeParse(id).success) return fail(`"${id}" is no model name`);
  const place = join(directories.added, id);
  if (!existsSync(place))
    return existsSync(join(directories.shipped, id))
      ? fail(`${id} came with the code; only added models can be removed`)
      : fail(`no added model is called ${id}`);
  const leaving = join(directories.added, `.removing-${id}`);
  rmSync(leaving, { recursive: true, force: true });
  renameSync(place, leaving);
  rmSync(leaving, { recursive: true, force: true });
  return ok(place);
}
