// Runs one program to its end within a time limit. In: its arguments. Out: exit code, output and time; never a throw.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { ROOT } from '../build-console.ts';

export interface ProgramPlan {
  readonly command: string;
  readonly argv: readonly string[];
  readonly limitMs: number;
  readonly environment: NodeJS.ProcessEnv;
  /** Takes only the processor time nobody else wants. */
  readonly isBackground?: boolean;
  /** Gets each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

export interface ProgramResult {
  /** Null when it could not start, was killed, or ran past its limit. */
  readonly code: number | null;
  readonly output: string;
  readonly ms: number;
}

const running = new Set<number>();

/** Kills every program still running with all its children: a group of its own each. */
function endPrograms(): void {
  for (const pid of running)
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended in the meantime.
    }
  running.clear();
}

/** Ends what runs when this process is told to end, so that nothing is left behind after Ctrl-C. */
export function endProgramsOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      endPrograms();
      process.exit(130);
    });
}

const KEPT = new Set(['VOLTAGE_CHROMIUM', 'VOLTAGE_DATA']);

/**
 * What tests may see of our environment: nothing of the trader's own settings (a key, a live mode), only where the
 * browser and the recordings are.
 */
export function testEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env, CI: '1', NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' };
  const theirs = Object.keys(environment).filter((name) => /^VOLTAGE_/.test(name));
  const hidden = theirs.filter((name) => !KEPT.has(name)).map((name) => [name, undefined]);
  return { ...environment, ...Object.fromEntries(hidden) };
}

const LOWEST = constants.priority.PRIORITY_LOW;

/**
 * Lowest priority for a program and all it will start. Linux weighs whole sessions before processes, and a program with a
 * group of its own has a session of its own: its weight is told apart. Where either is not possible, it merely competes.
 */
function giveWay(pid: number): void {
  const ways = [
    () => setPriority(pid, LOWEST),
    () => writeFileSync(`/proc/${pid}/autogroup`, String(LOWEST)),
  ];
  for (const way of ways)
    try {
      way();
    } catch {
      // Another system, or a program that has ended.
    }
}

export function runProgram(plan: ProgramPlan): Promise<ProgramResult> {
  const startedMs = performance.now();
  const parts: string[] = [];
  return new Promise((resolve) => {
    const child = spawn(plan.command, plan.argv, {
      cwd: ROOT,
      env: plan.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const collect = (chunk: string): void => {
      parts.push(chunk);
      plan.onOutput?.(chunk);
    };
    const { pid } = child;
    if (pid !== undefined) {
      running.add(pid);
      if (plan.isBackground) giveWay(pid);
    }
    const end = (code: number | null): void => {
      clearTimeout(late);
      if (pid !== undefined) running.delete(pid);
      resolve({ code, output: parts.join(''), ms: performance.now() - startedMs });
    };
    const late = setTimeout(() => {
      collect(`\nstopped: not done within ${plan.limitMs / 1000} s\n`);
      if (pid === undefined) return;
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    }, plan.limitMs);
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => {
      collect(`${error.message}\n`);
      end(null);
    });
    child.on('close', (code) => end(code));
  });
}
