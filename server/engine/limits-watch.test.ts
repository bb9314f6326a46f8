// The limits file changed, broken and mended under a running engine. In: contents. Out: what is said, each once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { watchLimits } from './limits-watch.ts';

const home = mkdtempSync(join(tmpdir(), 'voltage-limits-'));
afterAll(() => rmSync(home, { recursive: true }));

/** What is said after each content, one look each. */
function sayings(name: string, first: string, contents: readonly string[]): readonly string[][] {
  const file = join(home, name);
  writeFileSync(file, first);
  let look = (): void => undefined;
  let said: string[] = [];
  watchLimits({
    file,
    timers: {
      after: () => () => undefined,
      every: (_, run) => {
        look = run;
        return () => undefined;
      },
    },
    onLimits: ({ version }) => said.push(`version ${version}`),
    onFault: (reason) => said.push(reason === null ? 'readable' : 'broken'),
  });
  return contents.map((text) => {
    said = [];
    writeFileSync(file, text);
    look();
    return said;
  });
}

test('F85 a broken file is said once, its mending once, and newer limits come with it', () => {
  const contents = ['{"version": 1}', '{"version": ', '{"version": ', '{"version": 2}'];
  expect(sayings('a.json', '{"version": 1}', contents)).toEqual([
    [],
    ['broken'],
    [],
    ['readable', 'version 2'],
  ]);
});

test('F85 a file mended to what is in force is readable again', () => {
  const contents = ['{', '{"version": 1}', '{"version": 2}'];
  expect(sayings('b.json', '{"version": 1}', contents)).toEqual([
    ['broken'],
    ['readable', 'version 1'],
    ['version 2'],
  ]);
});

test('F85 a file that broke between the start and the first look is said', () => {
  expect(sayings('c.json', '{', ['{'])).toEqual([['broken']]);
});
