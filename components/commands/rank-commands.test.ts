// What a typed text finds: every word must be there, and the title counts more than what stands beside it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankCommands, searchable } from './rank-commands.ts';

const COMMANDS = [
  { title: 'Desk', hint: 'books, signal, offers, positions' },
  { title: 'Decisions', hint: 'why it entered, exited or stayed flat' },
  { title: 'Orders', hint: 'orders and fills' },
  { title: '> $84,900', hint: 'hourly, closes 14:00 UTC, KXBTCD-26NOV2209-T84899.99' },
  { title: '$85,000 or above', hint: 'hourly, closes 14:00 UTC, KXBTCD-26NOV2209-T84999.99' },
];

const titles = (text: string, limit = 9) =>
  rankCommands(COMMANDS, text, limit).map(({ title }) => title);

test('nothing typed asks for all, in their order', () => {
  expect(titles('')).toEqual(COMMANDS.map(({ title }) => title));
  expect(titles('  ', 2)).toEqual(['Desk', 'Decisions']);
});

test('a title that begins so comes first, then a word of it, then what stands beside it', () => {
  expect(titles('de')).toEqual(['Desk', 'Decisions', 'Orders']);
  expect(titles('or')).toEqual(['Orders', '$85,000 or above', 'Decisions']);
  expect(titles('fills')).toEqual(['Orders']);
});

test('a strike is found with and without its dollar and comma, and every word must be there', () => {
  for (const text of ['84900', '84,900', '$84,900', '> 84,9'])
    expect(titles(text)).toEqual(['> $84,900']);
  expect(titles('hourly 85')).toEqual(['$85,000 or above']);
  expect(titles('hourly 86')).toEqual([]);
});

test('what is found holds every word, and no command comes twice', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9 ,$>]{0,8}$/), (text) => {
      const found = rankCommands(COMMANDS, text, 9);
      expect(new Set(found).size).toBe(found.length);
      for (const { title, hint } of found)
        for (const word of searchable(text).split(/\s+/))
          expect(searchable(title).includes(word) || searchable(hint).includes(word)).toBe(true);
    }),
  );
});
