// The kill latch on disk: written before anything is acknowledged, read before anything may trade (F73, F75, I5).
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';

const latchSchema = z.object({
  id: z.string(),
  at: z.number().transform(wallMs),
  by: z.string(),
  reason: z.string(),
  steps: z.array(
    z.object({ name: z.string(), at: z.number().transform(wallMs), detail: z.string() }),
  ),
  confirmedAt: z.number().transform(wallMs).nullable(),
  flatten: z.boolean().exactOptional(),
});

export interface LatchFile {
  /** The latch, or null when there is none. An unreadable file counts as a latch: doubt never trades. */
  read(): KillLatch | null;
  /** Writes and fsyncs; returns false when the disk refused (the caller keeps the latch in memory and goes on). */
  write(latch: KillLatch): boolean;
  /** Removes the latch after an authenticated release. */
  clear(): void;
}

function syncDirectory(path: string): void {
  try {
    const directory = openSync(dirname(path), 'r');
    fsyncSync(directory);
    closeSync(directory);
  } catch {
    // Some systems cannot open a directory; the file itself is already synced.
  }
}

/** Space kept for a latch on a disk that is full by then (F73). */
const RESERVE_BYTES = 64 * 1024;

/** Makes the reserve when it is missing; a failure is found again, and told, when a latch must be written. */
function keepReserve(path: string): void {
  try {
    if (existsSync(path)) return;
    const file = openSync(path, 'w', 0o600);
    writeSync(file, ' '.repeat(RESERVE_BYTES));
    fsyncSync(file);
    closeSync(file);
  } catch {
    // No reserve is no reason not to start: without it a latch needs free space, as everything does.
  }
}

function writeDraft(draft: string, text: string): void {
  const file = openSync(draft, 'w', 0o600);
  try {
    writeAll(file, text);
  } finally {
    closeSync(file);
  }
}

/** Overwrites blocks that the disk has given already; the rest of the file is white space, which JSON allows. */
function writeReserve(reserve: string, text: string): void {
  if (Buffer.byteLength(text) > RESERVE_BYTES) throw new Error('the latch is too long');
  const file = openSync(reserve, 'r+');
  try {
    const rest = RESERVE_BYTES - Buffer.byteLength(text);
    writeAll(file, `${text}${' '.repeat(rest)}`);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  fsyncSync(file);
}

/** The latch file under `home`; directory and reserve are made at once so that a kill needs neither room nor directory. */
export function createLatchFile(home: string): LatchFile {
  const path = join(home, 'kill', 'latch.json');
  const reserve = join(home, 'kill', 'reserve');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  keepReserve(reserve);
  return {
    read() {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        return unreadable(String(error));
      }
      try {
        return latchSchema.parse(JSON.parse(text));
      } catch {
        return unreadable('its content is damaged');
      }
    },
    write(latch) {
      const draft = `${path}.${process.pid}.new`;
      const ways = [
        [draft, () => writeDraft(draft, JSON.stringify(latch))],
        [reserve, () => writeReserve(reserve, JSON.stringify({ ...latch, steps: [] }))],
      ] as const;
      for (const [from, write] of ways)
        try {
          write();
          renameSync(from, path);
          syncDirectory(path);
          return true;
        } catch {
          // The next way, or the truth: this disk takes nothing.
        }
      return false;
    },
    clear() {
      rmSync(path, { force: true });
      syncDirectory(path);
      keepReserve(reserve);
    },
  };
}

function unreadable(detail: string): KillLatch {
  return {
    id: 'unreadable-latch',
    at: wallMs(0),
    by: 'system',
    reason: `the kill latch file cannot be read: ${detail}`,
    steps: [],
    confirmedAt: null,
  };
}
