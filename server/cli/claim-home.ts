// One start per home, from its first second: a file with our process id, taken atomically, given back at the end.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '#lib/result.ts';
import { processIsOurs } from './process-alive.ts';

function holderOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/**
 * Claims `home` for this process; the value gives it back. Fails while another start of ours lives, building and
 * starting included; the claim of a dead one is taken over.
 */
export function claimHome(home: string): Result<() => void> {
  const directory = join(home, 'run');
  const path = join(directory, 'supervisor');
  const draft = `${path}.${process.pid}.new`;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(draft, String(process.pid), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 2; attempt++) {
      const holder = holderOf(path);
      if (holder !== null && processIsOurs(holder))
        return fail(`voltage is running already under ${home} (process ${holder}): stop it first`);
      if (holder !== process.pid) rmSync(path, { force: true });
      try {
        // A link is made or it is not: of two starts at once exactly one gets it.
        linkSync(draft, path);
      } catch {
        continue;
      }
      return ok(() => {
        if (holderOf(path) === process.pid) rmSync(path, { force: true });
      });
    }
    return fail(`${path} is being taken by another start: try again`);
  } finally {
    rmSync(draft, { force: true });
  }
}
