// Trained members on disk. In: a folder of artefact folders. Out: members that fit together, and what was refused and why.
// Checks what the plain evaluator rests on: hashes, layout, golden rows ≤ 1e-5. The ONNX file is the adapter's to check.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';
import { weightsHash, weightsSchema } from '#lib/weights-file.ts';
import {
  evaluatePlain,
  type PlainModel,
  readPlainModel,
} from '#server/core/3-models/plain-model.ts';
import type { Artefact } from './artefact.ts';
import { layoutNames } from './input-statistics.ts';
import { type Job, jobId, KINDS, optionsHash } from './job.ts';
import type { LearnedParts } from './learned-member.ts';

const PARITY = 1e-5;
const manifestSchema = z.object({
  id: z.string(),
  fileSha256: z.string(),
  weightsSha256: z.string(),
  layout: z.object({ names: z.array(z.string()) }),
  training: z.object({
    fromMs: z.number(),
    toMs: z.number(),
    series: z.array(z.string()),
    dataSha256: z.string(),
    optionsSha256: z.string(),
    seed: z.number(),
    code: z.string(),
    rows: z.number(),
    tailRows: z.number(),
    tailLossBefore: z.number(),
    tailLoss: z.number(),
    size: z.string(),
  }),
  golden: z.array(z.object({ input: z.array(z.number().nullable()), output: z.number() })),
});

export type TrainedManifest = z.infer<typeof manifestSchema>;

/** A trained member read back. */
export interface TrainedMember {
  readonly id: string;
  readonly kind: PlainModel['kind'];
  readonly parts: LearnedParts;
  readonly manifest: TrainedManifest;
}

/** The first thing that is wrong between the files and this build; null when nothing. */
function problemOf(
  model: PlainModel,
  hash: string,
  { manifest, id }: { readonly manifest: TrainedManifest; readonly id: string },
) {
  if (manifest.id !== id) return `the manifest is of "${manifest.id}"`;
  if (hash !== manifest.weightsSha256)
    return 'weights.json has another hash than the manifest says';
  if (manifest.layout.names.join() !== layoutNames(model).join())
    return 'its feature names are not those of this build';
  for (const [index, row] of manifest.golden.entries()) {
    const value = evaluatePlain(
      model,
      Float32Array.from(row.input, (each) => each ?? Number.NaN),
    );
    if (!(Math.abs(value - row.output) <= PARITY))
      return `golden row ${index} gave ${value}, expected ${row.output}`;
  }
  return null;
}

/** Reads one folder; refuses by name what does not fit. */
function readMember(folder: string, id: string): Result<TrainedMember> {
  try {
    const manifest = manifestSchema.parse(
      JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
    );
    const json: unknown = JSON.parse(readFileSync(join(folder, 'weights.json'), 'utf8'));
    const weights = weightsSchema.parse(json);
    const model = readPlainModel(weights.model);
    if (!model.ok) return model;
    const file = createHash('sha256')
      .update(readFileSync(join(folder, 'model.onnx')))
      .digest('hex');
    if (file !== manifest.fileSha256)
      return fail('model.onnx has another hash than the manifest says');
    const problem = problemOf(model.value, weightsHash(json), { manifest, id });
    if (problem !== null) return fail(problem);
    const { minutes, floor } = weights;
    const parts = {
      model: model.value,
      minutes,
      profile: weights.profile,
      floor,
    };
    return ok({ id, kind: model.value.kind, parts, manifest });
  } catch (error) {
    return fail(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

/** Every trained member of `directory`, in name order; folders without weights.json are not ours to read. */
export function readTrained(directory: string): {
  readonly members: readonly TrainedMember[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
} {
  const members: TrainedMember[] = [];
  const refused: { id: string; reason: string }[] = [];
  if (!existsSync(directory)) return { members, refused };
  for (const id of readdirSync(directory).sort()) {
    if (id.startsWith('.') || !existsSync(join(directory, id, 'weights.json'))) continue;
    const read = readMember(join(directory, id), id);
    if (read.ok) members.push(read.value);
    else refused.push({ id, reason: read.error });
  }
  return { members, refused };
}

/** True when the job was finished before, with the same data and options, and its files are whole. */
export function isFinished(directory: string, job: Job, dataSha256: string): boolean {
  const id = jobId(job);
  if (!existsSync(join(directory, id))) return false;
  const read = readMember(join(directory, id), id);
  if (!read.ok) return false;
  const { training } = read.value.manifest;
  return training.dataSha256 === dataSha256 && training.optionsSha256 === optionsHash(job);
}

/** Writes a folder whole or not at all: beside it first, then renamed. An older one of that name is replaced. */
export function writeArtefact(directory: string, job: Job, artefact: Artefact): void {
  const id = jobId(job);
  const partial = join(directory, `.partial-${id}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, 'model.onnx'), artefact.onnx);
  writeFileSync(join(partial, 'weights.json'), artefact.weights);
  writeFileSync(join(partial, 'manifest.json'), artefact.manifest);
  rmSync(join(directory, id), { recursive: true, force: true });
  renameSync(partial, join(directory, id));
}

/** Families of members: kinds in the order they are shown, each with its models by horizon. */
export function byKind(
  members: readonly TrainedMember[],
): ReadonlyMap<string, readonly LearnedParts[]> {
  const groups = new Map<string, readonly LearnedParts[]>();
  for (const kind of KINDS) {
    const own = members.filter((each) => each.kind === kind).map((each) => each.parts);
    if (own.length > 0) groups.set(kind, own);
  }
  return groups;
}
