// Runs steps in lanes side by side and prints one line for each, with its output when it failed.
import type { Step, StepResult } from './steps.ts';
import { addTallies, closingLine, ONE_PASSED, type Tally } from './tally.ts';

export type Print = (line: string) => void;

/** Lines of passed tests say nothing when something failed. */
const NOISE = /^\s*[✓✔]/;
const LONGEST = 400;

function isSingle(tally: Tally): boolean {
  return tally.passed + tally.failed + tally.skipped === ONE_PASSED.passed;
}

/** `ok    walls   1.8 s`, with counts behind when the step counts tests. */
export function stepLine({ name, tally, ms }: StepResult): string {
  const word = tally.failed === 0 ? 'ok' : 'FAIL';
  const counts = isSingle(tally) ? '' : `   ${closingLine(tally)}`;
  return `${word.padEnd(6)}${name.padEnd(24)}${(ms / 1000).toFixed(1).padStart(6)} s${counts}`;
}

function usefulOutput(output: string): readonly string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !NOISE.test(line));
  const left = lines.length - LONGEST;
  return left > 0 ? [`… ${left} lines before`, ...lines.slice(left)] : lines;
}

/** Runs each lane in order and the lanes at the same time; resolves with the sum of all counts. */
export async function runSteps(
  lanes: readonly (readonly Step[])[],
  print: Print,
  isStreamed = false,
): Promise<Tally> {
  const tallies: Tally[] = [];
  const runLane = async (lane: readonly Step[]): Promise<void> => {
    for (const step of lane) {
      const result = await step.run();
      tallies.push(result.tally);
      print(stepLine(result));
      if (result.tally.failed > 0 && !isStreamed)
        for (const line of usefulOutput(result.output)) print(`      ${line}`);
    }
  };
  await Promise.all(lanes.map(runLane));
  return addTallies(tallies);
}
