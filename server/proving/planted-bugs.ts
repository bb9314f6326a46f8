// Shows that the proof can fail: plants each of ten bugs and counts the seeds until it is caught. In: nothing. Out: a table.
import { runPlan } from './children.ts';
import { PLANTED_BUGS } from './plants.ts';

/** A bug that needs more seeds than this is not caught. */
const WITHIN_SEEDS = 1_000;

/** Bugs looked for at the same time, each by one child. */
const BESIDE = 2;

/** True when each bug was caught within its seeds; `print` gets one row a bug. */
export async function catchPlantedBugs(print: (row: string) => void): Promise<boolean> {
  let all = true;
  const names = PLANTED_BUGS.map(({ name }) => name);
  const work = async (): Promise<void> => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      const { isCaught, row } = await look(name);
      all &&= isCaught;
      print(row);
    }
  };
  await Promise.all(Array.from({ length: BESIDE }, work));
  return all;
}

async function look(name: string): Promise<{ readonly isCaught: boolean; readonly row: string }> {
  const startedMs = performance.now();
  const plan = { from: 1, seeds: WITHIN_SEEDS, steps: 200, children: 1 };
  const found = await runPlan({ ...plan, plant: name, first: true }, () => undefined);
  const [caught] = found.breaches;
  const isCaught = caught !== undefined && found.faults.length === 0;
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const word = isCaught ? 'caught' : 'MISSED';
  const by = caught?.breach ?? found.faults[0] ?? `nothing in ${found.seeds} seeds`;
  const row = `${word} ${name.padEnd(26)} ${String(found.seeds).padStart(4)} seeds ${seconds} s`;
  return { isCaught, row: `${row}  ${by.split('\n', 1)[0]?.slice(0, 110) ?? ''}` };
}
