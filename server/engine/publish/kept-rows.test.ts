// A list that is cut must never cut what still matters.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptRows } from './kept-rows.ts';

test('I15 a living order stays in the list however many finished after it', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 200 }), fc.nat({ max: 80 }), (alive, rest) => {
      const rows = alive.map((isAlive, index) => [`o-${index}`, { isAlive, index }] as const);
      const kept = Object.values(keptRows(rows, rest, (row) => row.isAlive));
      const living = rows.filter(([, row]) => row.isAlive).length;
      expect(kept.filter((row) => row.isAlive)).toHaveLength(living);
      expect(kept).toHaveLength(living + Math.min(rest, rows.length - living));
      const over = kept.filter((row) => !row.isAlive).map((row) => row.index);
      const dropped = rows.filter(([, row]) => !row.isAlive && !kept.includes(row));
      for (const [, row] of dropped) expect(row.index).toBeLessThan(Math.min(...over, Infinity));
      expect(kept.map((row) => row.index)).toEqual(
        kept.map((row) => row.index).toSorted((left, right) => left - right),
      );
    }),
  );
});

test('without anything alive the newest are kept', () => {
  const rows = [1, 2, 3].map((each) => [String(each), each] as const);
  expect(Object.values(keptRows(rows, 2))).toEqual([2, 3]);
});
