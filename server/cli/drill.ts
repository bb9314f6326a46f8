// `npx voltage drill`: rehearses the kill levels, says what they took, and keeps the figures for the console.

import { KILL_LEVELS, type KillLevel } from '#lib/domain/kill.ts';
import { formatMoney } from '#lib/format/money.ts';
import { writeDrill } from '#server/config/drill-file.ts';
import {
  type Command,
  type CommandIo,
  type Flags,
  numberFlag,
  parseFlags,
  textFlag,
  UsageError,
} from './command.ts';
import { demoOptions, envOf, type TriedEnv } from './demo-venue.ts';
import { isRehearsed } from './drill/drill-level.ts';
import { drillSentence } from './drill/drill-sentence.ts';
import { keepStill } from './drill/keep-still.ts';
import { type DrillReport, runDrill } from './drill/run-drill.ts';
import { openSimulatedStage } from './drill/simulated-stage.ts';
import type { DrillPlace } from './drill/stage.ts';
import { openVenueStage } from './drill/venue-stage.ts';
import { worstCase } from './drill/worst-case.ts';
import { homeOf } from './home.ts';

const HELP = `usage: npx voltage drill [--env sim|demo] [--level LEVEL] [--orders N] [--runs N] [--latency MS] [--errors SHARE]
                         [--home DIR] [--json]

Rehearses a kill level, or all four, with the engine's own door, kill control, latch file and exit lane over real HTTP:
--orders one-contract bids rest, the level is pressed, and what it took is measured. Prints the 99th percentile over
--runs (the largest below a hundred) and keeps it for the console, which shows the last drill of each level.

  --env sim     (the default) on a simulated exchange of its own: 50 orders, 5 runs, a round trip of --latency ms (100),
                a share --errors (0) of the calls failing: 503 before or after the exchange acted, or no answer at all.
                Touches neither the running system nor a real account.
  --env demo    on Kalshi's demo exchange, with VOLTAGE_KALSHI_DEMO_KEY_ID and VOLTAGE_KALSHI_DEMO_KEY_FILE: 10 orders,
                1 run, the line as it is (its round trip is measured). The most it can cost in play money is said first.
                CANCELS EVERY RESTING ORDER OF THE ACCOUNT, so it starts only where none rests and while no system of
                this home trades at Kalshi; keep others of the account away yourself. After each cancel-all it waits
                65 s; give the account a minute after the last one, too. Its bids rest at the lowest price, "flatten"
                buys one contract first; all of it is taken back.

Exit code 0: every level rehearsed, every figure within its limit, nothing left behind · 1: not.`;

const SPEC = {
  env: 'text',
  level: 'text',
  orders: 'text',
  latency: 'text',
  errors: 'text',
  runs: 'text',
  home: 'text',
} as const;

/** At demo the bids go out four a second, and expire within two minutes if the drill dies. */
const MOST_AT_DEMO = 50;
const DEFAULTS = { sim: { orders: 50, runs: 5 }, demo: { orders: 10, runs: 1 } } as const;

interface Plan {
  readonly env: TriedEnv;
  readonly home: string;
  readonly levels: readonly KillLevel[];
  readonly orders: number;
  readonly runs: number;
  readonly latencyMs: number;
  readonly errorShare: number;
}

function levelsOf(text: string | null): readonly KillLevel[] {
  if (text === null) return KILL_LEVELS;
  const level = KILL_LEVELS.find((each) => each === text);
  if (level === undefined) throw new UsageError(`--level is one of ${KILL_LEVELS.join(', ')}`);
  return [level];
}

function assertDemoPlan(flags: Flags, orders: number): void {
  for (const name of ['latency', 'errors'])
    if (textFlag(flags, name) !== null)
      throw new UsageError(`--${name} is for the simulator: at demo the line is what it is`);
  if (orders > MOST_AT_DEMO) throw new UsageError(`--orders at demo is at most ${MOST_AT_DEMO}`);
}

function planOf(argv: readonly string[]): Plan {
  const { flags, rest } = parseFlags(argv, SPEC);
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not a flag`);
  const env = envOf(flags, 'sim');
  const orders = numberFlag(flags, 'orders', DEFAULTS[env].orders);
  const runs = numberFlag(flags, 'runs', DEFAULTS[env].runs);
  const errorShare = numberFlag(flags, 'errors', 0);
  const areWhole = Number.isInteger(runs) && Number.isInteger(orders);
  if (!(areWhole && runs >= 1 && orders >= 1 && errorShare >= 0 && errorShare < 1))
    throw new UsageError('--runs and --orders are whole and at least 1, --errors is below 1');
  if (env === 'demo') assertDemoPlan(flags, orders);
  const latencyMs = numberFlag(flags, 'latency', 100);
  const levels = levelsOf(textFlag(flags, 'level'));
  return { env, home: homeOf(flags), levels, orders, runs, latencyMs, errorShare };
}

/** Kalshi's demo exchange, after the most it can cost was told; the keys are looked at before anything else. */
async function openDemo(
  plan: Plan,
  tell: (line: string) => void,
): Promise<{ readonly place: DrillPlace; readonly release: () => void }> {
  const options = demoOptions(process.env, 'drill');
  const still = keepStill(plan.home);
  if (!still.ok) throw new Error(still.error);
  const most = formatMoney(worstCase(plan.levels, plan));
  tell(`Kalshi's demo exchange: at most ${most} of play money; cancels every resting order there`);
  try {
    const place = await openVenueStage(options, { orders: plan.orders, tell });
    tell(`nothing rests on the account; round trip ${place.latencyMs.toFixed(0)} ms`);
    return { place, release: still.value };
  } catch (error) {
    still.value();
    throw error;
  }
}

function exitCodeOf({ outcomes, leftBehind }: DrillReport): number {
  const isGood = outcomes.every((each) => isRehearsed(each) && each.isPassed);
  return isGood && leftBehind.length === 0 ? 0 : 1;
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const plan = planOf(argv);
  // One document is all that goes out for machines; a warning is heard all the same.
  const tell = io.json ? (line: string) => void process.stderr.write(`${line}\n`) : io.out;
  const { place, release } =
    plan.env === 'demo'
      ? await openDemo(plan, tell)
      : { place: await openSimulatedStage(plan, Math.random), release: () => undefined };
  try {
    const report = await runDrill(place, plan, (outcome) => {
      if (isRehearsed(outcome)) writeDrill(plan.home, outcome);
      if (!io.json) io.out(drillSentence(outcome));
    });
    for (const each of report.leftBehind) tell(`LEFT BEHIND ${each}`);
    if (report.broke !== null) throw new Error(report.broke);
    if (io.json) io.out(JSON.stringify({ env: plan.env, ...report }));
    return exitCodeOf(report);
  } finally {
    release();
  }
}

export const drillCommand: Command = {
  name: 'drill',
  summary: 'rehearse the kill levels, at sim or demo, and keep what they took',
  help: HELP,
  run,
};
