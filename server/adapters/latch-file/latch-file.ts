// The kill latch on disk: written before anything is acknowledged, read before anything may trade (F73, F75, I5).
import {
  closeSync,
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

/** The latch file under `home`; the directory is made at once so that a kill needs no new directory. */
export function createLatchFile(home: string): LatchFile {
  const path = join(home, 'kill', 'latch.json');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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
      try {
        const draft = `${path}.${process.pid}.new`;
        const file = openSync(draft, 'w', 0o600);
        writeSync(file, JSON.stringify(latch));
        fsyncSync(file);
        closeSync(file);
        renameSync(draft, path);
        syncDirectory(path);
        return true;
      } catch {
        return false;
      }
    },
    clear() {
      rmSync(path, { force: true });
      syncDirectory(path);
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
