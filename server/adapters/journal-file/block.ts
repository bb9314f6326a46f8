// The bytes of a journal file. A file is MAGIC and then blocks; a block is self-contained, so a torn or damaged one
// costs only itself and what follows it.
//
//   block  = length u32 · crc32 u32 · raw length u32 · records u32 · dropped u32 · payload (zstd, `length` bytes)
//   raw    = records, each: kind u8 · length u32 · body (UTF-8)
//
// All numbers are little-endian. The checksum covers everything in the block but the first eight bytes, whose own damage
// shows as a wrong checksum or as a block that does not end inside the file. `dropped` counts records lost before this
// block because the queue was full, so that a gap is always visible.
import { promisify } from 'node:util';
import { crc32, zstdCompress, zstdDecompress } from 'node:zlib';
import { fail, ok, type Result } from '#lib/result.ts';
import type { JournalRecord } from '#server/ports/journal.ts';

/** The first eight bytes of every segment: name and version of the format. */
export const MAGIC = Buffer.from('VJRNL01\n', 'latin1');
/** Bytes of a block before its payload. */
export const BLOCK_HEAD_BYTES = 20;
/** No block of ours is larger, packed or unpacked: a larger length is damage, not data. */
export const MAX_BLOCK_BYTES = 64 * 1024 * 1024;

const KINDS = ['header', 'event', 'decision'] as const;
const RECORD_HEAD_BYTES = 5;
const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Bytes that `record` takes in a block before compression. */
export function rawBytes(record: JournalRecord): number {
  return RECORD_HEAD_BYTES + Buffer.byteLength(record.body, 'utf8');
}

/** Packs records into one block. Compression runs on the thread pool, not on the loop. */
export async function encodeBlock(
  records: readonly JournalRecord[],
  dropped: number,
): Promise<Buffer> {
  const raw = Buffer.allocUnsafe(records.reduce((sum, record) => sum + rawBytes(record), 0));
  let at = 0;
  for (const { kind, body } of records) {
    const size = raw.write(body, at + RECORD_HEAD_BYTES, 'utf8');
    raw.writeUInt8(KINDS.indexOf(kind), at);
    raw.writeUInt32LE(size, at + 1);
    at += RECORD_HEAD_BYTES + size;
  }
  const payload = await compress(raw);
  const head = Buffer.alloc(BLOCK_HEAD_BYTES);
  head.writeUInt32LE(payload.length, 0);
  head.writeUInt32LE(raw.length, 8);
  head.writeUInt32LE(records.length, 12);
  head.writeUInt32LE(dropped, 16);
  head.writeUInt32LE(crc32(payload, crc32(head.subarray(8))), 4);
  return Buffer.concat([head, payload]);
}

/** Length of the payload that follows a block head; fails when it cannot be one of ours. */
export function payloadBytes(head: Buffer): Result<number> {
  const length = head.readUInt32LE(0);
  if (length === 0 || length > MAX_BLOCK_BYTES) return fail(`block length ${length} is impossible`);
  return ok(length);
}

export interface Block {
  readonly records: readonly JournalRecord[];
  readonly dropped: number;
}

/** Unpacks one block, or says what is wrong with it. Nothing of a damaged block is ever returned. */
export async function decodeBlock(head: Buffer, payload: Buffer): Promise<Result<Block>> {
  if (crc32(payload, crc32(head.subarray(8))) !== head.readUInt32LE(4))
    return fail('checksum does not fit');
  const rawLength = head.readUInt32LE(8);
  if (rawLength > MAX_BLOCK_BYTES) return fail(`unpacked length ${rawLength} is impossible`);
  let raw: Buffer;
  try {
    raw = await decompress(payload, { maxOutputLength: Math.max(1, rawLength) });
  } catch (error) {
    return fail(`payload does not unpack: ${error instanceof Error ? error.message : error}`);
  }
  if (raw.length !== rawLength) return fail(`unpacked ${raw.length} bytes instead of ${rawLength}`);
  const records = splitRecords(raw, head.readUInt32LE(12));
  return records.ok ? ok({ records: records.value, dropped: head.readUInt32LE(16) }) : records;
}

function splitRecords(raw: Buffer, count: number): Result<readonly JournalRecord[]> {
  const records: JournalRecord[] = [];
  let at = 0;
  while (at < raw.length) {
    if (at + RECORD_HEAD_BYTES > raw.length) return fail('a record head is cut off');
    const kind = KINDS[raw.readUInt8(at)];
    const size = raw.readUInt32LE(at + 1);
    at += RECORD_HEAD_BYTES;
    if (kind === undefined || at + size > raw.length) return fail('a record is malformed');
    records.push({ kind, body: raw.toString('utf8', at, at + size) });
    at += size;
  }
  if (records.length !== count) return fail(`${records.length} records instead of ${count}`);
  return ok(records);
}
