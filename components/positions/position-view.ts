// Order of positions. In: rows. Out: disputed first, settled last.
import type { PositionRow } from '#lib/wire/trade-rows.ts';

const RANK: Readonly<Record<PositionRow['state'], number>> = {
  disagree: 0,
  open: 1,
  'awaiting-settlement': 2,
  closed: 3,
  settled: 4,
};

/** What the venue disputes first, then open by close, settled last. */
export function shownPositions(rows: readonly PositionRow[]): readonly PositionRow[] {
  return rows.toSorted(
    (left, right) =>
      RANK[left.state] - RANK[right.state] ||
      (left.closeAt ?? Number.MAX_VALUE) - (right.closeAt ?? Number.MAX_VALUE) ||
      left.ticker.localeCompare(right.ticker),
  );
}
