// The price grid of a market, always from the venue's own price_ranges. Snap, never clamp.
import type { PriceRange } from './market.ts';
import { type CentiCents, price } from './price.ts';

/** True when `value` is > 0, < 1 and on one of the ranges (a border belongs to both neighbours). */
export function isOnGrid(grid: readonly PriceRange[], value: CentiCents): boolean {
  if (value <= 0 || value >= 10_000) return false;
  return grid.some(
    (range) =>
      value >= range.start && value <= range.end && (value - range.start) % range.step === 0,
  );
}

function candidates(grid: readonly PriceRange[], raw: number, toward: 'down' | 'up'): number[] {
  const found: number[] = [];
  for (const range of grid) {
    const steps = (Math.min(Math.max(raw, range.start), range.end) - range.start) / range.step;
    const whole = toward === 'down' ? Math.floor(steps + 1e-9) : Math.ceil(steps - 1e-9);
    const snapped = range.start + whole * range.step;
    // 0 and 1 are on the grid but no legal prices: the next one inside is.
    const legal = snapped >= 10_000 ? snapped - range.step : snapped;
    const value = legal <= 0 ? legal + range.step : legal;
    const inside = value >= range.start && value <= range.end && value > 0 && value < 10_000;
    if (inside && (toward === 'down' ? value <= raw + 1e-9 : value >= raw - 1e-9))
      found.push(value);
  }
  return found;
}

/** The nearest legal price at or below `raw` (1e-4 dollars, may be fractional); null when there is none. */
export function snapDown(grid: readonly PriceRange[], raw: number): CentiCents | null {
  const found = candidates(grid, raw, 'down');
  return found.length === 0 ? null : price(Math.max(...found));
}

/** The nearest legal price at or above `raw` (1e-4 dollars, may be fractional); null when there is none. */
export function snapUp(grid: readonly PriceRange[], raw: number): CentiCents | null {
  const found = candidates(grid, raw, 'up');
  return found.length === 0 ? null : price(Math.min(...found));
}

/** The step in force at `value`, in 1e-4 dollars; null off every range. */
export function stepAt(grid: readonly PriceRange[], value: CentiCents): number | null {
  const range = grid.find((each) => value >= each.start && value <= each.end);
  return range ? range.step : null;
}
