// CSV cells: what a spreadsheet reads is what was written, and nothing runs.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('commas, quotes and line ends stay inside their cell', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', 'plain'])).toBe(
    '"a,b","say ""x""","two\nlines",plain\r\n',
  );
});

test('what is not known is an empty cell, and zero is not', () => {
  expect(csvLine([null, 0, false, ''])).toBe(',0,false,\r\n');
});

test('text that a spreadsheet would run is made text; a signed decimal stays a number', () => {
  for (const text of ['=1+1', '+1', '+A1', '-A1', '@SUM(A1)', '\tx', ' =1', '|cmd', '＝1', '-1+1'])
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
  expect(csvLine(['-0.017500', -3, '12'])).toBe('-0.017500,-3,12\r\n');
});

test('whatever the text, its cell begins with no formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [, cell = ''] = /^"?([\s\S]*?)"?\r\n$/.exec(csvLine([text])) ?? [];
      expect(/^-?\d+(\.\d+)?$/.test(cell) || !/^[=+\-@\t]/.test(cell)).toBe(true);
    }),
  );
});
