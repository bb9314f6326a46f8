// Where traders may quote. In: a fractional YES price in 1e-4 dollars. Out: the legal price below or above it.

/** How finely a market is quoted: 15-minute markets in tenths of a cent at the edges, others in whole cents. */
export type GridKind = 'tapered' | 'cents';

const CENT = 100;
const TENTH = 10;

/** 0.001 below 0.10 and above 0.90, 0.01 between (kalshi-api §2). */
function stepBelow(kind: GridKind, price: number): number {
  return kind === 'tapered' && (price <= 1_000 || price > 9_000) ? TENTH : CENT;
}

function stepAbove(kind: GridKind, price: number): number {
  return kind === 'tapered' && (price < 1_000 || price >= 9_000) ? TENTH : CENT;
}

/** The highest legal price ≤ `raw`; 0 when there is none. */
export function gridDown(kind: GridKind, raw: number): number {
  const step = stepBelow(kind, raw);
  const price = Math.floor(raw / step + 1e-9) * step;
  return Math.max(0, Math.min(price, 10_000 - step));
}

/** The lowest legal price ≥ `raw`; 10 000 when there is none. */
export function gridUp(kind: GridKind, raw: number): number {
  const step = stepAbove(kind, raw);
  const price = Math.ceil(raw / step - 1e-9) * step;
  return Math.min(10_000, Math.max(price, step));
}
