// Rule about idle tests on small strings.
import { expect, test } from 'vitest';
import { idleTests } from './test-titles.ts';

const found = (text: string, path = 'lib/a.test.ts') =>
  idleTests({ path, text }).map((each) => each.text);

test.each(['test', 'it', 'describe'])('%s that is off, focused or planned is found', (name) => {
  for (const word of ['skip', 'only', 'todo', 'fails'])
    expect(found(`${name}.${word}('a', () => {});`)).toEqual([`a test with .${word}`]);
});

test.each([
  ['a condition', "describe.skipIf(!exists)('a', () => {}); test.runIf(b)('c', () => {});"],
  ['a condition inside a browser test', "test('a', () => { test.skip(!b, 'no browser'); });"],
  ['a table', "test.each([1])('a %s', () => {});"],
  ['another word', "list.skip(2); expect('should').toBe('should');"],
])('%s is fine', (_, text) => {
  expect(found(text)).toEqual([]);
});

test('a browser test that skips itself always is found', () => {
  expect(found("test('a', () => { test.skip(); });", 'e2e/a.spec.ts')).toHaveLength(1);
});

test('a title that only wishes is found', () => {
  expect(found("test('it should add', () => {});")).toHaveLength(1);
  expect(found("test('adds what should be added later', () => {});", 'lib/a.ts')).toEqual([]);
});
