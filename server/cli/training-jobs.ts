// Training jobs as child processes. In: a job, folders. Out: its end or why it failed; progress on standard error.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Job } from '#server/training/train/job.ts';
import type { JobProgress } from '#server/training/train/run-jobs.ts';
import { ROOT } from './build-console.ts';
import { runProgram } from './runners/run-program.ts';

/** A member that takes longer has hung. */
const LIMIT_MS = 3_600_000;
/** Time between two lines of progress where nobody sees them move. */
const LINE_EVERY_MS = 10_000;

/** The commit the code stands at, or "unknown" outside a repository. */
export function codeVersion(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}

/** Starts one job in a process of its own; rejects with the last line it wrote. */
export async function startJob(
  job: Job,
  folders: { readonly data: string; readonly out: string; readonly code: string },
  onShare: (share: number) => void,
): Promise<void> {
  const program = join(ROOT, 'server/training/fit-one-member.ts');
  const result = await runProgram({
    command: process.execPath,
    argv: ['--disable-warning=ExperimentalWarning', program, JSON.stringify({ ...folders, job })],
    limitMs: LIMIT_MS,
    environment: process.env,
    onOutput: (text) => {
      const share = text.match(/share ([\d.]+)\n$/)?.[1];
      if (share !== undefined) onShare(Number(share));
    },
  });
  if (result.code === 0) return;
  const said = result.output.split('\n').filter((line) => /Error/.test(line));
  throw new Error(said.at(-1) ?? `ended with code ${result.code}`);
}

/** Writes progress to standard error: moving on a terminal, a line now and then elsewhere. */
export function progressLine(): (progress: JobProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return ({ doneShare, leftSeconds, running }) => {
    const now = performance.now();
    const isTerminal = process.stderr.isTTY === true;
    if (now - last < (isTerminal ? 200 : LINE_EVERY_MS) && doneShare < 1) return;
    last = now;
    const left = leftSeconds === null ? '' : `, about ${Math.ceil(leftSeconds)} s left`;
    const line = `training ${Math.round(100 * doneShare)} %${left}${running ? ` · ${running}` : ''}`;
    process.stderr.write(
      isTerminal ? `\r\x1b[2K${line}${doneShare >= 1 ? '\n' : ''}` : `${line}\n`,
    );
  };
}
