// House rules as a test: reads every file of the checkout and fails with the place of each break. Rules: server/tidy/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { VARIABLES } from '#server/config/variables.ts';
import { CASTING_FILES, castsOf, strayCasts } from './tidy/casts.ts';
import { strayExports } from './tidy/crossings.ts';
import {
  deadNames,
  deadPaths,
  incompleteModels,
  packagesWithoutRow,
  variableDrift,
} from './tidy/documents.ts';
import { missingHeader } from './tidy/headers.ts';
import { notesToSelf, rawColours, secrets, suppressions } from './tidy/marks.ts';
import { bannedSynonyms, emptyNames } from './tidy/names.ts';
import { impureWords } from './tidy/purity.ts';
import { type Finding, listPaths, readSources, type SourceFile } from './tidy/source-file.ts';
import { idleTests } from './tidy/test-titles.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const paths = listPaths(ROOT);
const known = new Set(paths);
const files = readSources(ROOT, paths);
const byPath = new Map(files.map((file) => [file.path, file]));

function places(findings: readonly Finding[]): string[] {
  return findings.map((each) => `${each.path}:${each.line} ${each.text}`);
}

function documentNamed(name: string): SourceFile {
  const file = byPath.get(name);
  if (!file) throw new Error(`${name} is missing`);
  return file;
}

const RULES: readonly [string, (file: SourceFile) => Finding[]][] = [
  ['the core and the floor wait for nothing, read no clock and draw no number', impureWords],
  ['a crossing exports one function, named like its file', strayExports],
  ['every source begins with a line that says what it is', missingHeader],
  ['no path and no name is empty of meaning', emptyNames],
  ['one word per idea, as in the glossary', bannedSynonyms],
  ['casts stand only in constructors and in the named files', strayCasts],
  ['nothing is left to do in a comment', notesToSelf],
  ['no comment switches a check off', suppressions],
  ['colours come from the design tokens', rawColours],
  ['no file holds a secret', secrets],
  ['every test runs and says what holds', idleTests],
];

describe('every file', () => {
  test.each(RULES)('%s', (_, rule) => {
    expect(places(files.flatMap(rule))).toEqual([]);
  });

  test('the walk finds the sources', () => {
    for (const path of ['lib/check.ts', 'server/core/tick-to-order.ts', 'app/globals.css'])
      expect(known).toContain(path);
  });

  test('every file named as casting casts', () => {
    const idle = Object.keys(CASTING_FILES).filter(
      (path) => castsOf(documentNamed(path)).length === 0,
    );
    expect(idle).toEqual([]);
  });

  test('every model folder holds artefact, manifest and card', () => {
    expect(places(incompleteModels(known))).toEqual([]);
  });
});

describe('documents', () => {
  const written = ['README.md', 'ARCHITECTURE.md', 'DECISIONS.md'].filter((name) =>
    known.has(name),
  );

  test.each(written)('%s names only paths that exist', (name) => {
    expect(places(deadPaths(documentNamed(name), known))).toEqual([]);
  });

  test.each(written)('%s names only identifiers that exist', (name) => {
    expect(places(deadNames(documentNamed(name), files))).toEqual([]);
  });

  test('every production package has a line in DECISIONS.md', () => {
    const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const { dependencies } = manifest as { dependencies: Record<string, string> };
    const findings = packagesWithoutRow(Object.keys(dependencies), documentNamed('DECISIONS.md'));
    expect(places(findings)).toEqual([]);
  });

  test.runIf(known.has('README.md'))('the README lists every variable with its default', () => {
    const findings = variableDrift(documentNamed('README.md'), Object.values(VARIABLES));
    expect(places(findings)).toEqual([]);
  });
});
