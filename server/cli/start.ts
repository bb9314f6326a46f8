// `npm start` / `npx voltage start`: one command from nothing to a trading desk, and a clean end on Ctrl-C.
import { join } from 'node:path';
import { type Config, parseConfig } from '#server/config/config.ts';
import { loadLimits } from '#server/config/limits-file.ts';
import { runtimePath } from '#server/config/runtime.ts';
import { claimHome } from './claim-home.ts';
import { type Command, type CommandIo, parseFlags, UsageError } from './command.ts';
import { portProblem } from './free-port.ts';
import { createProgress } from './progress.ts';
import { type Started, startSystem } from './start-system.ts';
import { makeHome, refusalOf } from './venue-plan.ts';

const HELP = `usage: npm start    (or: npx voltage start [--json])

Builds the console when needed, starts the embedded PostgreSQL, the simulated venue (mode sim), the engine, the
watchdog and the console server, and prints the address. Ctrl-C stops everything. Settings are VOLTAGE_* variables;
the README lists them.`;

/** Longest wait for the step in which a start was interrupted. */
const INTERRUPTED_STEP_MS = 30_000;

async function waitForPort(config: Config): Promise<void> {
  // The children of a killed start may need a moment to notice and to let the port go.
  for (let attempt = 0; ; attempt++) {
    const problem = await portProblem(config.host, config.port);
    if (problem === null) return;
    if (attempt >= 20)
      throw new UsageError(
        `the console cannot listen on ${config.host}:${config.port} (${problem}); set VOLTAGE_PORT to a free port`,
      );
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Engine first (it cancels what rests), then the rest, the database last. */
async function stopAll(started: Started): Promise<void> {
  for (const child of started.children) child.expectEnd();
  const order = ['engine', 'watchdog', 'gateway', 'simulator'];
  for (const name of order)
    for (const child of started.children) if (child.name === name) await child.stop(10_000);
}

/** Resolves with true when `work` ended, however it ended, within `ms`. */
async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const ended = work.then(
    () => true,
    () => true,
  );
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags } = parseFlags(argv, { dev: 'switch' });
  const parsed = parseConfig(process.env);
  if (!parsed.ok) throw new UsageError(parsed.error);
  const config = parsed.value;
  const refusal = refusalOf(config.mode);
  if (refusal !== null) throw new UsageError(refusal);
  const limits = loadLimits(config.limitsFile);
  if (!limits.ok) throw new UsageError(limits.error);
  makeHome(config.home);
  const claim = claimHome(config.home);
  if (!claim.ok) throw new UsageError(claim.error);
  const giveBack = claim.value;
  try {
    await waitForPort(config);
    return await runClaimed(config, io, flags['dev'] === true);
  } finally {
    giveBack();
  }
}

async function runClaimed(config: Config, io: CommandIo, dev: boolean): Promise<number> {
  const terminal = process.stdout.isTTY === true && !io.json;
  const progress = createProgress((text) => {
    if (!io.json) process.stdout.write(text);
  }, terminal);
  const started: Started = { children: [], postgres: null, isStopping: false };
  let interrupt: (code: number) => void = () => undefined;
  const interrupted = new Promise<number>((resolve) => {
    interrupt = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupt(0));
  progress.note(`voltage · mode ${config.mode} · state in ${config.home}`);
  const starting = startSystem(config, progress, started, dev);
  try {
    const up = await Promise.race([starting, interrupted]);
    if (typeof up === 'number') return up;
    const url = up.setupToken === null ? up.origin : `${up.origin}/setup?token=${up.setupToken}`;
    if (io.json) io.out(JSON.stringify({ ready: true, origin: up.origin, url, home: config.home }));
    else {
      io.out('');
      io.out(`  Desk       ${up.origin}`);
      if (up.setupToken !== null) io.out(`  First login (works once): ${url}`);
      io.out(`  Logs       ${join(config.home, 'logs')}`);
      io.out('  Stop       Ctrl-C        Kill switch without browser: npx voltage kill');
    }
    return await interrupted;
  } finally {
    progress.note('stopping …');
    started.isStopping = true;
    await stopAll(started);
    // A start that was interrupted may be in the middle of a step: what that step made is stopped, too.
    const ended = await endsWithin(starting, INTERRUPTED_STEP_MS);
    await stopAll(started);
    await started.postgres?.stop();
    if (!ended) process.exit(1);
    progress.note(`stopped (${runtimePath(config.home)} tells of the last start)`);
  }
}

export const startCommand: Command = {
  name: 'start',
  summary: 'start the whole system',
  help: HELP,
  run,
};
