// Shape numbers of small made-up files.
import { expect, test } from 'vitest';
import { parse } from '#server/tidy/parse.ts';
import { countFile } from './count-file.ts';
import { functionsOf } from './functions.ts';
import { MODELS, ROWS } from './models.ts';
import { percentile, summarise } from './summary.ts';

const file = (text: string, path = 'lib/a.ts') => ({ path, text });

test('every kind of function counts, nested ones too, types and overloads do not', () => {
  const text = `function one() {
  const two = () => {
    return 2;
  };
  return two;
}
class A { constructor() {} get three() { return 3; } four = function () {}; }
function five(a: number): void;
function five(a: unknown): void {}
type F = () => void;
`;
  const names = functionsOf(parse(file(text))).map((each) => [each.name, each.lines]);
  expect(names).toEqual([
    ['one', 6],
    ['two', 3],
    ['constructor', 1],
    ['three', 1],
    ['(arrow)', 1],
    ['five', 1],
  ]);
});

test('comments, any, casts, assertions and documented exports are counted by line or node', () => {
  const text = `// Header.

/** What one is. */
export const one = 1 as const;
export const two: any = one as number; // any as any
assertInvariant(one, 'any[]');
ensure(two, '');
`;
  expect(countFile(file(text))).toMatchObject({
    ...{ lines: 7, filled: 6, comments: 2, anys: 1, casts: 1 },
    ...{ assertions: 2, exported: 2, documented: 1 },
  });
});

test('a percentile is a value of the list by nearest rank', () => {
  expect(percentile([], 0.5)).toBe(0);
  expect(percentile([3, 1, 2], 0.5)).toBe(2);
  expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
  const many = Array.from({ length: 100 }, (_, at) => at + 1);
  expect([percentile(many, 0.5), percentile(many, 0.95), percentile(many, 1)]).toEqual([
    50, 95, 100,
  ]);
});

test('sums go per thousand lines, and the core is counted apart', () => {
  const core = countFile(file('assertInvariant(a);\n'.repeat(10), 'server/core/a.ts'));
  const shell = countFile(file('a as B;\n'.repeat(10), 'server/engine/a.ts'));
  const tests = [countFile(file('a();\n'.repeat(5), 'server/core/a.test.ts'))];
  expect(summarise([core, shell], tests)).toMatchObject({
    ...{ files: 2, castsPerKloc: 500, assertionsPerKlocInCore: 1_000 },
    ...{ testRatio: 0.25, testRatioInCore: 0.5 },
  });
});

test('every model has a figure for every row', () => {
  for (const { figures } of MODELS) expect(figures).toHaveLength(ROWS.length);
});
