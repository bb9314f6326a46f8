// The quotes one maker wants in one market. In: his fair value, habits and inventory. Out: prices and sizes, best first.
import type { BookSide } from '../kalshi/market-shapes.ts';
import { type GridKind, gridDown, gridUp } from './price-grid.ts';

/** Habits that shape a maker's ladder. Prices in 1e-4 dollars. */
export interface LadderHabits {
  /** Distance of the best quote from fair value in the middle of the range. */
  readonly halfSpread: number;
  readonly levels: number;
  /** Distance between levels in the middle of the range. */
  readonly gap: number;
  /** Contracts on the best level; deeper levels carry more. */
  readonly contracts: number;
  /** Contracts of inventory at which quotes are shifted by one cent. */
  readonly inventoryPerCent: number;
  /** Contracts of inventory beyond which the side that would add to it is not quoted. */
  readonly mostInventory: number;
}

export interface DesiredQuote {
  readonly side: BookSide;
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
}

const MOST_SKEW = 500;
const MOST_CONTRACTS = 500;

/** Spreads narrow towards the edges, where a cent is a large part of the price: 1 at 0.50, about a third at 0.03. */
function edgeScale(fair: number): number {
  const ratio = fair / 10_000;
  return Math.min(1, Math.max(0.25, 2 * Math.sqrt(ratio * (1 - ratio))));
}

/**
 * Bids and asks around `fair` (1e-4 dollars, fractional), shifted against the inventory (contracts, + YES).
 * `widen` ≥ 1 multiplies the spread in dangerous minutes. A side may be empty at the edge of the range.
 */
export function quoteLadder(
  fair: number,
  habits: LadderHabits,
  state: { readonly inventory: number; readonly widen: number; readonly grid: GridKind },
): readonly DesiredQuote[] {
  const scale = edgeScale(fair);
  const skew = (-state.inventory / habits.inventoryPerCent) * 100 * scale;
  const centre = fair + Math.min(MOST_SKEW, Math.max(-MOST_SKEW, skew));
  const half = habits.halfSpread * scale * state.widen;
  const quotes: DesiredQuote[] = [];
  const add = (side: BookSide, price: number, level: number): void => {
    const grows = side === 'bid' ? state.inventory : -state.inventory;
    if (grows >= habits.mostInventory) return;
    const last = quotes.findLast((quote) => quote.side === side);
    if (price <= 0 || price >= 10_000 || last?.priceCentiCents === price) return;
    const contracts = Math.min(MOST_CONTRACTS, Math.round(habits.contracts * (1 + 0.8 * level)));
    quotes.push({ side, priceCentiCents: price, countCentiContracts: contracts * 100 });
  };
  for (let level = 0; level < habits.levels; level++) {
    const away = half + level * habits.gap * scale;
    add('bid', gridDown(state.grid, centre - away), level);
    add('ask', gridUp(state.grid, centre + away), level);
  }
  return quotes;
}
