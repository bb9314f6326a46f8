// Which rows of a long table are told. In: rows, oldest first. Out: all that are alive, and the newest of the rest.

/** Keeps the order; a row that is alive never leaves, however many came after it. */
export function keptRows<Row>(
  entries: Iterable<readonly [string, Row]>,
  rest: number,
  isAlive: (row: Row) => boolean = () => false,
): Readonly<Record<string, Row>> {
  const all = [...entries];
  const over = all.filter(([, row]) => !isAlive(row));
  const gone = new Set(over.slice(0, Math.max(0, over.length - rest)));
  return Object.fromEntries(all.filter((entry) => !gone.has(entry)));
}
