// Naming rules on small strings.
import { expect, test } from 'vitest';
import { bannedSynonyms, emptyNames } from './names.ts';

test.each([
  'lib/utils.ts',
  'lib/date-utils.ts',
  'lib/helpers/a.ts',
  'server/order-manager.ts',
  'components/common/a.tsx',
  'lib/misc.test.ts',
])('%s names no idea', (path) => {
  expect(emptyNames({ path, text: '' })).toHaveLength(1);
});

test.each(['lib/uncommon.ts', 'server/simulator/agents/common-lean.ts', 'lib/managed-order.ts'])(
  '%s names one',
  (path) => {
    expect(emptyNames({ path, text: '' })).toEqual([]);
  },
);

test('declared names are looked at, comments and texts are not', () => {
  const names = (text: string) => emptyNames({ path: 'a.ts', text }).map((each) => each.text);
  expect(names('class OrderManager {}')).toEqual(['OrderManager names no idea']);
  expect(names('const stringUtils = 1;')).toEqual(['stringUtils names no idea']);
  expect(names("// class OrderManager\nconst a = 'class OrderManager';")).toEqual([]);
});

test.each([
  ['canceled', 'lib/a.ts'],
  ['Cancelation', 'server/core/a.ts'],
  ['orderbook', 'components/a.tsx'],
  ['panic button', 'README.md'],
  ['backend', 'ARCHITECTURE.md'],
])('%s has another word here', (word, path) => {
  const text = `// ${word}`;
  expect(bannedSynonyms({ path, text })).toHaveLength(1);
});

test('the wire keeps the spelling of the venue, and longer words are other words', () => {
  expect(bannedSynonyms({ path: 'server/adapters/kalshi/a.ts', text: "'canceled'" })).toEqual([]);
  expect(bannedSynonyms({ path: 'server/simulator/kalshi/a.ts', text: 'orderbook' })).toEqual([]);
  expect(bannedSynonyms({ path: 'lib/a.ts', text: 'cancelled, orderbook_delta' })).toEqual([]);
});
