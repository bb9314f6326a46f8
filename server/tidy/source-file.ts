// Reads the checkout as text: every source and document with its path. In: the root folder. Out: files in path order.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Finding {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

const FOLDERS = ['app', 'components', 'e2e', 'lib', 'prisma', 'public', 'server', '.ci'];
const SKIPPED = new Set(['node_modules', 'generated', '.next', '.voltage']);
const MADE = /^(?:next-env\.d\.ts|package-lock\.json)$|\.log$/;
const READ = /\.(ts|tsx|mjs|css|md|json|prisma|sql|txt|pem|svg|webmanifest|sh)$|^\.ci\/|^\.npmrc$/;

function* walk(root: string, folder: string): Generator<string> {
  yield relative(root, folder).split(sep).join('/');
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* walk(root, path);
    } else yield relative(root, path).split(sep).join('/');
  }
}

/** Every path of the checkout that a person made, files and folders, in order. */
export function listPaths(root: string): readonly string[] {
  const entries = readdirSync(root, { withFileTypes: true });
  const top = entries.filter((entry) => entry.isFile() && !MADE.test(entry.name));
  const folders = entries.filter((entry) => entry.isDirectory() && FOLDERS.includes(entry.name));
  return [
    ...top.map((entry) => entry.name),
    ...folders.flatMap((entry) => [...walk(root, join(root, entry.name))]),
  ].sort();
}

/** The text files among `paths`: sources, documents and settings. */
export function readSources(root: string, paths: readonly string[]): readonly SourceFile[] {
  return paths
    .filter((path) => READ.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Whether `path` is code of any kind: TypeScript, TSX or plain modules. */
export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(path);
}

const TESTS =
  /\.(test|test-d|bench|spec)\.tsx?$|(^|\/)(testing|fixtures)\/|^e2e\/|(harness|fixtures)\.ts$|\/test-[a-z-]+\.ts$/;

/** Whether `path` is a test or stands among test builders and fixtures. */
export function isTest(path: string): boolean {
  return TESTS.test(path);
}

/** The line number, from 1, of the character at `offset`. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** One finding per match of `pattern` (a global expression) in `view`, which is as long as the text of `file`. */
export function findAll(
  file: SourceFile,
  view: string,
  pattern: RegExp,
  say: (match: RegExpMatchArray) => string,
): Finding[] {
  return [...view.matchAll(pattern)].map((match) => ({
    path: file.path,
    line: lineAt(file.text, match.index),
    text: say(match),
  }));
}
