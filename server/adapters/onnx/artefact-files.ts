// The files of one model folder, read once. In: a folder. Out: their bytes, or which file is missing, too large or no file.
// A symbolic link is refused: it could name any file of the machine. What was checked is what is kept: nothing is read twice.
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '#lib/result.ts';

const MIB = 2 ** 20;

/** Largest size of each file, bytes. */
const LIMITS = {
  'model.onnx': 64 * MIB,
  'manifest.json': 8 * MIB,
  'weights.json': 64 * MIB,
  'model-card.md': MIB,
} as const;

export type ArtefactFile = keyof typeof LIMITS;

/** Bytes by name; only the files that are there. */
export type ArtefactFiles = ReadonlyMap<ArtefactFile, Buffer>;

const ARTEFACT_FILES: readonly ArtefactFile[] = [
  'model.onnx',
  'manifest.json',
  'weights.json',
  'model-card.md',
];

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Why a file would not open, in plain words. */
function refusalOf(name: string, error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return `${name} is missing`;
  if (code === 'ELOOP' || code === 'EMLINK') return `${name} is a symbolic link`;
  return `${name} cannot be read (${code})`;
}

/** Null when the file is not there. Neither follows a link nor waits for a pipe. */
function readOne(folder: string, name: ArtefactFile): Result<Buffer | null> {
  let file: number;
  try {
    const how = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    file = openSync(join(folder, name), how);
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(null) : fail(refusalOf(name, error));
  }
  try {
    const { size } = fstatSync(file);
    if (!fstatSync(file).isFile()) return fail(`${name} is not a file`);
    if (size > LIMITS[name])
      return fail(
        `${name} has ${(size / MIB).toFixed(1)} MiB, more than ${LIMITS[name] / MIB} MiB`,
      );
    return ok(readFileSync(file));
  } catch (error) {
    return fail(refusalOf(name, error));
  } finally {
    closeSync(file);
  }
}

/** Reads whatever of ARTEFACT_FILES is there; `required` ones must be. Other files of the folder are left alone. */
export function readArtefact(
  folder: string,
  required: readonly ArtefactFile[],
): Result<ArtefactFiles> {
  const files = new Map<ArtefactFile, Buffer>();
  for (const name of ARTEFACT_FILES) {
    const read = readOne(folder, name);
    if (!read.ok) return read;
    if (read.value !== null) files.set(name, read.value);
    else if (required.includes(name)) return fail(`${name} is missing`);
  }
  return ok(files);
}
