// `book-check <path>`: replays recorded Kraken books (files or folders, .gz too) and says how many checksums verify.
import { statSync } from 'node:fs';
import type { SpotBookTick } from '#lib/domain/tick.ts';
import { decodeBookFrame, type KrakenScale } from '#server/adapters/kraken/book-frame.ts';
import { applySpotBook, createSpotBook, type SpotBook } from '#server/core/1-ingest/spot-book.ts';
import {
  type Fields,
  filesBelow,
  isFields,
  type Recording,
  recordingsInFile,
} from './book-recording.ts';
import { type Command, type CommandIo, parseFlags, UsageError } from './command.ts';

/** messages = verified + mismatched + withoutChecksum + discarded + unreadable. */
export interface BookCheck {
  messages: number;
  verified: number;
  /** Broken at this message: wrong checksum, crossed, or an update before any snapshot. */
  mismatched: number;
  withoutChecksum: number;
  /** Updates after a mismatch, up to the next snapshot: they cannot be judged. */
  discarded: number;
  unreadable: number;
  /** Files that held at least one book message. */
  files: number;
}

/** Frames of one recording, and the books they build, one a symbol. */
interface Replay {
  readonly check: BookCheck;
  readonly books: Map<string, SpotBook>;
  readonly depths: Map<string, number>;
  readonly scales: Map<string, KrakenScale>;
}

const DEPTHS = [10, 25, 100, 500, 1_000];
/** Decimals of BTC/USD on the wire (kraken-api §2); other pairs need an instrument frame or their own digits. */
const BTC_SCALE: KrakenScale = { pricePrecision: 1, sizePrecision: 8 };

/** Checks one file, or every file below a folder. Files without Kraken book messages count for nothing. */
export function bookCheck(path: string): BookCheck {
  const total = emptyCheck();
  for (const file of filesBelow(path)) {
    const check = checkRecordings(recordingsInFile(file));
    if (check.messages === 0) continue;
    total.messages += check.messages;
    total.verified += check.verified;
    total.mismatched += check.mismatched;
    total.withoutChecksum += check.withoutChecksum;
    total.discarded += check.discarded;
    total.unreadable += check.unreadable;
    total.files += 1;
  }
  return total;
}

/** Checks recordings one after another, each with books of its own. */
export function checkRecordings(recordings: readonly Recording[]): BookCheck {
  const total = emptyCheck();
  for (const recording of recordings) {
    const replay: Replay = {
      check: total,
      books: new Map(),
      depths: new Map(),
      scales: new Map(recording.scale === null ? [] : [['', recording.scale]]),
    };
    for (const frame of recording.frames) readFrame(replay, frame);
  }
  return total;
}

function readFrame(replay: Replay, frame: unknown): void {
  if (!isFields(frame)) return;
  if (frame['channel'] === 'instrument') noteScales(replay, frame);
  if (isFields(frame['result'])) noteDepth(replay, frame['result']);
  if (frame['channel'] !== 'book' || !Array.isArray(frame['data'])) return;
  for (const entry of frame['data']) {
    if (!isFields(entry)) continue;
    const symbol = String(entry['symbol']);
    replay.check.messages += 1;
    const tick = decode(replay, { ...frame, data: [entry] }, symbol);
    if (tick === null) replay.check.unreadable += 1;
    else apply(replay, symbol, tick);
  }
}

function decode(replay: Replay, frame: Fields, symbol: string): SpotBookTick | null {
  const scale =
    replay.scales.get(symbol) ?? replay.scales.get('') ?? (symbol === 'BTC/USD' ? BTC_SCALE : null);
  if (scale === null) return null;
  const depth = replay.depths.get(symbol) ?? depthOfSnapshot(frame);
  replay.depths.set(symbol, depth);
  const ticks = decodeBookFrame(frame, { symbol, depth, scale, checksum: 'optional' });
  return ticks.ok ? (ticks.value[0] ?? null) : null;
}

function apply(replay: Replay, symbol: string, tick: SpotBookTick): void {
  const book = replay.books.get(symbol) ?? createSpotBook();
  replay.books.set(symbol, book);
  const outcome = applySpotBook(book, tick);
  if (outcome.kind === 'broken') replay.check.mismatched += 1;
  else if (outcome.kind === 'discarded') replay.check.discarded += 1;
  else if (outcome.verified) replay.check.verified += 1;
  else replay.check.withoutChecksum += 1;
}

function noteScales(replay: Replay, frame: Fields): void {
  const data = frame['data'];
  const pairs = isFields(data) ? data['pairs'] : undefined;
  for (const pair of Array.isArray(pairs) ? pairs.filter(isFields) : [])
    replay.scales.set(String(pair['symbol']), {
      pricePrecision: Number(pair['price_precision']),
      sizePrecision: Number(pair['qty_precision']),
    });
}

function noteDepth(replay: Replay, result: Fields): void {
  if (result['channel'] === 'book' && typeof result['depth'] === 'number')
    replay.depths.set(String(result['symbol']), result['depth']);
}

/** Without an acknowledgement the depth is that of the snapshot, which fills it. */
function depthOfSnapshot(frame: Fields): number {
  const entry = Array.isArray(frame['data']) ? frame['data'][0] : undefined;
  const levels = ['bids', 'asks'].map((side) => {
    const held: unknown = isFields(entry) ? entry[side] : undefined;
    return Array.isArray(held) ? held.length : 0;
  });
  const most = Math.max(...levels);
  return DEPTHS.find((depth) => depth >= most) ?? most;
}

function emptyCheck(): BookCheck {
  return {
    messages: 0,
    verified: 0,
    mismatched: 0,
    withoutChecksum: 0,
    discarded: 0,
    unreadable: 0,
    files: 0,
  };
}

const HELP = `usage: npx voltage book-check PATH … [--json]

Replays recorded Kraken v2 book frames through the book the engine uses and verifies the CRC32 of every message.
PATH is a file (.json, .jsonl, .ndjson, also .gz) or a folder, which is searched.
Exit code 0: every message with a checksum verified · 1: one did not, or none was found.`;

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const paths = parseFlags(argv, {}).rest;
  if (paths.length === 0) throw new UsageError('name at least one file or folder');
  const absent = paths.find((path) => statSync(path, { throwIfNoEntry: false }) === undefined);
  if (absent !== undefined) throw new UsageError(`there is no "${absent}"`);
  const checks = paths.map((path) => ({ path, ...bookCheck(path) }));
  if (io.json) io.out(JSON.stringify(checks));
  else for (const check of checks) io.out(line(check));
  return checks.every(isSound) ? 0 : 1;
}

function isSound(check: BookCheck): boolean {
  return check.verified > 0 && check.mismatched + check.discarded + check.unreadable === 0;
}

function line(check: BookCheck & { readonly path: string }): string {
  const { path, messages, files, verified, mismatched } = check;
  const rest = `${check.withoutChecksum} without checksum, ${check.discarded} discarded, ${check.unreadable} unreadable`;
  return `${path}: ${messages} book messages in ${files} files, ${verified} verified, ${mismatched} mismatched, ${rest}`;
}

export const bookCheckCommand: Command = {
  name: 'book-check',
  summary: 'verify the checksums of recorded Kraken book frames',
  help: HELP,
  run,
};
