// A maker's ladder: uncrossed, on the grid, best first, leaning against inventory.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridDown, gridUp } from './price-grid.ts';
import { type LadderHabits, quoteLadder } from './quote-ladder.ts';

const HABITS: LadderHabits = {
  halfSpread: 100,
  levels: 3,
  gap: 100,
  contracts: 100,
  inventoryPerCent: 500,
  mostInventory: 4_000,
};

function isLegal(grid: 'tapered' | 'cents', price: number): boolean {
  const isFine = grid === 'tapered' && (price <= 1_000 || price >= 9_000);
  return price > 0 && price < 10_000 && price % (isFine ? 10 : 100) === 0;
}

test('every ladder is uncrossed, on its grid, best first and within 500 contracts', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 10_000, noNaN: true }),
      fc.integer({ min: -5_000, max: 5_000 }),
      fc.constantFrom('tapered' as const, 'cents' as const),
      fc.double({ min: 1, max: 3, noNaN: true }),
      (fair, inventory, grid, widen) => {
        const quotes = quoteLadder(fair, HABITS, { inventory, widen, grid });
        const bids = quotes.filter((q) => q.side === 'bid').map((q) => q.priceCentiCents);
        const asks = quotes.filter((q) => q.side === 'ask').map((q) => q.priceCentiCents);
        expect(bids).toEqual([...new Set(bids)].sort((a, b) => b - a));
        expect(asks).toEqual([...new Set(asks)].sort((a, b) => a - b));
        expect(Math.max(0, ...bids)).toBeLessThan(Math.min(10_000, ...asks));
        for (const quote of quotes) {
          expect(isLegal(grid, quote.priceCentiCents)).toBe(true);
          expect(quote.countCentiContracts).toBeGreaterThan(0);
          expect(quote.countCentiContracts).toBeLessThanOrEqual(50_000);
        }
      },
    ),
  );
});

test('a maker who is long quotes lower on both sides', () => {
  const at = (inventory: number) =>
    quoteLadder(5_000, HABITS, { inventory, widen: 1, grid: 'cents' });
  const flat = at(0);
  const long = at(1_000);
  expect(flat[0]?.priceCentiCents).toBe(4_900);
  expect(flat[1]?.priceCentiCents).toBe(5_100);
  expect(long[0]?.priceCentiCents).toBe(4_700);
  expect(long[1]?.priceCentiCents).toBe(4_900);
});

test('a maker at his limit quotes only the side that brings him back', () => {
  const at = (inventory: number): string[] =>
    quoteLadder(5_000, HABITS, { inventory, widen: 1, grid: 'cents' }).map((quote) => quote.side);
  expect(new Set(at(4_000))).toEqual(new Set(['ask']));
  expect(new Set(at(-4_000))).toEqual(new Set(['bid']));
});

test('the grid rounds away from the middle and answers the border when nothing is legal', () => {
  expect([gridDown('cents', 4_649), gridUp('cents', 4_601)]).toEqual([4_600, 4_700]);
  expect([gridDown('tapered', 954), gridUp('tapered', 9_051)]).toEqual([950, 9_060]);
  expect([gridDown('cents', 60), gridUp('cents', 9_950)]).toEqual([0, 10_000]);
  expect([gridDown('tapered', 9_999), gridUp('tapered', 1)]).toEqual([9_990, 10]);
});
