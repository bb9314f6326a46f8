// Reads the recorded demo fixtures for contract tests. In: a tar.gz outside the repository. Out: bodies and metadata.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Recording {
  readonly name: string;
  readonly method: string;
  /** Path with query, from the root. */
  readonly target: string;
  readonly status: number;
  /** How the request was signed, e.g. signed, unauthenticated, bad-signature, signed-skewed. */
  readonly auth: string;
  readonly requestBody: unknown;
  readonly body: unknown;
}

const BLOCK = 512;

/** The folder of recordings beside the repository. */
export function conformanceFolder(): string {
  return path.resolve(import.meta.dirname, '../../../../shared/data/ws-conformance');
}

/** Names and texts of the files in a tar.gz; an absent file is an empty map. */
export function readTarGz(file: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(file)) return files;
  const tar = gunzipSync(readFileSync(file));
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const text = (from: number, length: number): string =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const name = text(0, 100);
    if (name === '') break;
    const size = Number.parseInt(text(124, 12).trim() || '0', 8);
    const start = at + BLOCK;
    files.set(path.basename(name), tar.toString('utf8', start, start + size));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Every fixture that has both a body and a request. */
export function recordingsOf(files: ReadonlyMap<string, string>): readonly Recording[] {
  const recordings: Recording[] = [];
  for (const [file, text] of files) {
    if (!file.endsWith('.meta.json')) continue;
    const name = file.slice(0, -'.meta.json'.length);
    const bodyText = files.get(`${name}.json`);
    const meta = Object(JSON.parse(text));
    if (bodyText === undefined || typeof meta.path !== 'string') continue;
    recordings.push({
      name,
      method: stringOf(meta.method),
      target: meta.path,
      status: Number(meta.status),
      auth: stringOf(meta.auth),
      requestBody: meta.request_body ?? undefined,
      body: JSON.parse(bodyText),
    });
  }
  return recordings.sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** Every path in a JSON value with the kinds found there; array elements share one path. */
export function shapeOf(value: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const shape = new Map<string, Set<string>>();
  const visit = (at: string, item: unknown): void => {
    const kind = Array.isArray(item) ? 'array' : item === null ? 'null' : typeof item;
    const kinds = shape.get(at) ?? new Set();
    shape.set(at, kinds.add(kind));
    if (Array.isArray(item)) for (const element of item) visit(`${at}[]`, element);
    else if (typeof item === 'object' && item !== null) {
      for (const [key, field] of Object.entries(item))
        visit(at === '' ? key : `${at}.${key}`, field);
    }
  };
  visit('', value);
  return shape;
}
