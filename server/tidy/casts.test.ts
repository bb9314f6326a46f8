// Cast rule on small strings.
import { expect, test } from 'vitest';
import { strayCasts } from './casts.ts';

const found = (text: string, path = 'server/engine/loop.ts') =>
  strayCasts({ path, text }).map((each) => each.text);

test.each([
  ['as', 'const a = b as Price;', 'cast to Price'],
  ['angle brackets', 'const a = <Price>b;', 'cast to Price'],
  ['a cast within a cast', 'const a = (b as unknown) as Price;', 'cast to Price'],
])('a cast by %s is found', (_, text, expected) => {
  expect(found(text)).toContain(expected);
});

test.each([
  ['as const', "const a = ['x'] as const;"],
  ['satisfies', 'const a = b satisfies Price;'],
  ['a renamed import', "import { a as b } from './a.ts';"],
  ['a word in a text', "const a = 'b as Price'; // b as Price"],
])('%s is no cast', (_, text) => {
  expect(found(text)).toEqual([]);
});

test('constructors, decoders, tests and the mint may cast, but nobody to any', () => {
  for (const path of [
    'lib/domain/price.ts',
    'server/replay/decode-record.ts',
    'server/engine/loop.test.ts',
    'server/core/4-gate/verdict-to-order.ts',
  ]) {
    expect(found('const a = b as Price;', path)).toEqual([]);
    expect(found('const a = b as any;', path)).toEqual(['cast to any']);
  }
});
