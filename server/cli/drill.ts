// `npx voltage drill`: rehearses the kill levels, says what they took, and keeps the figures for the console.

import { isLatching, KILL_LEVELS, type KillLevel } from '#lib/domain/kill.ts';
import { parseConfig } from '#server/config/config.ts';
import { type DrillResult, writeDrill } from '#server/config/drill-file.ts';
import {
  type Command,
  type CommandIo,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';
import { type Rehearsal, rehearse } from './drill/rehearse.ts';
import { type DrillTerms, openSimulatedStage } from './drill/simulated-stage.ts';
import { homeOf } from './home.ts';

const HELP = `usage: npx voltage drill [--level LEVEL] [--orders 50] [--latency 100] [--errors 0.2] [--runs N] [--home DIR] [--json]

Rehearses a kill level, or all four, on a simulated exchange of its own with the engine's own door, kill control, latch
file and exit lane over real HTTP: --orders resting orders, a round trip of --latency ms, a share --errors of the calls
failing (503 before or after the exchange acted, or no answer at all). Prints the 99th percentile over --runs and keeps
it for the console. Touches neither the running system nor a real account.
Exit code 0: every figure within its limit · 1: not.`;

const SPEC = {
  level: 'text',
  orders: 'text',
  latency: 'text',
  errors: 'text',
  runs: 'text',
  home: 'text',
} as const;

/** reliability §1.3: gate closed, zero orders confirmed on a good line and on a bad one, ms. */
const GATE_MS = 50;
const ZERO_MS = { good: 2_000, bad: 5_000 } as const;

function percentile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}

function resultOf(level: KillLevel, terms: DrillTerms, runs: readonly Rehearsal[]): DrillResult {
  const gateClosedMs = percentile(runs.map((run) => run.gateClosedMs));
  const zeroOrdersMs = percentile(runs.map((run) => run.zeroOrdersMs));
  const flat = runs.flatMap((run) => (run.flatMs === null ? [] : [run.flatMs]));
  const limitMs = terms.errorShare > 0 ? ZERO_MS.bad : ZERO_MS.good;
  return {
    ...{ level, at: Date.now(), venue: 'sim', runs: runs.length, orders: terms.orders },
    ...{ latencyMs: terms.latencyMs, errorShare: terms.errorShare, gateClosedMs, zeroOrdersMs },
    flatMs: flat.length === 0 ? null : percentile(flat),
    // The milder two promise the gate; their cancels go out once and the account's reading tells the rest.
    isPassed: gateClosedMs <= GATE_MS && (!isLatching(level) || zeroOrdersMs <= limitMs),
  };
}

async function drillLevel(level: KillLevel, terms: DrillTerms, runs: number): Promise<DrillResult> {
  const stage = await openSimulatedStage(terms, Math.random);
  try {
    const done: Rehearsal[] = [];
    for (let run = 0; run < runs; run++) {
      done.push(await rehearse(await stage.set(), level));
      const left = stage.resting();
      if (level !== 'pause' && left > 0) throw new Error(`${left} orders rest after "${level}"`);
    }
    return resultOf(level, terms, done);
  } finally {
    await stage.close();
  }
}

function levelsOf(text: string | null): readonly KillLevel[] {
  if (text === null) return KILL_LEVELS;
  const level = KILL_LEVELS.find((each) => each === text);
  if (level === undefined) throw new UsageError(`--level is one of ${KILL_LEVELS.join(', ')}`);
  return [level];
}

function sentence(result: DrillResult): string {
  const { level, gateClosedMs, zeroOrdersMs, flatMs, isPassed } = result;
  const flat = flatMs === null ? '' : `, flat ${flatMs.toFixed(0)} ms`;
  return `${isPassed ? 'ok ' : 'NOT OK'} ${level.padEnd(12)} gate closed ${gateClosedMs.toFixed(2)} ms, zero orders ${zeroOrdersMs.toFixed(0)} ms${flat}`;
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags } = parseFlags(argv, SPEC);
  const mode = parseConfig(process.env);
  if (mode.ok && mode.value.mode !== 'sim')
    throw new UsageError('the drill rehearses on the simulator: unset VOLTAGE_MODE');
  const levels = levelsOf(textFlag(flags, 'level'));
  const terms: DrillTerms = {
    orders: numberFlag(flags, 'orders', 50),
    latencyMs: numberFlag(flags, 'latency', 100),
    errorShare: numberFlag(flags, 'errors', 0),
  };
  const runs = numberFlag(flags, 'runs', 5);
  if (!(runs >= 1 && terms.orders >= 1 && terms.errorShare >= 0 && terms.errorShare < 1))
    throw new UsageError('--runs and --orders are at least 1, --errors is below 1');
  const results: DrillResult[] = [];
  for (const level of levels) {
    const result = await drillLevel(level, terms, runs);
    writeDrill(homeOf(flags), result);
    results.push(result);
    if (!io.json) io.out(sentence(result));
  }
  if (io.json) io.out(JSON.stringify(results));
  return results.every(({ isPassed }) => isPassed) ? 0 : 1;
}

export const drillCommand: Command = {
  name: 'drill',
  summary: 'rehearse the kill levels and keep what they took',
  help: HELP,
  run,
};
