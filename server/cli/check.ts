// `npm run check`: what a change must pass. Format, lint, types, walls, dead code and unit tests; no network, no database.
import { endProgramsOnSignal } from './runners/run-program.ts';
import { runSteps } from './runners/run-steps.ts';
import { staticSteps, vitestStep } from './runners/steps.ts';
import { closingLines } from './runners/tally.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

endProgramsOnSignal();
const tally = await runSteps([[vitestStep('unit')], staticSteps()], print);
for (const line of closingLines(tally)) print(line);
process.exitCode = tally.failed === 0 ? 0 : 1;
