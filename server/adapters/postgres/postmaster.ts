// Who holds a data directory? Reads postmaster.pid and judges the process it names. A live one is never stolen (F91).
import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * nobody: no pid file, or the process is dead (PostgreSQL itself then replaces the file, after its shared-memory check)
 * ours: a live server of this very directory · reused: the number now belongs to another program · unclear: cannot tell.
 */
export type Holder =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'ours'; readonly pid: number; readonly port: number }
  | { readonly kind: 'reused'; readonly pid: number }
  | { readonly kind: 'unclear'; readonly pid: number; readonly port: number };

export interface PidFile {
  readonly pid: number;
  readonly port: number;
}

/** The first and fourth line of postmaster.pid (PostgreSQL's miscadmin.h: pid, directory, start, port, …); null when unusable. */
export function parsePidFile(text: string): PidFile | null {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, port: Number.isSafeInteger(port) && port > 0 ? port : 0 };
}

/** True unless the system says that no process has this number; one of another user counts as alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Judges the holder of `dataDir` (its real path). */
export async function holderOf(dataDir: string): Promise<Holder> {
  let text: string;
  try {
    text = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8');
  } catch {
    return { kind: 'nobody' };
  }
  const file = parsePidFile(text);
  if (file === null || !isAlive(file.pid)) return { kind: 'nobody' };
  const kind = process.platform === 'linux' ? byFolder(file.pid, dataDir) : await byName(file.pid);
  return kind === 'reused' ? { kind, pid: file.pid } : { kind, ...file };
}

/** A PostgreSQL server works inside its data directory; Linux shows where a process works. */
function byFolder(pid: number, dataDir: string): 'ours' | 'reused' | 'unclear' {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataDir ? 'ours' : 'reused';
  } catch {
    return isAlive(pid) ? 'unclear' : 'reused';
  }
}

/** Elsewhere the command line tells at least whether it is a PostgreSQL at all. */
async function byName(pid: number): Promise<'reused' | 'unclear'> {
  const command = await new Promise<string | null>((resolve) => {
    execFile('ps', ['-p', String(pid), '-o', 'command='], (error, stdout) =>
      resolve(error ? null : stdout),
    );
  });
  return command !== null && !command.includes('postgres') ? 'reused' : 'unclear';
}
