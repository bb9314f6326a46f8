// Shares seeds out to child processes and gathers what they say. In: a plan. Out: breaches, totals.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface SeedPlan {
  readonly from: number;
  readonly seeds: number;
  readonly steps: number;
  readonly children: number;
  readonly plant?: string;
  /** Stop at the first breach. */
  readonly first?: boolean;
  /** Begin no further seed after so many minutes. */
  readonly minutes?: number;
}

export interface FoundBreach {
  readonly seed: number;
  readonly breach: string;
  readonly trace: string;
}

export interface Totals {
  seeds: number;
  steps: number;
  replays: number;
  cpuMs: number;
  readonly counts: Map<string, number>;
  readonly breaches: FoundBreach[];
  /** Why a child could not do its work; empty when all did. */
  readonly faults: string[];
}

type Line =
  | ({ readonly kind: 'breach' } & FoundBreach)
  | {
      readonly kind: 'end';
      readonly seeds: number;
      readonly steps: number;
      readonly replays: number;
      readonly cpuMs: number;
      readonly counts: readonly (readonly [string, number])[];
    };

/** Short-lived objects by the million: room for them halves the collector's share. */
const FLAGS = ['--max-semi-space-size=64'];
const RUN_SEEDS = join(import.meta.dirname, 'run-seeds.ts');

function take(totals: Totals, line: Line, onBreach: (breach: FoundBreach) => void): void {
  if (line.kind === 'breach') {
    totals.breaches.push(line);
    onBreach(line);
    return;
  }
  totals.seeds += line.seeds;
  totals.steps += line.steps;
  totals.replays += line.replays;
  totals.cpuMs += line.cpuMs;
  for (const [kind, times] of line.counts)
    totals.counts.set(kind, (totals.counts.get(kind) ?? 0) + times);
}

function runChild(argv: readonly string[], onLine: (line: Line) => void): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...FLAGS, RUN_SEEDS, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const end = (): void => {
      child.kill('SIGKILL');
    };
    process.once('exit', end);
    let last = '';
    let isEnded = false;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      last = `${last}${text}`.slice(-2_000);
    });
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line: Line = JSON.parse(text);
      isEnded ||= line.kind === 'end';
      onLine(line);
    });
    child.on('close', (code) => {
      process.off('exit', end);
      resolve(code === 0 && isEnded ? null : `a child ended with ${code}: ${last.trim()}`);
    });
  });
}

/** Runs the plan: child k takes every so many seeds, beginning with its own. */
export async function runPlan(
  plan: SeedPlan,
  onBreach: (breach: FoundBreach) => void,
): Promise<Totals> {
  const totals: Totals = {
    ...{ seeds: 0, steps: 0, replays: 0, cpuMs: 0, counts: new Map() },
    ...{ breaches: [], faults: [] },
  };
  const { from, seeds, steps, plant, first, minutes } = plan;
  const children = Math.min(plan.children, seeds);
  const shares = Array.from({ length: children }, async (_, child) => {
    const count = Math.floor((seeds - child + children - 1) / children);
    const argv = [
      ...['--from', String(from + child), '--count', String(count)],
      ...['--stride', String(children), '--steps', String(steps)],
      ...(plant === undefined ? [] : ['--plant', plant]),
      ...(first === true ? ['--first'] : []),
      ...(minutes === undefined ? [] : ['--minutes', String(minutes)]),
    ];
    const fault = await runChild(argv, (line) => take(totals, line, onBreach));
    if (fault !== null) totals.faults.push(fault);
  });
  await Promise.all(shares);
  return totals;
}
