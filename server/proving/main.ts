// `npm run sim`: simulated worlds by the thousand, each from one seed; ten planted bugs; two counts. Exit code 1: one was wrong.
import { parseArgs } from 'node:util';
import { countAmbiguousCreates } from './ambiguous-creates.ts';
import { type FoundBreach, runPlan, type Totals } from './children.ts';
import { paceText } from './pace-text.ts';
import { catchPlantedBugs } from './planted-bugs.ts';
import { countShuffledFills } from './shuffled-fills.ts';

const HELP = `usage: npm run sim -- [--seeds 10000] [--from 1] [--steps 200] [--minutes N] [--children 2]
       npm run sim -- --seed N [--steps 200]
       npm run sim -- --plant
       npm run sim -- --counters [--seeds 10000]

Runs the engine's core, its doors and the real adapters against the simulated exchange in worlds with delays, losses,
repeats, crashes and restarts, each world from one seed; checks every invariant after every step and compares both
ledgers at the end. One seed in a hundred runs twice and must leave the same trace.

  --seeds     how many worlds, from --from on; a nightly run asks for more
  --minutes   begins no further world after so long, and says how many there were
  --seed      one world alone, as a failing run prints it
  --plant     plants ten bugs instead, one at a time, and shows that each is caught
  --counters  two counts instead: creates without a clear answer, and fills out of order`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '200' },
    children: { type: 'string', default: '2' },
    /** Begin no further seed after so many minutes; the closing line says how many there were. */
    minutes: { type: 'string' },
    /** One seed alone. */
    seed: { type: 'string' },
    /** Plants ten bugs instead and shows that each is caught. */
    plant: { type: 'boolean', default: false },
    /** Two counts instead: ambiguous creates, and fills out of order. */
    counters: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const steps = Number(values.steps);
const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function tell({ seed, breach }: FoundBreach): void {
  print(`FAIL  seed ${seed}: ${breach}`);
  print(`      reproduce: npm run sim -- --seed ${seed} --steps ${steps}`);
}

function summary(totals: Totals, ms: number): void {
  const seconds = ms / 1_000;
  print(
    `${totals.seeds} seeds, ${totals.steps} steps in ${seconds.toFixed(1)} s: ` +
      `${paceText(totals.seeds, seconds)}, ` +
      `${(totals.cpuMs / Math.max(1, totals.seeds)).toFixed(0)} ms of CPU a seed, ` +
      `${totals.replays} run twice with the same trace, ${totals.breaches.length} breaches`,
  );
  const rows = [...totals.counts].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [kind, times] of rows) print(`  ${String(times).padStart(9)}  ${kind}`);
  for (const fault of totals.faults) print(`FAIL  ${fault}`);
}

async function seeds(): Promise<boolean> {
  const startedMs = performance.now();
  const single = values.seed === undefined ? null : Number(values.seed);
  const totals = await runPlan(
    {
      from: single ?? Number(values.from),
      seeds: single === null ? Number(values.seeds) : 1,
      ...{ steps, children: Number(values.children) },
      ...(values.minutes === undefined ? {} : { minutes: Number(values.minutes) }),
    },
    tell,
  );
  summary(totals, performance.now() - startedMs);
  return totals.breaches.length === 0 && totals.faults.length === 0;
}

async function counters(): Promise<boolean> {
  const creates = await countAmbiguousCreates(Number(values.seeds));
  print(creates.text);
  const fills = await countShuffledFills(Number(values.seeds));
  print(fills.text);
  return creates.isClean && fills.isClean;
}

async function main(): Promise<boolean> {
  if (values.help) {
    print(HELP);
    return true;
  }
  if (values.plant) return catchPlantedBugs(print);
  return values.counters ? counters() : seeds();
}

process.exitCode = (await main()) ? 0 : 1;
