// The recorded Kalshi L2 + Coinbase layout as a recording. In: its folder (siblings btc-spot and markets). Out: events in order.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MarketTicker } from '#lib/domain/ids.ts';
import { withSeconds } from '../event-clock.ts';
import type { Recording } from '../recorded-event.ts';
import { createBookAudit, type GroupQuality } from './book-audit.ts';
import { connectionStory, type StoryFigures } from './connection-story.ts';
import type { CsvFile } from './csv-file.ts';
import { openCsv, readBytes } from './csv-file.ts';
import { decodeSnapshot, deltaDecoder, quoteDecoder, tradeDecoder } from './decode-rows.ts';
import { marketResults } from './market-results.ts';
import { mergeRows } from './merge-rows.ts';
import type { ReadFaults, RecordedRow } from './recorded-row.ts';
import { type RowDecoder, timeOrdered } from './time-ordered.ts';
import { watchedMarkets } from './watched-markets.ts';

const MARKETS = 'watched_markets.csv';
const QUALITY = 'session_quality.csv';
const SNAPSHOTS = 'kalshi_book_snapshots.jsonl.gz';
const TICKERS = 'kalshi_ticker.csv.gz';
const DELTAS = /^kalshi_book_deltas_.*\.csv(\.gz)?$/;
const TRADES = /^coinbase_btcusd_trades_.*\.csv(\.gz)?$/;

/** What such a folder does not hold: Kraken, the index, our private streams, exchange status and clock readings. */
const ABSENT_CHECKS: ReadonlySet<string> = new Set([
  'spot-online',
  'spot-book-live',
  'spot-feed-fresh',
  'index-fresh',
  'prints-complete',
  'order-stream-fresh',
  'exchange-trading',
  'exchange-status-fresh',
  'clock-skew',
]);

/** True for a folder in this layout. */
export function isL2Folder(path: string): boolean {
  return existsSync(join(path, MARKETS));
}

function filesLike(folder: string, pattern: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Day files one after the other, each opened when the one before is read out: one day in memory at a time. */
function* dayFiles(
  paths: readonly string[],
  decoderOf: (file: CsvFile) => RowDecoder,
  faults: ReadFaults,
): Generator<RecordedRow> {
  for (const path of paths) {
    const file = openCsv(path);
    yield* timeOrdered(file, decoderOf(file), faults);
  }
}

function snapshotRows(path: string, faults: ReadFaults): readonly RecordedRow[] {
  if (!existsSync(path)) return [];
  const lines = readBytes(path).toString('utf8').split('\n');
  if (lines.at(-1) !== '') faults.tornFiles.push(path);
  const rows: RecordedRow[] = [];
  for (const line of lines.slice(0, -1)) {
    const row = decodeSnapshot(line);
    if (row === null) faults.unreadableRows += 1;
    else rows.push(row);
  }
  return rows.sort((a, b) => a.us - b.us || a.order - b.order);
}

/** The recording's own word on each group; a group it does not list has no recorded changes. */
function readQuality(path: string): ReadonlyMap<string, boolean> | null {
  if (!existsSync(path)) return null;
  const file = openCsv(path);
  const [sessionAt, tickerAt, cleanAt] = ['session', 'ticker', 'clean'].map((name) =>
    file.column(name),
  );
  const found = new Map<string, boolean>();
  for (let row = 0; row < file.rows; row++) {
    const fields = file.fields(row);
    const key = `${fields[sessionAt ?? -1]}|${fields[tickerAt ?? -1]}`;
    found.set(key, fields[cleanAt ?? -1] === '1');
  }
  return found;
}

/** Opens the folder; files are read as the stream reaches them. Throws when the folder is not in this layout. */
export function importL2(folder: string): Recording {
  if (!isL2Folder(folder)) throw new Error(`${folder} has no ${MARKETS}: not a recorded L2 folder`);
  const faults: ReadFaults = { unreadableRows: 0, tornFiles: [] };
  const story: StoryFigures = { connections: 0, snapshotsWithoutChanges: 0, rowsOutOfPlace: 0 };
  const markets = watchedMarkets(openCsv(join(folder, MARKETS)), faults);
  const groups = readQuality(join(folder, QUALITY));
  const quality: GroupQuality = {
    isClean: (session, ticker) => groups?.get(`${session}|${ticker}`) ?? null,
  };
  const results = join(folder, '..', 'kxbtc15m-markets', 'markets.csv.gz');
  const tickers = join(folder, TICKERS);
  const rows = mergeRows([
    snapshotRows(join(folder, SNAPSHOTS), faults),
    dayFiles(filesLike(folder, DELTAS), deltaDecoder, faults),
    dayFiles(filesLike(join(folder, '..', 'btc-spot'), TRADES), tradeDecoder, faults),
    dayFiles(existsSync(tickers) ? [tickers] : [], quoteDecoder, faults),
    existsSync(results) ? marketResults(openCsv(results), markets) : [],
  ]);
  const facts = {
    markets,
    hasChanges: (session: string, ticker: MarketTicker) =>
      groups === null || groups.has(`${session}|${ticker}`),
  };
  return {
    name: folder,
    source: { kind: 'market', events: withSeconds(connectionStory(rows, facts, story)) },
    absentChecks: ABSENT_CHECKS,
    audit: createBookAudit(quality, () => ({
      ...story,
      unreadableRows: faults.unreadableRows,
      tornFiles: faults.tornFiles.length,
    })),
  };
}
