// The price grid: the venue's price_ranges come in, domain ranges go out; a grid we cannot read is empty.
import type { PriceRange } from '#lib/domain/market.ts';
import type { CentiCents } from '#lib/domain/price.ts';

interface RangeFields {
  readonly start: CentiCents;
  readonly end: CentiCents;
  readonly step: CentiCents;
}

/** An empty grid makes every price off-grid, so nothing is priced on ranges that make no sense (F26). */
export function priceGrid(
  ranges: readonly RangeFields[] | null | undefined,
): readonly PriceRange[] {
  const rows = ranges ?? [];
  if (rows.some((row) => row.step <= 0 || row.end <= row.start)) return [];
  return rows.map((row) => ({ start: row.start, end: row.end, step: row.step }));
}
