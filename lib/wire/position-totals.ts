// Sums over live positions, for every screen and file that names one. In: position rows. Out: totals; one missing part makes a sum missing.
import { seriesOf } from '../domain/series-of.ts';
import type { PositionRow } from './trade-rows.ts';

export interface PositionTotals {
  /** Realised less the fees paid so far: what the day's result counts. */
  readonly netMicro: number;
  /** Null when an open position has no mark: a partial sum would be a lie. */
  readonly unrealisedMicro: number | null;
}

/** What a position has brought so far: realised less fees, 1e-6 $. */
export function netOf({
  realisedMicro,
  feesMicro,
}: Pick<PositionRow, 'realisedMicro' | 'feesMicro'>) {
  return realisedMicro - feesMicro;
}

/** Realised net of fees, and unrealised, over all rows, 1e-6 $. */
export function totalsOf(rows: readonly PositionRow[]): PositionTotals {
  let netMicro = 0;
  let unrealisedMicro: number | null = 0;
  for (const row of rows) {
    netMicro += netOf(row);
    if (row.contracts === 0) continue;
    unrealisedMicro =
      unrealisedMicro === null || row.unrealisedMicro === null
        ? null
        : unrealisedMicro + row.unrealisedMicro;
  }
  return { netMicro, unrealisedMicro };
}

/** Unrealised of the open positions of each group, 1e-6 $; a group without an open position has no entry. */
export function unrealisedBy(
  rows: readonly PositionRow[],
  keyOf: (row: PositionRow) => string,
): ReadonlyMap<string, number | null> {
  const groups = new Map<string, PositionRow[]>();
  for (const row of rows) {
    if (row.contracts === 0) continue;
    const key = keyOf(row);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [row]);
    else own.push(row);
  }
  return new Map([...groups].map(([key, own]) => [key, totalsOf(own).unrealisedMicro]));
}

/** The series of a ticker as it is shown; all that we do not trade together. */
export function seriesName(ticker: string): string {
  return seriesOf(ticker) ?? 'other products';
}
