// One supervised child process: started, awaited until ready, restarted when it dies, stopped on request.
import { type ChildProcess, spawn } from 'node:child_process';

export interface ChildPlan {
  readonly name: string;
  /** Arguments for this start; `restart` counts from 0, so that a crashed engine comes back disarmed. */
  readonly argv: (restart: number) => readonly string[];
  readonly cwd: string;
  readonly readyWithinMs: number;
  readonly onLog: (name: string, line: string) => void;
  readonly onExit?: (name: string, detail: string) => void;
  readonly environment?: Readonly<Record<string, string>>;
  /** Text for the child's standard input; it stays open, and its end tells the child that we are gone. */
  readonly input?: string;
}

/** Log lines of a failed start that are shown to the person waiting. */
const LAST_LINES = 12;

export type Ready = Readonly<Record<string, unknown>>;

export interface Child {
  readonly name: string;
  /** The parsed ready line of the first start. */
  readonly ready: Ready;
  pid(): number | null;
  restarts(): number;
  /** From now on its end is wanted: it is not started again. */
  expectEnd(): void;
  stop(graceMs: number): Promise<void>;
}

function isReady(line: string): Ready | null {
  if (!line.startsWith('{"ready":true')) return null;
  const value: unknown = JSON.parse(line);
  return typeof value === 'object' && value !== null ? { ...value } : null;
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

/** Starts the child and resolves with it once it printed its ready line; rejects when it ends or is late. */
export function startChild(plan: ChildPlan): Promise<Child> {
  let stopping = false;
  let restarts = 0;
  let current: ChildProcess | null = null;
  const lastLines: string[] = [];
  const log = (line: string): void => {
    lastLines.push(line);
    if (lastLines.length > LAST_LINES) lastLines.shift();
    plan.onLog(plan.name, line);
  };

  const launch = (onReady: (ready: Ready) => void, onEnd: (detail: string) => void): void => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...plan.argv(restarts)],
      {
        cwd: plan.cwd,
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, ...plan.environment, NODE_ENV: 'production' },
      },
    );
    current = child;
    if (plan.input !== undefined) child.stdin.write(plan.input);
    child.stdin.on('error', () => undefined);
    lines(child.stdout, (line) => {
      const ready = isReady(line);
      if (ready) onReady(ready);
      else log(line);
    });
    lines(child.stderr, log);
    child.on('exit', (code, signal) => onEnd(signal ?? `code ${code}`));
  };

  const relaunch = (detail: string): void => {
    if (stopping) return;
    plan.onExit?.(plan.name, detail);
    restarts += 1;
    setTimeout(
      () => {
        if (!stopping) launch(() => undefined, relaunch);
      },
      Math.min(5_000, 250 * 2 ** Math.min(restarts, 5)),
    );
  };

  return new Promise((resolve, reject) => {
    let isUp = false;
    const late = setTimeout(() => {
      stopping = true;
      current?.kill('SIGKILL');
      reject(
        new Error(
          `${plan.name} was not ready within ${plan.readyWithinMs} ms\n${lastLines.join('\n')}`,
        ),
      );
    }, plan.readyWithinMs);
    launch(
      (ready) => {
        isUp = true;
        clearTimeout(late);
        resolve({
          name: plan.name,
          ready,
          pid: () => current?.pid ?? null,
          restarts: () => restarts,
          expectEnd: () => {
            stopping = true;
          },
          stop: (graceMs) =>
            new Promise((done) => {
              stopping = true;
              const child = current;
              if (!child || child.exitCode !== null || child.signalCode !== null) {
                done();
                return;
              }
              const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
              child.once('exit', () => {
                clearTimeout(force);
                done();
              });
              child.kill('SIGTERM');
            }),
        });
      },
      (detail) => {
        if (isUp) {
          relaunch(detail);
          return;
        }
        clearTimeout(late);
        stopping = true;
        reject(
          new Error(`${plan.name} ended before it was ready (${detail})\n${lastLines.join('\n')}`),
        );
      },
    );
  });
}
