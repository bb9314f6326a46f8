// Spot bars of any file in the layout. In: a path. Out: columns on typed arrays, ends in ms, the FTX labels put right.
import { basename } from 'node:path';
import { MINUTE_MS } from '#server/core/2-features/minutes/minute-series.ts';
import { type CsvRow, csvRows } from './csv-stream.ts';
import type { MinuteBars } from './recorded-series.ts';
import { recordedMs } from './recorded-time.ts';

const TIME_COLUMNS = ['minute_utc', 'open_time', 'timestamp'];

/** What a file with these columns holds, if it is a spot series at all. */
export function spotKind(columns: readonly string[]): 'bars' | 'trades' | null {
  if (columns.includes('close') && TIME_COLUMNS.some((name) => columns.includes(name)))
    return 'bars';
  return columns.includes('price') && columns.includes('recv_ns') ? 'trades' : null;
}

/** The file's name without folder and endings. */
export function seriesId(path: string): string {
  return basename(path).replace(/\.csv(\.gz)?$/, '');
}

function positive(row: CsvRow, column: string): number {
  const value = row.number(column);
  return value !== null && value > 0 ? value : Number.NaN;
}

/** Smallest distance of neighbouring labels, in seconds: a gap only makes it longer. */
function labelStep(labels: readonly number[]): number {
  const steps = labels.slice(1).map((label, i) => (label - (labels[i] ?? 0)) / 1000);
  return steps.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
}

/** Columns in time order; of two rows with one label the later one in the file stands. */
export function barsFromRows(
  id: string,
  rows: ReadonlyMap<number, readonly number[]>,
  labelIsEnd: boolean,
): MinuteBars {
  const labels = [...rows.keys()].sort((a, b) => a - b);
  const stepSeconds = labels.length < 2 ? 60 : labelStep(labels);
  const shift = labelIsEnd ? 0 : stepSeconds * 1000;
  const column = (place: number) =>
    Float64Array.from(labels, (label) => rows.get(label)?.[place] ?? Number.NaN);
  return {
    id,
    stepSeconds,
    endMs: Float64Array.from(labels, (label) => label + shift),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  };
}

/**
 * Reads one file of bars. Labels are bar starts; FTX labels are bar ends (models B4, data note), so they are not moved
 * on. A row without a positive close is left out; labels not on a whole minute are an error.
 */
export async function loadBars(path: string): Promise<MinuteBars> {
  const rows = new Map<number, readonly number[]>();
  for await (const row of csvRows(path)) {
    const time = TIME_COLUMNS.map(row.text).find((text) => text !== '') ?? '';
    const label = recordedMs(time, row.where);
    if (label % MINUTE_MS !== 0) throw new Error(`${path}: ${label} is not a whole minute`);
    const close = positive(row, 'close');
    if (Number.isNaN(close)) continue;
    const volume = row.text('volume') === '' ? row.number('volume_btc') : row.number('volume');
    rows.set(label, [
      positive(row, 'open'),
      positive(row, 'high'),
      positive(row, 'low'),
      close,
      volume ?? Number.NaN,
    ]);
  }
  const id = seriesId(path);
  return barsFromRows(id, rows, id.startsWith('ftx'));
}
