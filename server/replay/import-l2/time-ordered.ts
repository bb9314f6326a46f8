// Rows of a CSV file in time order, whatever order they stand in. In: file, decoder. Out: decoded rows, unreadable ones counted.
import type { CsvFile } from './csv-file.ts';
import { microseconds, type ReadFaults, type RecordedRow } from './recorded-row.ts';

/** Reads one row; null when it cannot be used. */
export type RowDecoder = (fields: readonly string[]) => RecordedRow | null;

interface TimeColumns {
  readonly us: Float64Array;
  readonly order: Float64Array;
  readonly isSorted: boolean;
}

/** Time and number of every row; a row without a readable time sorts last and is refused by its decoder. */
function timesOf(file: CsvFile): TimeColumns {
  const us = new Float64Array(file.rows);
  const order = new Float64Array(file.rows);
  const timeAt = file.column('recv_ns');
  const numberAt = hasColumn(file, 'seq') ? file.column('seq') : -1;
  let isSorted = true;
  for (let row = 0; row < file.rows; row++) {
    const fields = file.fields(row);
    us[row] = microseconds(fields[timeAt]) ?? Number.POSITIVE_INFINITY;
    order[row] = numberAt < 0 ? row : Number(fields[numberAt]);
    if (row > 0 && isBefore(us, order, row, row - 1)) isSorted = false;
  }
  return { us, order, isSorted };
}

function hasColumn(file: CsvFile, name: string): boolean {
  try {
    return file.column(name) >= 0;
  } catch {
    return false;
  }
}

function isBefore(us: Float64Array, order: Float64Array, a: number, b: number): boolean {
  const left = us[a] ?? 0;
  const right = us[b] ?? 0;
  return left < right || (left === right && (order[a] ?? 0) < (order[b] ?? 0));
}

/** Decodes the rows of `file` in order of (time, number). The recorder writes session by session, not by time. */
export function* timeOrdered(
  file: CsvFile,
  decode: RowDecoder,
  faults: ReadFaults,
): Generator<RecordedRow> {
  if (file.isTorn) faults.tornFiles.push(file.path);
  const { us, order, isSorted } = timesOf(file);
  const index = Uint32Array.from({ length: file.rows }, (_, row) => row);
  if (!isSorted)
    index.sort((a, b) => (us[a] ?? 0) - (us[b] ?? 0) || (order[a] ?? 0) - (order[b] ?? 0));
  for (const row of index) {
    const decoded = decode(file.fields(row));
    if (decoded === null) faults.unreadableRows += 1;
    else yield decoded;
  }
}
