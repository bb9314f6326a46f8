// Snapping to the venue's grid: always legal, never past the limit, never clamped.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnGrid, snapDown, snapUp, stepAt } from './grid.ts';
import type { PriceRange } from './market.ts';
import { price } from './price.ts';

const range = (start: number, end: number, step: number): PriceRange => ({
  start: price(start),
  end: price(end),
  step,
});
const CENT = [range(0, 10_000, 100)];
/** Finer at the ends, as KXBTC15M has it. */
const TAPERED = [range(0, 1_000, 10), range(1_000, 9_000, 100), range(9_000, 10_000, 10)];

const grids = fc.constantFrom(CENT, TAPERED);
const inside = fc.double({ min: 10, max: 9_990, noNaN: true });
const raw = fc.double({ min: 0, max: 10_000, noNaN: true });

describe('grid', () => {
  it('I32 a snapped price is on the grid and on the asked side', () => {
    fc.assert(
      fc.property(grids, raw, (grid, value) => {
        const down = snapDown(grid, value);
        const up = snapUp(grid, value);
        if (down !== null) expect(isOnGrid(grid, down) && down <= value + 1e-9).toBe(true);
        if (up !== null) expect(isOnGrid(grid, up) && up >= value - 1e-9).toBe(true);
      }),
    );
  });

  it('no legal price lies between a value and where it snaps', () => {
    fc.assert(
      fc.property(grids, inside, (grid, value) => {
        const down = snapDown(grid, value) ?? 0;
        for (let each = down + 1; each <= value - 1e-6; each++)
          expect(isOnGrid(grid, price(each))).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('snapping what is legal changes nothing', () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 0, max: 10_000 }), (grid, value) => {
        if (!isOnGrid(grid, price(value))) return;
        expect([snapDown(grid, value), snapUp(grid, value)]).toEqual([value, value]);
      }),
    );
  });

  it('does not clamp: below the lowest and above the highest legal price there is none', () => {
    expect(snapDown(CENT, 99)).toBeNull();
    expect(snapUp(CENT, 9_901)).toBeNull();
    expect(snapDown([], 5_000)).toBeNull();
    expect([isOnGrid(CENT, price(0)), isOnGrid(CENT, price(10_000))]).toEqual([false, false]);
  });

  it('knows the step in force', () => {
    expect([stepAt(TAPERED, price(500)), stepAt(TAPERED, price(5_000))]).toEqual([10, 100]);
    expect(stepAt([], price(500))).toBeNull();
  });
});
