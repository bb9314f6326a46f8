// The build hash: one fingerprint of all source files, so that processes of different builds never trade together.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['node_modules', 'generated', 'fixtures', '.next']);

function* sources(directory: string): Generator<string> {
  for (const name of readdirSync(directory).sort()) {
    if (SKIPPED.has(name) || name.startsWith('.')) continue;
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (!/\.(test|test-d)\.ts$/.test(name)) yield path;
  }
}

/** SHA-256 over names and contents of the given folders and files under `root`, first 12 hex digits. */
export function fingerprint(root: string, parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const path = join(root, part);
    const files = statSync(path).isDirectory() ? [...sources(path)] : [path];
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}

/** The build id of this checkout. */
export function buildId(root: string): string {
  return fingerprint(root, ['app', 'components', 'lib', 'server', 'prisma', 'package.json']);
}
