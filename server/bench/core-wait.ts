// How long the main thread was ready to run while something else had the core. Out: a clock of such waits.
import { openSync, readSync } from 'node:fs';

const PATH = '/proc/self/schedstat';

/**
 * Nanoseconds waited so far, from the kernel's own account (second field of /proc/<pid>/schedstat: time spent waiting on
 * a run queue). Null where the system keeps none: then a wait cannot be told from work.
 */
export function createCoreWait(): (() => number) | null {
  const buffer = Buffer.alloc(128);
  try {
    const file = openSync(PATH, 'r');
    const read = (): number => {
      const length = readSync(file, buffer, 0, buffer.length, 0);
      return Number(buffer.toString('latin1', 0, length).split(' ')[1]);
    };
    return Number.isFinite(read()) ? read : null;
  } catch {
    return null;
  }
}
