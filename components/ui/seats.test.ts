// Seats: whoever is there has exactly one and keeps it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepSeats, type Seats, unlessSame } from './seats.ts';

describe('seats', () => {
  const idSets = fc.array(fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 6 }), {
    maxLength: 20,
  });

  it('everyone has one seat and keeps it for as long as they are there', () => {
    fc.assert(
      fc.property(idSets, (steps) => {
        let seats: Seats = [];
        for (const ids of steps) {
          const before = seats;
          seats = keepSeats(before, ids);
          expect(seats.filter((id) => id !== null).toSorted()).toEqual(ids.toSorted());
          for (const [place, id] of before.entries())
            if (id !== null && ids.includes(id)) expect(seats[place]).toBe(id);
          expect(keepSeats(seats, ids)).toBe(seats);
        }
      }),
    );
  });

  it('a newcomer takes the first free seat, and free seats at the end are gone', () => {
    expect(keepSeats(['a', 'b', 'c'], ['a', 'c'])).toEqual(['a', null, 'c']);
    expect(keepSeats(['a', null, 'c'], ['a', 'c', 'd'])).toEqual(['a', 'd', 'c']);
    expect(keepSeats(['a', 'b', 'c'], ['a'])).toEqual(['a']);
  });

  it('lets only those out of view move up, in their order', () => {
    expect(keepSeats(['a', 'b', 'c', 'd', 'e'], ['b', 'd', 'e'], 3)).toEqual(['d', 'b', 'e']);
    expect(keepSeats(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'], 3)).toEqual(['a', 'b', 'c', 'd']);
    expect(keepSeats(['a', 'b', 'c'], ['c'], 3)).toEqual([null, null, 'c']);
  });

  it('the same order is the same array, another order is not', () => {
    const seats: Seats = ['a', 'b'];
    expect(unlessSame(seats, ['a', 'b'])).toBe(seats);
    expect(unlessSame(seats, ['b', 'a'])).toEqual(['b', 'a']);
    expect(unlessSame(seats, ['a'])).toEqual(['a']);
  });
});
