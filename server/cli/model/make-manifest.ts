// `model manifest`: writes manifest.json for an ONNX file trained on exported rows. In: folder, flags. Out: the file, checked.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';
import { weightsHash } from '#lib/weights-file.ts';
import { correctionMeaning } from '#server/adapters/onnx/manifest.ts';
import { type ProbedModel, probeModel } from '#server/adapters/onnx/probe-model.ts';
import type { ExportSplit } from '#server/training/export/choose-spans.ts';
import { openFeatureFile } from '#server/training/export/open-feature-file.ts';
import {
  type GoldenSource,
  type ManifestFacts,
  writeManifest,
} from '#server/training/export/write-manifest.ts';
import { type Flags, textFlag, UsageError } from '../command.ts';

const SPLITS = ['train', 'validation', 'test', 'other'] as const;

const goldenSchema = z
  .array(
    z.strictObject({
      input: z.array(z.number().nullable()),
      output: z.number(),
      parts: z.array(z.number()).optional(),
    }),
  )
  .min(8);

function splitsOf(flags: Flags): readonly ExportSplit[] {
  return (textFlag(flags, 'splits') ?? 'train').split(',').map((name) => {
    const found = SPLITS.find((each) => each === name.trim());
    if (!found) throw new UsageError(`--splits "${name}" is not ${SPLITS.join(', ')}`);
    return found;
  });
}

function partsOf(flags: Flags): readonly string[] {
  const text = textFlag(flags, 'parts');
  return text === null ? [] : text.split(',').map((each) => each.trim());
}

function needed(flags: Flags, name: string): string {
  const text = textFlag(flags, name);
  if (text === null || text.trim() === '') throw new UsageError(`--${name} is missing`);
  return text;
}

/** A file of JSON; the reason names it. */
function readJson(path: string): Result<unknown> {
  try {
    return ok(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return fail(`${path}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
}

/** The trainer's rows where a file holds them, else the model itself is asked. */
function goldenSource(flags: Flags, model: ProbedModel): Result<GoldenSource> {
  const path = textFlag(flags, 'golden');
  if (path === null) return ok({ from: 'file', ask: model.ask });
  const read = readJson(path);
  if (!read.ok) return fail(`--golden ${read.error}`);
  const parsed = goldenSchema.safeParse(read.value);
  return parsed.success
    ? ok({ from: 'trainer', rows: parsed.data })
    : fail(`--golden ${path}: ${z.prettifyError(parsed.error).split('\n').slice(0, 2).join(' ')}`);
}

/** Hash of the content of weights.json beside the model; null when there is none. */
function hashOfWeights(folder: string): Result<string | null> {
  const path = join(folder, 'weights.json');
  if (!existsSync(path)) return ok(null);
  const read = readJson(path);
  return read.ok ? ok(weightsHash(read.value)) : read;
}

/** Writes manifest.json into the folder, whole or not at all; fails with the reason. Throws UsageError on missing flags. */
export async function makeManifest(folder: string, flags: Flags): Promise<Result<string>> {
  const path = needed(flags, 'rows');
  if (!existsSync(path)) throw new UsageError(`--rows ${path} does not exist`);
  if (!existsSync(join(folder, 'model.onnx'))) return fail('model.onnx is missing');
  const [loss, licence] = [needed(flags, 'loss'), needed(flags, 'licence')];
  const model = await probeModel(readFileSync(join(folder, 'model.onnx')));
  if (!model.ok) return model;
  const rows = await openFeatureFile(path);
  if (!rows.ok) return rows;
  const golden = goldenSource(flags, model.value);
  if (!golden.ok) return golden;
  const weights = hashOfWeights(folder);
  if (!weights.ok) return weights;
  const facts: ManifestFacts = {
    id: textFlag(flags, 'id') ?? basename(resolve(folder)),
    fileSha256: model.value.hash,
    weightsSha256: weights.value,
    ...model.value.ports,
    parts: partsOf(flags),
    outputMeaning: correctionMeaning(rows.value.metadata.horizonMinutes),
    loss,
    licence,
    dataSha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    splits: splitsOf(flags),
  };
  const text = await writeManifest(rows.value, facts, golden.value);
  if (!text.ok) return text;
  const partial = join(folder, '.manifest.json.partial');
  writeFileSync(partial, text.value);
  renameSync(partial, join(folder, 'manifest.json'));
  return ok(join(folder, 'manifest.json'));
}
