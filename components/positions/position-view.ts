// Order of positions and their sum. In: rows. Out: open first; a total that is missing as soon as one part is.
import type { PositionRow } from '#lib/wire/topics.ts';

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

export interface PositionTotals {
  readonly realisedMicro: number;
  /** Null when an open position has no mark: a partial sum would be a lie. */
  readonly unrealisedMicro: number | null;
}

/** Realised and unrealised over all rows. */
export function totalsOf(rows: readonly PositionRow[]): PositionTotals {
  let realisedMicro = 0;
  let unrealisedMicro: number | null = 0;
  for (const row of rows) {
    realisedMicro += row.realisedMicro;
    if (row.contracts === 0) continue;
    unrealisedMicro =
      unrealisedMicro === null || row.unrealisedMicro === null
        ? null
        : unrealisedMicro + row.unrealisedMicro;
  }
  return { realisedMicro, unrealisedMicro };
}
