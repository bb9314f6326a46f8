// Tick grids: which YES prices a market accepts. In: price ranges as the venue prints them. Out: yes or no.
// Source: kalshi-api §2 (labels are names, ranges are the truth; at a border both adjoining grids count).
import { ensure } from '#lib/check.ts';
import { DOLLAR_CENTI_CENTS, parseScaled } from './fixed-point.ts';
import type { PriceRange } from './market-shapes.ts';

const RANGES: Readonly<Record<string, readonly PriceRange[]>> = {
  linear_cent: [{ start: '0.0000', end: '1.0000', step: '0.0100' }],
  deci_cent: [{ start: '0.0000', end: '1.0000', step: '0.0010' }],
  tapered_deci_cent: [
    { start: '0.0000', end: '0.1000', step: '0.0010' },
    { start: '0.1000', end: '0.9000', step: '0.0100' },
    { start: '0.9000', end: '1.0000', step: '0.0010' },
  ],
};

/** The ranges behind a label; throws on a label this venue does not offer. */
export function rangesOfLabel(label: string): readonly PriceRange[] {
  return ensure(RANGES[label], `price level structure "${label}" is unknown`);
}

function centiCents(text: string): number {
  return ensure(parseScaled(text, 4), `price "${text}" is not a decimal`);
}

/** Whether a YES price is strictly inside (0, 1) and on one of the grids that cover it. */
export function isOnGrid(ranges: readonly PriceRange[], price: number): boolean {
  if (price <= 0 || price >= DOLLAR_CENTI_CENTS) return false;
  return ranges.some((range) => {
    const start = centiCents(range.start);
    if (price < start || price > centiCents(range.end)) return false;
    return (price - start) % centiCents(range.step) === 0;
  });
}
