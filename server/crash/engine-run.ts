// One real engine process under test. In: its home and how it shall die. Out: when it was ready, and that it died.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CrashPlan, PLAN_VARIABLE } from './crash-plan.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LAST_LINES = 40;
/** As the supervisor does it; one folder for all, because all load the same sources. */
export const COMPILE_CACHE = join(ROOT, '.voltage', 'cache', 'crash');

export interface Death {
  /** `point`: at the crash point · `kill`: by our own kill -9 · otherwise how it ended by itself. */
  readonly by: string;
  /** Unix ms. */
  readonly atMs: number;
}

export interface EngineRun {
  readonly startedMs: number;
  /** ms from spawn to the ready line; null while it has not come. */
  readyMs(): number | null;
  readonly death: Promise<Death>;
  isDead(): boolean;
  /** From now on the crash point counts. */
  wake(): void;
  /** kill -9, now. */
  kill(): void;
  /** A wanted end. */
  stop(): void;
  /** What it wrote last, for a failing run. */
  lines(): readonly string[];
}

/** Starts `program` of this checkout with the crash point and the rig in its sources. */
export function startProgram(argv: readonly string[], plan: CrashPlan): EngineRun {
  const startedMs = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', './server/crash/preload.ts', ...argv],
    {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        [PLAN_VARIABLE]: JSON.stringify(plan),
      },
    },
  );
  const tail: string[] = [];
  let ready: number | null = null;
  let isPoint = false;
  let isOurs = false;
  let dead = false;
  const read = (chunk: string): void => {
    if (chunk.includes('{"ready":true')) ready ??= performance.now() - startedMs;
    if (chunk.includes('crash point ')) isPoint = true;
    tail.push(...chunk.split('\n').filter((line) => line.length > 0));
    tail.splice(0, tail.length - LAST_LINES);
  };
  child.stdout?.setEncoding('utf8').on('data', read);
  child.stderr?.setEncoding('utf8').on('data', read);
  child.stdin?.on('error', () => undefined);
  const death = new Promise<Death>((resolve) => {
    child.on('error', (error) => resolve({ by: error.message, atMs: Date.now() }));
    child.on('close', (code, signal) => {
      dead = true;
      const killed = isPoint ? 'point' : 'kill';
      const by = signal === 'SIGKILL' && (isPoint || isOurs) ? killed : `${signal ?? code}`;
      resolve({ by, atMs: Date.now() });
    });
  });
  return {
    startedMs,
    death,
    readyMs: () => ready,
    isDead: () => dead,
    wake() {
      child.kill('SIGUSR2');
    },
    kill() {
      isOurs = true;
      child.kill('SIGKILL');
    },
    stop() {
      child.kill('SIGTERM');
    },
    lines: () => [...tail],
  };
}
