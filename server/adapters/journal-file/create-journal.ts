// The journal port over files: records are queued by the loop, packed and written by the thread pool.
// In: records. Out: segments that readJournal reads back, after a kill -9 too.
import type { Logger } from 'pino';
import type { Mode } from '#lib/domain/mode.ts';
import type { Journal, JournalRecord } from '#server/ports/journal.ts';
import { encodeBlock, MAX_BLOCK_BYTES, rawBytes } from './block.ts';
import { createSegmentWriter } from './segment-writer.ts';

/** What every segment begins with, so that a single file says where it came from. */
export interface JournalHeader {
  readonly mode: Mode;
  readonly build: string;
  /** Fresh for each start of the engine: segments with the same one follow each other. */
  readonly bootId: string;
  /** WorldOptions as JSON: with it a replay starts from the same world. */
  readonly world: string;
}

export interface JournalOptions {
  readonly directory: string;
  readonly header: JournalHeader;
  /** Size at which the next segment begins; 64 MB when not given. */
  readonly segmentBytes?: number;
  /** Disk the whole journal may take; the oldest segments go first; 8 GB when not given. */
  readonly budgetBytes?: number;
  /** Unwritten records kept in memory before new ones are dropped; 64 MB when not given, and at most. */
  readonly queueBytes?: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export interface FileJournal extends Journal {
  status(): ReturnType<Journal['status']> & { readonly deletedSegments: number };
}

/** At most one write in this time: the loop never waits for it, and kill -9 loses no more than this. */
const FLUSH_MS = 250;
/** The operating system's cache is emptied to disk at most this often, unless `flush` asks. */
const SYNC_MS = 1_000;
/** Records packed into one block at most, in bytes before compression. */
const BLOCK_BYTES = 4 * 1024 * 1024;

/** Makes a journal; nothing is opened before the first record. `append` never throws and never waits. */
export function createJournal(options: JournalOptions): FileJournal {
  const { log } = options;
  const queueBytes = Math.min(options.queueBytes ?? MAX_BLOCK_BYTES, MAX_BLOCK_BYTES);
  let queue: JournalRecord[] = [];
  let queuedBytes = 0;
  let dropped = 0;
  let reportedDrops = 0;
  let timer: NodeJS.Timeout | null = null;
  let syncedAt = 0;
  let failing = false;
  let closed = false;
  let tail: Promise<void> = Promise.resolve();

  const writer = createSegmentWriter({
    directory: options.directory,
    segmentBytes: options.segmentBytes ?? 64 * 1024 * 1024,
    budgetBytes: options.budgetBytes ?? 8 * 1024 * 1024 * 1024,
    headerBlock: (segment) =>
      encodeBlock([{ kind: 'header', body: JSON.stringify({ ...options.header, segment }) }], 0),
  });

  /** Writes everything queued. On an error the records stay queued, and the next try writes them in order. */
  async function drain(durable: boolean): Promise<void> {
    while (queue.length > 0) {
      const { records, bytes } = firstBlock(queue);
      const newDrops = dropped - reportedDrops;
      await writer.write(await encodeBlock(records, newDrops));
      queue = queue.slice(records.length);
      queuedBytes -= bytes;
      reportedDrops += newDrops;
      if (newDrops > 0)
        log.error({ dropped: newDrops }, 'journal queue was full: records are lost');
    }
    if (durable || performance.now() - syncedAt > SYNC_MS) {
      syncedAt = performance.now();
      await writer.sync();
    }
  }

  /** One drain after the other. */
  function next(durable: boolean): Promise<void> {
    const run = tail.then(() => drain(durable));
    tail = run.catch(() => undefined);
    return run;
  }

  function arm(): void {
    timer ??= setTimeout(() => {
      timer = null;
      next(false).then(
        () => {
          failing = false;
        },
        (error: unknown) => {
          if (!failing) log.error({ err: error }, 'journal cannot be written; trying on');
          failing = true;
          arm();
        },
      );
    }, FLUSH_MS);
  }

  function disarm(): void {
    if (timer) clearTimeout(timer);
    timer = null;
  }

  return {
    append: (record) => {
      const bytes = rawBytes(record);
      if (closed || queuedBytes + bytes > queueBytes) dropped += 1;
      else {
        queue.push(record);
        queuedBytes += bytes;
      }
      if (!closed) arm();
    },
    flush: () => next(true),
    close: async () => {
      closed = true;
      try {
        await next(true);
      } finally {
        disarm();
        await writer.close();
      }
    },
    status: () => ({ ...writer.status(), queued: queue.length, dropped }),
  };
}

/** The beginning of the queue that fits one block; at least one record. */
function firstBlock(queue: readonly JournalRecord[]): {
  records: readonly JournalRecord[];
  bytes: number;
} {
  let bytes = 0;
  let count = 0;
  for (const record of queue) {
    const size = rawBytes(record);
    if (count > 0 && bytes + size > BLOCK_BYTES) break;
    bytes += size;
    count += 1;
  }
  return { records: queue.slice(0, count), bytes };
}
