// Children's log lines go to one file a process under the home directory, cut at a size so that disk stays bounded.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MAX_BYTES = 20 * 1024 * 1024;

/** Appends lines to `logs/<name>.log`; the previous 20 MB are kept as `<name>.1.log`. Never throws. */
export function createLogFiles(home: string): (name: string, line: string) => void {
  const directory = join(home, 'logs');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const sizes = new Map<string, number>();
  return (name, line) => {
    const path = join(directory, `${name}.log`);
    try {
      let size = sizes.get(name) ?? statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (size > MAX_BYTES) {
        renameSync(path, join(directory, `${name}.1.log`));
        size = 0;
      }
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
      sizes.set(name, size + line.length + 1);
    } catch {
      // A full disk must not stop the supervisor: the engine blocks entries by its own disk check.
    }
  };
}
