// Writes blocks to the current segment at known offsets, so that a failed write is simply written over the next time.
import { type FileHandle, open, rm } from 'node:fs/promises';
import { MAGIC } from './block.ts';
import { listSegments, pruneSegments, type Segment, segmentPath } from './segments.ts';

export interface SegmentWriterParts {
  readonly directory: string;
  readonly segmentBytes: number;
  readonly budgetBytes: number;
  /** The first block of segment `number`. */
  readonly headerBlock: (number: number) => Promise<Buffer>;
}

export interface SegmentWriter {
  /** Appends one block; rejects when the disk refuses, and then the same block may be written again. */
  write(block: Buffer): Promise<void>;
  /** Resolves when everything written is on disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
  /** Bytes on disk in all segments, and how many segments the budget cost. */
  status(): { readonly bytes: number; readonly deletedSegments: number };
}

interface Current {
  readonly handle: FileHandle;
  readonly segment: Omit<Segment, 'bytes'>;
  offset: number;
}

/** Opens lazily: the first block makes a new segment after the newest that exists. Old segments are never touched. */
export function createSegmentWriter(parts: SegmentWriterParts): SegmentWriter {
  let current: Current | null = null;
  let closed: readonly Segment[] = [];
  let deletedSegments = 0;

  async function writeAll(handle: FileHandle, bytes: Buffer, offset: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const step = await handle.write(bytes, done, bytes.length - done, offset + done);
      done += step.bytesWritten;
    }
  }

  async function begin(): Promise<Current> {
    const present = await listSegments(parts.directory);
    const kept = await pruneSegments(present, parts.segmentBytes, parts.budgetBytes);
    deletedSegments += present.length - kept.length;
    closed = kept;
    const number = (present.at(-1)?.number ?? 0) + 1;
    const path = segmentPath(parts.directory, number);
    const start = Buffer.concat([MAGIC, await parts.headerBlock(number)]);
    const handle = await open(path, 'wx', 0o600);
    try {
      await writeAll(handle, start, 0);
    } catch (error) {
      await handle.close();
      await rm(path, { force: true });
      throw error;
    }
    return { handle, segment: { number, path }, offset: start.length };
  }

  async function end(): Promise<void> {
    if (current === null) return;
    const { handle, segment, offset } = current;
    current = null;
    closed = [...closed, { ...segment, bytes: offset }];
    try {
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  return {
    write: async (block) => {
      if (current !== null && current.offset + block.length > parts.segmentBytes) await end();
      current ??= await begin();
      await writeAll(current.handle, block, current.offset);
      current.offset += block.length;
    },
    sync: async () => {
      await current?.handle.datasync();
    },
    close: end,
    status: () => ({
      bytes: closed.reduce((sum, segment) => sum + segment.bytes, current?.offset ?? 0),
      deletedSegments,
    }),
  };
}
