// `npx voltage conformance`: what the venue really does with an order's life, scenario by scenario. Out: table and report.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KalshiOptions } from '#server/adapters/kalshi/options.ts';
import { buildId } from '#server/config/build-id.ts';
import { createBench } from '#server/conformance/bench.ts';
import type { ConformanceReport, Finding } from '#server/conformance/finding.ts';
import { runConformance, SCENARIO_IDS, type SettlementChance } from '#server/conformance/run.ts';
import { startSimulatedVenue } from '#server/conformance/simulated-venue.ts';
import { ROOT } from './build-console.ts';
import { type Command, type CommandIo, parseFlags, textFlag, UsageError } from './command.ts';
import { demoOptions, envOf, type TriedEnv } from './demo-venue.ts';
import { homeOf } from './home.ts';

const HELP = `usage: npx voltage conformance --env sim|demo [--only ID,ID] [--settlement] [--home DIR] [--json]

Runs one suite of order lives through the real Kalshi adapter and writes what the venue really did: create, duplicate
id, post-only cross, IOC, FOK, self-trade, amend, decrease, cancel twice, order groups, netting, read lag, cancel-all,
settlement. The report goes to HOME/conformance, a summary to the screen.

  --env sim     against the simulated venue, which is started for it; exit code 1 when it is not as expected
  --env demo    against Kalshi's demo exchange, with VOLTAGE_KALSHI_DEMO_KEY_ID and VOLTAGE_KALSHI_DEMO_KEY_FILE;
                one contract an order, a few dollars of play money in all; CANCELS EVERY RESTING ORDER OF THE ACCOUNT
  --only        these scenarios alone: ${SCENARIO_IDS.slice(0, 3).join(', ')} …
  --settlement  at demo: hold one contract to its settlement as well (up to 20 minutes; always done at sim)`;

const SIM_SETTLES_MS = 5 * 60_000;
const DEMO_SETTLES_MS = 4 * 60_000;

interface Place {
  readonly options: KalshiOptions;
  readonly settlement: SettlementChance | null;
  readonly stop: () => Promise<void>;
}

async function simulated(): Promise<Place> {
  const venue = await startSimulatedVenue();
  // The makers quote from the first second on.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { options, hurry, stop } = venue;
  return { options, settlement: { withinMs: SIM_SETTLES_MS, hurry }, stop };
}

function placeOf(env: TriedEnv, withSettlement: boolean): Promise<Place> {
  if (env === 'sim') return simulated();
  const options = demoOptions(process.env, 'conformance');
  const settlement = withSettlement
    ? { withinMs: DEMO_SETTLES_MS, hurry: () => Promise.resolve() }
    : null;
  return Promise.resolve({ options, settlement, stop: () => Promise.resolve() });
}

function rowOf({ verdict, id, observed, doubts }: Finding): string {
  const settles = doubts.length === 0 ? '' : ` [doubt ${doubts.join(', ')}]`;
  return `${verdict.padEnd(13)} ${id.padEnd(21)} ${observed}${settles}`;
}

function write(home: string, report: ConformanceReport): string {
  const folder = join(home, 'conformance');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${report.env}-${report.at.replace(/[:.]/g, '-')}.json`);
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  return path;
}

async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const { flags, rest } = parseFlags(argv, {
    env: 'text',
    only: 'text',
    home: 'text',
    settlement: 'switch',
  });
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is not a flag`);
  const env = envOf(flags, null);
  const home = homeOf(flags);
  const ids = textFlag(flags, 'only')?.split(',') ?? SCENARIO_IDS;
  for (const id of ids)
    if (!SCENARIO_IDS.includes(id))
      throw new UsageError(`no scenario "${id}": there are ${SCENARIO_IDS.join(', ')}`);
  const at = new Date().toISOString();
  const place = await placeOf(env, flags['settlement'] === true);
  try {
    const { findings, leftovers } = await runConformance(
      createBench(place.options),
      { ids, settlement: place.settlement },
      (finding) => {
        if (!io.json) io.out(rowOf(finding));
      },
    );
    const host = new URL(place.options.restUrl).hostname;
    const report: ConformanceReport = { env, at, build: buildId(ROOT), host, findings, leftovers };
    const path = write(home, report);
    return conclude(report, path, io);
  } finally {
    await place.stop();
  }
}

/** A simulator that is not as expected fails; so does any run that leaves something behind. */
function conclude(report: ConformanceReport, path: string, io: CommandIo): number {
  const { env, findings, leftovers } = report;
  const different = findings.filter(({ verdict }) => verdict === 'other');
  const untested = findings.filter(({ verdict }) => verdict === 'not testable');
  if (io.json) io.out(JSON.stringify({ path, ...report }));
  else {
    io.out('');
    for (const each of leftovers) io.out(`LEFT BEHIND   ${each}`);
    const same = findings.length - different.length - untested.length;
    io.out(`${same} same, ${different.length} other, ${untested.length} not testable: ${path}`);
  }
  const isWrong = env === 'sim' && different.length + untested.length > 0;
  return isWrong || leftovers.length > 0 ? 1 : 0;
}

export const conformanceCommand: Command = {
  name: 'conformance',
  summary: 'what the venue really does with an order’s life',
  help: HELP,
  run,
};
