// What the positions panel shows. In: rows. Out: disputed first, settled last; what one is worth and can become.
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

export interface Prospects {
  /** Paid and obtainable now, a contract of the held outcome, 1e-4 $; need not be whole. */
  readonly entry: number;
  readonly mark: number | null;
  /** What it could be sold for now, 1e-6 $, before the fee of selling. */
  readonly valueMicro: number | null;
  /** Held to settlement, against what it cost, 1e-6 $; fees already paid are booked and count elsewhere. */
  readonly worstMicro: number;
  readonly bestMicro: number;
}

/** What an open position is worth and can become; null where nothing is held. A contract pays one dollar or nothing. */
export function prospectsOf(
  row: Pick<PositionRow, 'contracts' | 'costMicro' | 'markMicro'>,
): Prospects | null {
  const { contracts, costMicro, markMicro } = row;
  if (contracts === 0) return null;
  const size = Math.abs(contracts);
  return {
    entry: costMicro / size,
    mark: markMicro === null ? null : markMicro / size,
    ...{ valueMicro: markMicro, worstMicro: 0 - costMicro, bestMicro: size * 10_000 - costMicro },
  };
}
