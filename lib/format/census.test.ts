// The census on screen: order, shares, ages.
import { expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { agoText, byRefusals, shareText } from './census.ts';

const row = (label: string, evaluated: number, fired: number) => ({
  ...{ id: label, label, evaluated, fired },
  lastFiredAt: wallMs(0),
  lastDrilledAt: null,
});

test('those that refuse most come first, equal ones by name', () => {
  const rows = byRefusals([row('b', 9, 1), row('c', 9, 5), row('a', 9, 1)]);
  expect(rows.map((each) => each.label)).toEqual(['c', 'a', 'b']);
});

test('a share is never 0 % for a check that refused, and unknown for one never asked', () => {
  expect(shareText(row('a', 10_000, 1))).toBe('1 %');
  expect(shareText(row('a', 10, 0))).toBe('0 %');
  expect(shareText(row('a', 0, 0))).not.toContain('0');
});

test('ages in the largest whole unit', () => {
  const ages = [0, 59_000, 61_000, 3_700_000, 90_000_000].map((ms) => agoText(0, ms));
  expect(ages).toEqual(['0 s', '59 s', '1 min', '1 h', '1 d']);
});
