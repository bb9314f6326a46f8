// Starts the real system as an operator would and stops it again. In: nothing. Out: its address, its processes, its end.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unwrap } from '#lib/result.ts';
import { freePort } from '#server/cli/free-port.ts';
import { type Runtime, readRuntime } from '#server/config/runtime.ts';
import { isAlive, processesOf, type Role } from './processes.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const CLI = join(ROOT, 'server', 'cli', 'voltage.ts');

/** The world of these tests. */
const SEED = '2579';

/**
 * Every entry asks and silence vetoes after twelve seconds. Orders are small, so that approving one after another does
 * not make the exchange's order group think we run away; exposure is no obstacle.
 */
const LIMITS = {
  version: 2,
  flagEveryTrade: true,
  approvalSeconds: 12,
  minEdge: 0.002,
  minConfidence: 0.2,
  maxDisagreement: 0.6,
  maxMarketExposure: 500,
  maxEventExposure: 1_000,
  maxTotalExposure: 3_000,
  maxDayLoss: 5_000,
  maxOrdersPerMinute: 120,
  kellyFraction: 0.005,
  orderExpirySeconds: 30,
};

const READY_WITHIN_MS = 150_000;
const STOP_WITHIN_MS = 40_000;

export interface CliAnswer {
  readonly code: number | null;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface System {
  readonly origin: string;
  readonly home: string;
  /** The single-use link of the first start. */
  readonly firstLink: string;
  runtime(): Runtime;
  /** The pid of a process; throws when it does not run. */
  pid(role: Role): number;
  /** Runs `voltage <argv> --home … --json`. */
  cli(...argv: readonly string[]): CliAnswer;
  /** Ctrl-C and a new start over the same home. */
  restart(): Promise<void>;
  /** Ctrl-C; resolves with the processes that were left behind. */
  stop(): Promise<readonly string[]>;
}

interface Run {
  readonly child: ChildProcess;
  /** Everything it printed. */
  readonly output: () => string;
  readonly ready: { readonly origin: string; readonly url: string };
}

function environment(home: string, port: number): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VOLTAGE_'));
  return {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'production',
    VOLTAGE_HOME: home,
    VOLTAGE_PORT: String(port),
    VOLTAGE_SIM_SEED: SEED,
    // These tests leave offers unanswered on purpose.
    VOLTAGE_OPERATOR_MINUTES: '0',
    VOLTAGE_LIMITS_FILE: join(dirname(home), 'limits.json'),
  };
}

function launch(env: NodeJS.ProcessEnv): Promise<Run> {
  const child = spawn(process.execPath, [CLI, 'start', '--json'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    const late = setTimeout(() => child.kill('SIGINT'), READY_WITHIN_MS);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const line = output.split('\n').find((each) => each.startsWith('{"ready":true'));
      if (line === undefined) return;
      clearTimeout(late);
      resolve({ child, output: () => output, ready: JSON.parse(line) });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`voltage start ended with ${code}\n${output}`));
    });
  });
}

/** Ends one run as Ctrl-C does and names every process that outlived it. */
async function interrupt(run: Run, home: string): Promise<readonly string[]> {
  const { child } = run;
  const before = processesOf(child.pid ?? 0, home);
  if (child.exitCode !== null || child.signalCode !== null)
    throw new Error(`voltage start had ended by itself (${child.exitCode})\n${run.output()}`);
  await new Promise<void>((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    child.kill('SIGINT');
  });
  return before
    .filter(({ pid }) => isAlive(pid))
    .map(({ pid, role }) => `${role ?? 'process'} ${pid}`);
}

/** Builds when needed, starts everything on free ports over a home of its own, and waits for the ready line. */
export async function startSystem(): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'voltage-e2e-'));
  // PostgreSQL refuses to run as root: its own account must be able to pass through.
  chmodSync(folder, 0o755);
  const home = join(folder, 'home');
  writeFileSync(join(folder, 'limits.json'), JSON.stringify(LIMITS));
  const env = environment(home, await freePort());
  let run = await launch(env);
  const { origin, url } = run.ready;
  return {
    origin,
    home,
    firstLink: url,
    runtime: () => unwrap(readRuntime(home)),
    pid(role) {
      const found = processesOf(run.child.pid ?? 0, home).find((each) => each.role === role);
      if (found === undefined) throw new Error(`no ${role} is running`);
      return found.pid;
    },
    cli(...argv) {
      const result = spawnSync(process.execPath, [CLI, ...argv, '--home', home, '--json'], {
        cwd: ROOT,
        env,
        encoding: 'utf8',
      });
      return { code: result.status, body: JSON.parse(result.stdout) };
    },
    async restart() {
      const left = await interrupt(run, home);
      if (left.length > 0) throw new Error(`processes outlived the stop: ${left.join(', ')}`);
      run = await launch(env);
    },
    async stop() {
      const left = await interrupt(run, home);
      if (left.length === 0) rmSync(folder, { recursive: true, force: true });
      return left;
    },
  };
}
