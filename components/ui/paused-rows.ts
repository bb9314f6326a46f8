// A list that stands still on request. In: rows now, who was there when it was paused. Out: those rows as they are now, and how many wait.

export interface PausedRows<Row> {
  readonly rows: readonly Row[];
  /** Rows that came since, and are not shown yet. */
  readonly waiting: number;
}

/**
 * Rows of `held` in their order of then, each with what it says now: a paused list must not lie about an order. Whoever is
 * gone from `all` is left out; whoever is in `rows` and was not held waits. `held` null: not paused.
 */
export function pausedRows<Row>(
  { rows, all }: { readonly rows: readonly Row[]; readonly all: readonly Row[] },
  held: readonly string[] | null,
  idOf: (row: Row) => string,
): PausedRows<Row> {
  if (held === null) return { rows, waiting: 0 };
  const known = new Map(all.map((row) => [idOf(row), row]));
  const kept = new Set(held);
  return {
    rows: held.flatMap((id) => known.get(id) ?? []),
    waiting: rows.filter((row) => !kept.has(idOf(row))).length,
  };
}
