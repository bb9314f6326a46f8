// Purity rule on small strings.
import { expect, test } from 'vitest';
import { impureWords } from './purity.ts';

const inCore = (text: string) =>
  impureWords({ path: 'server/core/4-gate/a.ts', text }).map((each) => each.text);

test.each([
  ['await', 'await later();'],
  ['async', 'const f = async () => 1;'],
  ['Promise', 'let p: Promise<number>;'],
  ['Date', 'const at = new Date();'],
  ['Date', 'const at = Date.now();'],
  ['Math.random', 'const x = Math.random();'],
])('I22 %s in code of the core is found', (word, text) => {
  expect(inCore(text)).toEqual([`${word} in pure code`]);
});

test.each([
  ['a comment', '// await the Date of the Promise\n/* async */ const a = 1;'],
  ['a text', "const a = 'new Date()'; const b = `await \x24{a} Promise`;"],
  ['a longer word', 'const updated = candidate.DateOf; const awaited = asyncly;'],
  ['a key', 'const row = { Date: 1 }; const t: { Date?: 2 } = row; row.Date;'],
])('a word in %s is not code', (_, text) => {
  expect(inCore(text)).toEqual([]);
});

test('code inside a template counts', () => {
  const text = 'const a = `at $' + '{Date.now()}`;';
  expect(inCore(text)).toEqual(['Date in pure code']);
});

test('tests and the shell may wait', () => {
  const text = 'await later();';
  expect(impureWords({ path: 'server/core/a.test.ts', text })).toEqual([]);
  expect(impureWords({ path: 'server/engine/main.ts', text })).toEqual([]);
  expect(impureWords({ path: 'lib/domain/a.ts', text })).toHaveLength(1);
});
