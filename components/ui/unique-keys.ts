// A key for each row of a list that only grows at its end. In: rows, what names one. Out: rows with keys, none of them twice.

export interface Keyed<Row> {
  readonly key: string;
  readonly row: Row;
}

/** Rows of one name are told apart by their turn: the same thing may be noted twice within a millisecond. */
export function uniqueKeys<Row>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): readonly Keyed<Row>[] {
  const turns = new Map<string, number>();
  return rows.map((row) => {
    const name = nameOf(row);
    const turn = (turns.get(name) ?? 0) + 1;
    turns.set(name, turn);
    return { key: `${name} ${turn}`, row };
  });
}
