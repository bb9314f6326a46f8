// Recordings kept outside the repository, for tests only: a file name comes in, its text files go out; none when absent.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FOLDER = new URL('../../../../shared/data/ws-conformance/', import.meta.url);

/** The path of a recording beside the project; null when it is not there. */
export function recording(name: string): string | null {
  const path = fileURLToPath(new URL(name, FOLDER));
  return existsSync(path) ? path : null;
}

const BLOCK = 512;

function fieldText(bytes: Buffer, from: number, to: number): string {
  const text = bytes.subarray(from, to).toString('utf8');
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** The regular files of a .tar.gz by their base names (ustar: name at 0, size in octal at 124, type at 156). */
export function readTarGz(path: string): ReadonlyMap<string, string> {
  const bytes = gunzipSync(readFileSync(path));
  const files = new Map<string, string>();
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const name = fieldText(bytes, at, at + 100);
    if (name === '') break;
    const size = Number.parseInt(fieldText(bytes, at + 124, at + 136).trim(), 8);
    const type = fieldText(bytes, at + 156, at + 157);
    const start = at + BLOCK;
    if (type === '0' || type === '')
      files.set(name.split('/').at(-1) ?? name, bytes.toString('utf8', start, start + size));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
