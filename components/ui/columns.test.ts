// The lines between the desk's columns: wherever somebody drags them, every panel keeps its room.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, LINE_COUNT } from './choices.ts';
import { COLUMN_LINES, DESIGNED_LINES, isRoomy, moveLine, rangeOf } from './columns.ts';

describe('column lines', () => {
  it('as designed every panel has its room, and every line has a name', () => {
    expect(isRoomy(DESIGNED_LINES)).toBe(true);
    expect(COLUMN_LINES).toHaveLength(LINE_COUNT);
    expect(columnsOf(DESIGNED_LINES)).toEqual(DESIGNED_LINES);
  });

  it('no sequence of moves takes a panel its room, and what results can be stored', () => {
    const moves = fc.array(
      fc.tuple(
        fc.nat({ max: LINE_COUNT - 1 }),
        fc.double({ min: -5_000, max: 15_000, noNaN: true }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(moves, (steps) => {
        const lines = steps.reduce((now, [place, to]) => moveLine(now, place, to), DESIGNED_LINES);
        expect(isRoomy(lines)).toBe(true);
        expect(columnsOf(lines)).toEqual(lines);
      }),
    );
  });

  it('a line goes where it is told within its range, and moves no other', () => {
    const { min, max } = rangeOf(DESIGNED_LINES, 2);
    expect(moveLine(DESIGNED_LINES, 2, 3_100)).toEqual([1_472, 1_833, 3_100, 4_583, 7_125]);
    expect(moveLine(DESIGNED_LINES, 2, -1)[2]).toBe(min);
    expect(moveLine(DESIGNED_LINES, 2, 99_999)[2]).toBe(max);
  });
});
