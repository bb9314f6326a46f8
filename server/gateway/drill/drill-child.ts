// A rehearsal as a process of its own: `voltage drill` at the simulator, in a home of its own, below everything that trades.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KillLevel } from '#lib/domain/kill.ts';
import { type DrillResult, readDrills } from '#server/config/drill-file.ts';

const ENTRY = fileURLToPath(new URL('../../cli/voltage.ts', import.meta.url));
/** Memory of the child at most. */
const HEAP_MB = 512;
const NICE = 15;
/** Of what it says on standard error only the end is of use. */
const WORDS = 2_000;

/** What a rehearsal is to the runner; a test gives one of its own. */
export interface DrillChild {
  /** Levels that are through. */
  results(): readonly DrillResult[];
  /** The last line it said about a trouble; empty when there was none. */
  lastWord(): string;
  /** Asked to take everything back and end. */
  stop(): void;
  /** Ended at once. */
  kill(): void;
  /** Once, with the exit code; null when a signal ended it. What it left on disk goes when the listener has returned. */
  onExit(listener: (code: number | null) => void): void;
}

/** Null = every level. No key, no address and no home of the running system reaches it: its environment is empty. */
export function startDrillChild(level: KillLevel | null): DrillChild {
  const home = mkdtempSync(join(tmpdir(), 'voltage-rehearsal-'));
  const flags = ['--env', 'sim', '--home', home, ...(level === null ? [] : ['--level', level])];
  const node = ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP_MB}`];
  const child = spawn(process.execPath, [...node, ENTRY, 'drill', ...flags], {
    env: { NODE_ENV: 'production', TMPDIR: tmpdir() },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    if (child.pid !== undefined) setPriority(child.pid, NICE);
  } catch {
    // Where priorities cannot be set the bounds of time and memory still hold.
  }
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-WORDS);
  });
  return {
    results: () => readDrills(home).toSorted((left, right) => left.at - right.at),
    lastWord: () => words.trim().split('\n').at(-1) ?? '',
    stop: () => void child.kill('SIGTERM'),
    kill: () => void child.kill('SIGKILL'),
    onExit(listener) {
      let isTold = false;
      const tell = (code: number | null): void => {
        if (isTold) return;
        isTold = true;
        listener(code);
        rmSync(home, { recursive: true, force: true });
      };
      child.on('close', tell);
      child.on('error', (error) => {
        words = String(error);
        tell(null);
      });
    },
  };
}
