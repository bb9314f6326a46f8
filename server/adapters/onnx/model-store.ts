// Model folders on disk. In: the directory of the shipped models and that of the added ones. Out: each loaded or refused.
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { fail, type Result } from '#lib/result.ts';
import type { ModelOrigin } from '#server/ports/model-runner.ts';
import { type ArtefactFile, readArtefact } from './artefact-files.ts';
import { type Claim, loadModel, type StoredModel } from './load-model.ts';
import { entriesOf } from './model-folders.ts';

const REQUIRED: Readonly<Record<ModelOrigin, readonly ArtefactFile[]>> = {
  shipped: ['model.onnx', 'manifest.json', 'model-card.md'],
  added: ['model.onnx', 'manifest.json'],
};

export interface RefusedModel {
  readonly id: string;
  readonly origin: ModelOrigin;
  readonly reason: string;
}

export interface Models {
  readonly models: readonly StoredModel[];
  readonly refused: readonly RefusedModel[];
}

/** Reads and checks one model folder. */
async function loadFolder(folder: string, claim: Claim): Promise<Result<StoredModel>> {
  const files = readArtefact(folder, REQUIRED[claim.origin]);
  return files.ok ? loadModel(files.value, claim) : files;
}

/**
 * Every model of both directories, shipped ones first, each in name order: loaded, or refused with a reason; one refusal
 * never stops another model. An added model with the name of a shipped one is refused, unless it is the same file, which
 * counts once. A missing directory has no models.
 */
export async function loadModels(
  shippedDirectory: string,
  addedDirectory: string | null = null,
): Promise<Models> {
  const models: StoredModel[] = [];
  const refused: RefusedModel[] = [];
  const shippedIds = new Set(entriesOf(shippedDirectory).map((entry) => entry.name));
  const take = async (directory: string, entry: Dirent, origin: ModelOrigin): Promise<void> => {
    const id = entry.name;
    const loaded = entry.isDirectory()
      ? await loadFolder(join(directory, id), { id, origin })
      : fail('it is not a folder but a link');
    if (!loaded.ok) refused.push({ id, origin, reason: loaded.error });
    else if (origin === 'shipped' || !shippedIds.has(id)) models.push(loaded.value);
    else if (!models.some((each) => each.id === id && each.hash === loaded.value.hash))
      refused.push({ id, origin, reason: 'a shipped model has this name and another file' });
  };
  for (const entry of entriesOf(shippedDirectory)) await take(shippedDirectory, entry, 'shipped');
  if (addedDirectory !== null)
    for (const entry of entriesOf(addedDirectory)) await take(addedDirectory, entry, 'added');
  return { models, refused };
}
