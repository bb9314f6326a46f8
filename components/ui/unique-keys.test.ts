// Keys of a list: the same step twice in one millisecond is two rows, and a row keeps its key while the list grows.
import { expect, test } from 'vitest';
import { uniqueKeys } from './unique-keys.ts';

test('what was noted twice in one millisecond has two keys, and they stay when more is noted', () => {
  const rows = ['failed', 'failed', 'cancel-all'];
  const keys = uniqueKeys(rows, (row) => row).map(({ key }) => key);
  expect(new Set(keys).size).toBe(3);
  const more = uniqueKeys([...rows, 'failed'], (row) => row);
  expect(more.slice(0, 3).map(({ key }) => key)).toEqual(keys);
  expect(more.map(({ row }) => row)).toEqual([...rows, 'failed']);
});
