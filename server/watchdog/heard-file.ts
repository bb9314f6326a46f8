// A word to the next watchdog of this run: the engine was heard. In: home, when the run began. Out: read and written once.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface HeardFile {
  /** True when a watchdog of the same run has heard the engine. */
  read(): boolean;
  /** False when the disk refused. */
  write(): boolean;
}

/** `run/engine-heard` under `home`: the start of the run, Unix ms; one of an earlier run says nothing. */
export function createHeardFile(home: string, startedAt: number): HeardFile {
  const path = join(home, 'run', 'engine-heard');
  return {
    read() {
      try {
        return readFileSync(path, 'utf8').trim() === String(startedAt);
      } catch {
        return false;
      }
    },
    write() {
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        writeFileSync(path, `${startedAt}\n`, { mode: 0o600 });
        return true;
      } catch {
        return false;
      }
    },
  };
}
