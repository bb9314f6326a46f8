// CSV lines: cells survive their commas and quotes, and no cell begins a formula.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('commas, quotes and line ends stay inside their cell; not known is empty', () => {
  const line = csvLine([{ text: 'a,b' }, { text: 'say "no"' }, { text: 'x\ny' }, { text: null }]);
  expect(line).toBe('"a,b","say ""no""","x\ny",\r\n');
});

test('a text that begins a formula is told to be text, a number of ours is not', () => {
  for (const text of ['=1+1', '+1', '-1', '@a', ' =1', '\t=1', '|cmd', '＝1'])
    expect(csvLine([{ text }]).replace(/^"/, '')[0]).toBe("'");
  expect(csvLine([{ number: '-0.017500' }])).toBe('-0.017500\r\n');
  expect(() => csvLine([{ number: '=1' }])).toThrow('not a plain number');
});

test('whatever the text, its cell begins with no formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(csvLine([{ text }]).replace(/^"/, '')).not.toMatch(/^[=+\-@\t]/);
    }),
  );
});
