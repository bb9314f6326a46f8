// Reads a journal back: a file or a whole directory, record by record, never past damage.
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fail, ok, type Result } from '#lib/result.ts';
import type { JournalRecord } from '#server/ports/journal.ts';
import { BLOCK_HEAD_BYTES, type Block, decodeBlock, MAGIC, payloadBytes } from './block.ts';
import { listSegments } from './segments.ts';

/** Where and why reading a segment ended before its end. `torn` is what a crash leaves; `damaged` is not. */
export interface JournalStop {
  readonly path: string;
  readonly offset: number;
  readonly cause: 'torn' | 'damaged';
  readonly detail: string;
}

/** Complete once the iteration is over. */
export interface JournalSummary {
  readonly segments: number;
  readonly records: number;
  /** Records the writer had to drop because its queue was full. */
  readonly dropped: number;
  readonly stops: readonly JournalStop[];
  /** Segments left out because an earlier one of the same start is damaged: what follows a hole is not a replay. */
  readonly skipped: number;
}

export interface JournalReading extends AsyncIterable<JournalRecord> {
  summary(): JournalSummary;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Yields the clean prefix of every start of the engine found at `path`. A torn or damaged block ends the segment and,
 * when the next segment belongs to the same start, that start; `summary` says where and why. Throws when `path` is missing.
 */
export function readJournal(path: string): JournalReading {
  const summary: Mutable<JournalSummary> = {
    ...{ segments: 0, records: 0, dropped: 0, skipped: 0 },
    stops: [],
  };
  async function* records(): AsyncGenerator<JournalRecord> {
    let brokenBoot: string | null = null;
    let lastBoot: string | null = null;
    for (const file of await filesAt(path)) {
      let boot: string | null = null;
      for await (const item of readSegment(file)) {
        if (!item.ok) {
          summary.stops = [...summary.stops, item.stop];
          brokenBoot = boot ?? lastBoot;
          break;
        }
        const [first] = item.block.records;
        if (boot === null) {
          boot = bootOf(first);
          if (boot !== null && boot === brokenBoot) {
            summary.skipped += 1;
            break;
          }
          lastBoot = boot;
          summary.segments += 1;
        }
        summary.dropped += item.block.dropped;
        summary.records += item.block.records.length;
        yield* item.block.records;
      }
    }
  }
  return { [Symbol.asyncIterator]: records, summary: () => ({ ...summary }) };
}

async function filesAt(path: string): Promise<readonly string[]> {
  if ((await stat(path)).isFile()) return [path];
  return (await listSegments(path)).map((segment) => segment.path);
}

function bootOf(record: JournalRecord | undefined): string | null {
  if (record?.kind !== 'header') return null;
  const header: unknown = JSON.parse(record.body);
  const known = typeof header === 'object' && header !== null && 'bootId' in header;
  return known && typeof header.bootId === 'string' ? header.bootId : null;
}

type Item =
  | { readonly ok: true; readonly block: Block }
  | { readonly ok: false; readonly stop: JournalStop };

/** Yields the blocks of one file; the last item is a stop unless the file ends exactly after a block. */
async function* readSegment(path: string): AsyncGenerator<Item> {
  const handle = await open(path, 'r');
  let offset = 0;
  const stop = (cause: JournalStop['cause'], detail: string): Item => ({
    ok: false,
    stop: { path, offset, cause, detail },
  });
  try {
    const size = (await handle.stat()).size;
    const magic = await readAt(handle, 0, MAGIC.length);
    if (!magic.ok) return yield stop('torn', 'the file has no beginning');
    if (!magic.value.equals(MAGIC)) return yield stop('damaged', 'not a journal of this version');
    offset = MAGIC.length;
    while (offset < size) {
      const head = await readAt(handle, offset, BLOCK_HEAD_BYTES);
      if (!head.ok) return yield stop('torn', head.error);
      const length = payloadBytes(head.value);
      if (!length.ok) return yield stop('damaged', length.error);
      if (offset + BLOCK_HEAD_BYTES + length.value > size)
        return yield stop('torn', `a block of ${length.value} bytes does not end inside the file`);
      const payload = await readAt(handle, offset + BLOCK_HEAD_BYTES, length.value);
      if (!payload.ok) return yield stop('torn', payload.error);
      const block = await decodeBlock(head.value, payload.value);
      if (!block.ok) return yield stop('damaged', block.error);
      yield { ok: true, block: block.value };
      offset += BLOCK_HEAD_BYTES + length.value;
    }
  } finally {
    await handle.close();
  }
}

/** Exactly `length` bytes, or a failure when the file ends before. */
async function readAt(handle: FileHandle, at: number, length: number): Promise<Result<Buffer>> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, at + done);
    if (bytesRead === 0) return fail(`the file ends after ${done} of ${length} bytes`);
    done += bytesRead;
  }
  return ok(buffer);
}
