// One plain CSV file, zipped or not, held as bytes and read row by row. In: a path. Out: rows of text fields.
// The recordings quote nothing, so a row is its line split at commas. A file cut off in the middle keeps its whole rows.
import { readFileSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';

const NEWLINE = 10;

export interface CsvFile {
  readonly path: string;
  /** Whole rows, the heading not counted. */
  readonly rows: number;
  /** True when the file ends in the middle of a row, as a killed recorder leaves it. */
  readonly isTorn: boolean;
  /** The fields of row `index` by position; see `column`. */
  fields(index: number): readonly string[];
  /** Position of a column; throws when the heading does not name it. */
  column(name: string): number;
}

/** The bytes of a file, unzipped as far as they go. */
export function readBytes(path: string): Buffer {
  const bytes = readFileSync(path);
  if (!path.endsWith('.gz')) return bytes;
  return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
}

/** Where each line starts, and one past the end of the last whole one. */
function lineStarts(bytes: Buffer): Uint32Array {
  let starts = new Uint32Array(1024);
  let count = 1;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, end + 1)) {
    if (count === starts.length) {
      const grown = new Uint32Array(starts.length * 2);
      grown.set(starts);
      starts = grown;
    }
    starts[count] = end + 1;
    count += 1;
  }
  return starts.subarray(0, count);
}

/** Opens `path`. Throws when it is not there or has no heading. */
export function openCsv(path: string): CsvFile {
  const bytes = readBytes(path);
  const starts = lineStarts(bytes);
  const line = (index: number): string =>
    bytes.toString('latin1', starts[index] ?? 0, (starts[index + 1] ?? 1) - 1);
  if (starts.length < 2) throw new Error(`${path} has no heading`);
  const columns = new Map(
    line(0)
      .split(',')
      .map((name, at) => [name, at]),
  );
  const end = starts.at(-1) ?? 0;
  return {
    path,
    rows: starts.length - 2,
    isTorn: end < bytes.length,
    fields: (index) => line(index + 1).split(','),
    column(name) {
      const at = columns.get(name);
      if (at === undefined) throw new Error(`${path} has no column "${name}"`);
      return at;
    },
  };
}
