// The files of a journal: numbered segments in one directory, the oldest deleted when a budget is exceeded.
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = /^(\d{10})\.journal$/;

export interface Segment {
  readonly number: number;
  readonly path: string;
  readonly bytes: number;
}

/** The file of segment `number`. */
export function segmentPath(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(10, '0')}.journal`);
}

/** All segments of `directory`, oldest first; makes the directory when it is missing. Other files are left alone. */
export async function listSegments(directory: string): Promise<readonly Segment[]> {
  await mkdir(directory, { recursive: true });
  const numbers = (await readdir(directory))
    .map((name) => NAME.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((left, right) => left - right);
  return Promise.all(
    numbers.map(async (number) => {
      const path = segmentPath(directory, number);
      return { number, path, bytes: (await stat(path)).size };
    }),
  );
}

/** Deletes the oldest of `closed` until they and `reserved` bytes fit into `budget`; returns what stays. */
export async function pruneSegments(
  closed: readonly Segment[],
  reserved: number,
  budget: number,
): Promise<readonly Segment[]> {
  let total = closed.reduce((sum, segment) => sum + segment.bytes, reserved);
  let kept = closed;
  for (const oldest of closed) {
    if (total <= budget) break;
    await rm(oldest.path, { force: true });
    total -= oldest.bytes;
    kept = kept.slice(1);
  }
  return kept;
}
