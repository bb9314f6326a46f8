// Header rule on small strings.
import { expect, test } from 'vitest';
import { missingHeader } from './headers.ts';

const HEAD = '// What this file is, what comes in.';

test.each([
  ['a source', 'a.ts', `${HEAD}\ncode();`],
  ['a command', 'a.mjs', `#!/usr/bin/env node\n${HEAD}\n`],
  ['a style sheet', 'a.css', '/* Tokens of the console. */\nbody {}'],
  ['a document, which has a title', 'a.md', '# Title'],
])('%s with its first line passes', (_, path, text) => {
  expect(missingHeader({ path, text })).toEqual([]);
});

test.each([
  ['code first', 'a.ts', 'code();'],
  ['a blank line first', 'a.tsx', `\n${HEAD}`],
  ['a word or two', 'a.ts', '// Prices.'],
  ['an empty file', 'a.ts', ''],
  ['a style sheet', 'a.css', 'body {}'],
])('%s is found', (_, path, text) => {
  expect(missingHeader({ path, text })).toHaveLength(1);
});
