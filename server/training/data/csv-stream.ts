// Comma-separated recordings, streamed. In: a path of .csv or .csv.gz. Out: one row at a time, cells by column name.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** One line of a recording; an empty cell, or one of a column the file has not, reads as ''. */
export interface CsvRow {
  /** "path:line". */
  readonly where: string;
  readonly text: (column: string) => string;
  /** The cell as a finite number; null when blank. Throws on anything else, with the line number. */
  readonly number: (column: string) => number | null;
}

/** Throws what the disk or the archive does, with the path: readline itself would let it end the process. */
async function* lines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const plain = path.endsWith('.gz') ? createGunzip() : null;
  const reader = createInterface({ input: plain ? file.pipe(plain) : file, crlfDelay: Infinity });
  const failures: unknown[] = [];
  for (const stream of plain ? [file, plain] : [file])
    stream.on('error', (error: Error) => {
      failures.push(error);
      reader.close();
    });
  try {
    yield* reader;
  } catch (error) {
    failures.push(error);
  } finally {
    reader.close();
    file.destroy();
    plain?.destroy();
  }
  const [failure] = failures;
  if (failure !== undefined)
    throw new Error(`${path}: ${failure instanceof Error ? failure.message : failure}`);
}

function rowOf(cells: readonly string[], places: ReadonlyMap<string, number>, where: string) {
  const text = (column: string): string => cells[places.get(column) ?? -1] ?? '';
  return {
    where,
    text,
    number: (column: string): number | null => {
      const cell = text(column).trim();
      if (cell === '') return null;
      const value = Number(cell);
      if (!Number.isFinite(value)) throw new Error(`${where}: ${column} "${cell}" is no number`);
      return value;
    },
  };
}

/** Throws on a quoted cell (no recording has one, and a wrong split is worse) and on a row cut short: its price may be too. */
function cellsOf(text: string, columns: number | null, where: string): readonly string[] {
  if (text.includes('"')) throw new Error(`${where}: quoted cells are not supported`);
  const cells = text.split(',');
  if (columns !== null && cells.length !== columns)
    throw new Error(`${where}: ${cells.length} cells where the header names ${columns}`);
  return cells;
}

/** Streams the rows after the header. Throws where a row cannot be read as the header says, with the line number. */
export async function* csvRows(path: string): AsyncGenerator<CsvRow> {
  let places: ReadonlyMap<string, number> | null = null;
  let line = 0;
  for await (const text of lines(path)) {
    line++;
    if (text === '') continue;
    const cells = cellsOf(text, places?.size ?? null, `${path}:${line}`);
    if (places === null) places = new Map(cells.map((name, place) => [name.trim(), place]));
    else yield rowOf(cells, places, `${path}:${line}`);
  }
}

/** The column names of a recording; empty for an empty file. Reads no further than the first line. */
export async function csvColumns(path: string): Promise<readonly string[]> {
  for await (const text of lines(path)) return text.split(',').map((name) => name.trim());
  return [];
}
