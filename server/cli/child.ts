// One supervised child process: started, awaited until ready, restarted when it dies, stopped on request.
import { type ChildProcess, spawn } from 'node:child_process';

export interface ChildPlan {
  readonly name: string;
  /** Arguments for this start; `restart` counts from 0, so that a crashed engine comes back disarmed. */
  readonly argv: (restart: number) => readonly string[];
  readonly cwd: string;
  /** Holds for every start: one that is late is killed and counts as ended. */
  readonly readyWithinMs: number;
  readonly onLog: (name: string, line: string) => void;
  readonly onExit?: (name: string, detail: string) => void;
  /** Called at once, before it is ready: whoever stops everything must know it from here on. */
  readonly onSpawn?: (child: Child) => void;
  /** Called with each ready line; `restart` as in `argv`. */
  readonly onReady?: (ready: Ready, restart: number) => void;
  readonly environment?: Readonly<Record<string, string>>;
  /** Text for the child's standard input; it stays open, and its end tells the child that we are gone. */
  readonly input?: string;
}

/** Log lines of a failed start that are shown to the person waiting. */
const LAST_LINES = 12;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5_000;
/** One that ran this long was well: its next end is the first again. */
const WELL_AFTER_MS = 60_000;

export type Ready = Readonly<Record<string, unknown>>;

export interface Child {
  readonly name: string;
  /** The parsed ready line of the first start; empty before. */
  readonly ready: Ready;
  pid(): number | null;
  restarts(): number;
  /** From now on its end is wanted: it is not started again. */
  expectEnd(): void;
  stop(graceMs: number): Promise<void>;
  /** Ends it without starting it again until `resume`. */
  halt(graceMs: number): Promise<void>;
  resume(): void;
}

function isReady(line: string): Ready | null {
  if (!line.startsWith('{"ready":true')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function lines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    rest += chunk;
    const parts = rest.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part.length > 0) onLine(part);
  });
}

interface Launch {
  readonly restart: number;
  readonly onReady: (ready: Ready) => void;
  /** Once, whether it ended, could not be started, or was too late. */
  readonly onEnd: (detail: string) => void;
}

function launch(plan: ChildPlan, onLine: (line: string) => void, how: Launch): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...plan.argv(how.restart)],
    {
      cwd: plan.cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...plan.environment, NODE_ENV: 'production' },
    },
  );
  let why: string | null = null;
  let isOver = false;
  const late = setTimeout(() => {
    why = `not ready within ${plan.readyWithinMs} ms`;
    child.kill('SIGKILL');
  }, plan.readyWithinMs);
  const end = (detail: string): void => {
    clearTimeout(late);
    if (isOver) return;
    isOver = true;
    how.onEnd(why ?? detail);
  };
  child.stdin.on('error', () => undefined);
  if (plan.input !== undefined) child.stdin.write(plan.input);
  lines(child.stdout, (line) => {
    const ready = isReady(line);
    if (ready === null) onLine(line);
    else {
      clearTimeout(late);
      how.onReady(ready);
    }
  });
  lines(child.stderr, onLine);
  child.on('error', (error) => end(error.message));
  child.on('exit', (code, signal) => end(signal ?? `code ${code}`));
  return child;
}

/** SIGTERM, then SIGKILL after `graceMs`; resolves when it has ended. */
function end(child: ChildProcess | null, graceMs: number): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null || !child.pid)
    return Promise.resolve();
  return new Promise((done) => {
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('exit', () => {
      clearTimeout(force);
      done();
    });
    child.kill('SIGTERM');
  });
}

/** Starts the child and resolves with it once it printed its ready line; rejects when it ends or is late. */
export function startChild(plan: ChildPlan): Promise<Child> {
  let isStopping = false;
  let isHalted = false;
  let restarts = 0;
  let failures = 0;
  let startedAt = performance.now();
  let current: ChildProcess | null = null;
  let retry: NodeJS.Timeout | undefined;
  let first: Ready | null = null;
  const lastLines: string[] = [];
  const log = (line: string): void => {
    lastLines.push(line);
    if (lastLines.length > LAST_LINES) lastLines.shift();
    plan.onLog(plan.name, line);
  };

  return new Promise((resolve, reject) => {
    const run = (): void => {
      startedAt = performance.now();
      const restart = restarts;
      current = launch(plan, log, {
        restart,
        onReady(ready) {
          if (first === null) {
            first = ready;
            resolve(child);
          }
          plan.onReady?.(ready, restart);
        },
        onEnd: again,
      });
    };

    const again = (detail: string): void => {
      if (first === null) {
        isStopping = true;
        const shown = lastLines.join('\n');
        reject(new Error(`${plan.name} ended before it was ready (${detail})\n${shown}`));
        return;
      }
      if (isStopping || isHalted) return;
      plan.onExit?.(plan.name, detail);
      restarts += 1;
      failures = performance.now() - startedAt > WELL_AFTER_MS ? 1 : failures + 1;
      retry = setTimeout(run, Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1)));
    };

    const child: Child = {
      name: plan.name,
      get ready() {
        return first ?? {};
      },
      pid: () => current?.pid ?? null,
      restarts: () => restarts,
      expectEnd() {
        isStopping = true;
        clearTimeout(retry);
      },
      stop(graceMs) {
        child.expectEnd();
        return end(current, graceMs);
      },
      halt(graceMs) {
        isHalted = true;
        clearTimeout(retry);
        return end(current, graceMs);
      },
      resume() {
        if (isStopping || !isHalted) return;
        isHalted = false;
        restarts += 1;
        run();
      },
    };
    plan.onSpawn?.(child);
    run();
  });
}
