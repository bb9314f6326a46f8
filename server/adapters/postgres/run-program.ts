// Runs one of PostgreSQL's own programs to its end, as the unprivileged account where there is one.
import { spawn } from 'node:child_process';
import type { Account } from './run-as.ts';

export interface ProgramRun {
  readonly code: number | null;
  /** Both streams, the last 8 000 characters. */
  readonly output: string;
}

/** Never throws for the program's failure; rejects only when it cannot be started at all. */
export function runProgram(
  program: string,
  args: readonly string[],
  place: { readonly cwd: string; readonly account: Account | null },
): Promise<ProgramRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: place.cwd,
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(place.account && { uid: place.account.uid, gid: place.account.gid }),
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-8_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}
