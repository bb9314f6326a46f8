// Rules about documents on small strings.
import { expect, test } from 'vitest';
import {
  deadNames,
  deadPaths,
  incompleteModels,
  packagesWithoutRow,
  variableDrift,
} from './documents.ts';

const document = (text: string) => ({ path: 'README.md', text });
const paths = new Set(['lib', 'lib/check.ts', 'server', 'server/core', 'package.json']);

test('a path in backquotes exists, with or without a slash or a line number', () => {
  const text =
    '`lib/check.ts` `lib/check.ts:12` `server/core/` `check.ts` [map](package.json) [a](./lib/check.ts#L3)';
  expect(deadPaths(document(text), paths)).toEqual([]);
});

test('a path that is gone is found with its line', () => {
  const text = 'one\n`lib/gone.ts` and `server/gone/` and [it](gone.json)';
  expect(deadPaths(document(text), paths)).toEqual([
    { path: 'README.md', line: 2, text: 'lib/gone.ts does not exist' },
    { path: 'README.md', line: 2, text: 'server/gone does not exist' },
    { path: 'README.md', line: 2, text: 'gone.json does not exist' },
  ]);
});

test('patterns, commands and plain words are no paths', () => {
  const text =
    '`server/models/<name>` `lib/*.ts` `npm test` `kill` lib/gone.ts [site](https://a.b/c.ts)';
  expect(deadPaths(document(text), paths)).toEqual([]);
});

test('an identifier of several words stands somewhere in the code', () => {
  const code = [{ path: 'a.ts', text: 'function tickToOrder() {} type CommitThenSend = 1;' }];
  const text = '`tickToOrder` `tickToOrder()` `CommitThenSend` `word` `orderGone` `GoneAway`';
  expect(deadNames(document(text), code).map((each) => each.text)).toEqual([
    'orderGone',
    'GoneAway',
  ]);
});

test('a package without its line is found', () => {
  const decisions = document('- `pg` because\n- next is not in backquotes');
  expect(packagesWithoutRow(['pg', 'next'], decisions).map((each) => each.text)).toEqual([
    'no line about the package next',
  ]);
});

const variables = [
  { name: 'VOLTAGE_A', byDefault: '1' },
  { name: 'VOLTAGE_B', byDefault: 'none' },
];

test('a table with every variable and default passes', () => {
  const text = '| `VOLTAGE_A` | what | `1` |\n| `VOLTAGE_B` | what | none |\n';
  expect(variableDrift(document(text), variables)).toEqual([]);
});

test('a missing, unknown or differing row is found', () => {
  const text = '| `VOLTAGE_A` | what | 2 |\n| `VOLTAGE_C` | what | none |\n';
  expect(variableDrift(document(text), variables).map((each) => each.text)).toEqual([
    'VOLTAGE_C is not a variable of the code',
    'VOLTAGE_A: the default is 1',
    'VOLTAGE_B has no row',
  ]);
});

test('F101 a model folder without its card is found', () => {
  const folder = ['server/models', 'server/models/a', 'server/models/a/model.onnx'];
  const whole = [...folder, 'server/models/a/manifest.json', 'server/models/a/model-card.md'];
  expect(incompleteModels(new Set(whole))).toEqual([]);
  expect(incompleteModels(new Set(whole.slice(0, 4))).map((each) => each.path)).toEqual([
    'server/models/a/model-card.md',
  ]);
});
