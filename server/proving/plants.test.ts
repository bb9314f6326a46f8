// The planted bugs still fit the sources: an expression that has moved would plant nothing and prove nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PLANTED_BUGS } from './plants.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('there are ten bugs with ten names', () => {
  expect(new Set(PLANTED_BUGS.map((bug) => bug.name)).size).toBe(10);
});

test.each(
  PLANTED_BUGS.flatMap(({ name, changes }) => changes.map((change) => ({ name, ...change }))),
)('"$name" fits $file', ({ file, find, become }) => {
  expect(readFileSync(join(ROOT, file), 'utf8').split(find)).toHaveLength(2);
  expect(become).not.toBe(find);
});
