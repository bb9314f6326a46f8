// What is bundled for browsers can hold no secret, for it can read none: no environment, no file, no Node module.
import { describe, expect, test } from 'vitest';
import { ROOT } from './cli/build-console.ts';
import { parse } from './tidy/parse.ts';
import { findAll, isCode, isTest, listPaths, readSources } from './tidy/source-file.ts';

const BUNDLED = /^(?:app|components|lib)\//;
const READS_THE_MACHINE = /\bprocess\s*[.[]|\bimport\.meta\.env\b|\brequire\s*\(/g;
const NODE_MODULE = /['"]node:[a-z/]+['"]/g;

describe('code for browsers', () => {
  test('I36 reads no environment, no file and no Node module, so that no secret can be built into it', () => {
    const files = readSources(ROOT, listPaths(ROOT)).filter(
      ({ path }) => BUNDLED.test(path) && isCode(path) && !isTest(path),
    );
    expect(files.length).toBeGreaterThan(150);
    const places = files.flatMap((file) => [
      ...findAll(file, parse(file).code, READS_THE_MACHINE, (match) => match[0]),
      ...findAll(file, parse(file).literals, NODE_MODULE, (match) => match[0]),
    ]);
    expect(places).toEqual([]);
  });
});
