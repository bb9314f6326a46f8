// Shows that the proof can fail: plants each of ten bugs and counts the seeds until it is caught. In: nothing. Out: a table.
import { runPlan } from './children.ts';
import { PLANTED_BUGS } from './plants.ts';

/** A bug that needs more seeds than this is not caught. */
const WITHIN_SEEDS = 1_000;

/** True when each bug was caught within its seeds; `print` gets one row a bug. */
export async function catchPlantedBugs(print: (row: string) => void): Promise<boolean> {
  let all = true;
  for (const { name } of PLANTED_BUGS) {
    const startedMs = performance.now();
    const plan = { from: 1, seeds: WITHIN_SEEDS, steps: 200, children: 1 };
    const found = await runPlan({ ...plan, plant: name, first: true }, () => undefined);
    const [caught] = found.breaches;
    const isCaught = caught !== undefined && found.faults.length === 0;
    all &&= isCaught;
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    const word = isCaught ? 'caught' : 'MISSED';
    const by = caught?.breach ?? found.faults[0] ?? `nothing in ${found.seeds} seeds`;
    const row = `${word} ${name.padEnd(26)} ${String(found.seeds).padStart(4)} seeds ${seconds} s`;
    print(`${row}  ${by.split('\n', 1)[0]?.slice(0, 110) ?? ''}`);
  }
  return all;
}
