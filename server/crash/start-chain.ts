// Runs one chain of deaths as a process of its own. In: its job. Out: each result as it comes, and the end.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Job, type RunResult, readResult } from './chain-lines.ts';
import { COMPILE_CACHE } from './engine-run.ts';

const running = new Set<ChildProcess>();

/** Ends every chain; their engines end with them. */
export function endChains(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Resolves with all results when the chain has ended; one that broke has fewer, and said why on standard error. */
export function startChain(
  job: Job,
  onResult: (result: RunResult) => void,
): Promise<readonly RunResult[]> {
  return new Promise((resolve) => {
    const results: RunResult[] = [];
    const script = join(import.meta.dirname, 'chain.ts');
    const argv = ['--disable-warning=ExperimentalWarning', script, JSON.stringify(job)];
    const child = spawn(process.execPath, argv, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
    });
    running.add(child);
    child.stdin.on('error', () => undefined);
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const result = readResult(line);
        if (result === null) continue;
        results.push(result);
        onResult(result);
      }
    });
    child.on('close', () => {
      running.delete(child);
      resolve(results);
    });
  });
}
