// Several row sources become one, by time. In: sources, each in order. Out: their rows in order; equal times by source rank.
import { assertInvariant } from '#lib/check.ts';
import type { RecordedRow } from './recorded-row.ts';

interface Head {
  readonly rows: Iterator<RecordedRow>;
  row: RecordedRow;
}

/** Negative when `a` comes first: by µs, then by number. */
function compare(a: RecordedRow, b: RecordedRow): number {
  return a.us - b.us || a.order - b.order;
}

/** Merges; sources named earlier win ties. Throws when a source goes back in time: a hidden disorder is no replay. */
export function* mergeRows(sources: readonly Iterable<RecordedRow>[]): Generator<RecordedRow> {
  const heads: Head[] = [];
  for (const source of sources) {
    const rows = source[Symbol.iterator]();
    const first = rows.next();
    if (!first.done) heads.push({ rows, row: first.value });
  }
  for (;;) {
    let best: Head | undefined = heads[0];
    if (best === undefined) return;
    for (const head of heads) if (compare(head.row, best.row) < 0) best = head;
    yield best.row;
    const next = best.rows.next();
    if (next.done) heads.splice(heads.indexOf(best), 1);
    else {
      assertInvariant(next.value.us >= best.row.us, `a source of rows goes back in time`);
      best.row = next.value;
    }
  }
}
