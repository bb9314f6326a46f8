// `npm test`: everything. The check, simulations, backtests, kill -9, the whole system in a browser; one closing line.
import { findChromium } from './browser.ts';
import { buildConsole } from './build-console.ts';
import { endProgramsOnSignal } from './runners/run-program.ts';
import { runSteps } from './runners/run-steps.ts';
import { browserStep, crashStep, provingSteps, staticSteps, vitestStep } from './runners/steps.ts';
import { addTallies, closingLines, ONE_FAILED, ONE_PASSED, type Tally } from './runners/tally.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const pass = (text: string): void => {
  process.stdout.write(text);
};

/** The last build counts as a test: without it nothing can be shown. */
async function build(): Promise<Tally> {
  const startedMs = performance.now();
  try {
    const built = await buildConsole(() => undefined);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    print(`ok    console ${built ? `built in ${seconds} s` : 'was built'}`);
    return ONE_PASSED;
  } catch (error) {
    print(`FAIL  ${error instanceof Error ? error.message : String(error)}`);
    return ONE_FAILED;
  }
}

async function browserTests(): Promise<Tally> {
  const built = await build();
  const chromium = await findChromium({
    mayInstall: true,
    onLine: (line) => print(`      ${line}`),
  });
  if (!chromium.ok || built.failed > 0) {
    print(`FAIL  browser tests NOT RUN: ${chromium.ok ? 'no console' : chromium.error}`);
    return addTallies([built, ONE_FAILED]);
  }
  print(`      browser: ${chromium.value}`);
  return addTallies([built, await runSteps([[browserStep(chromium.value, pass)]], print, true)]);
}

endProgramsOnSignal();
const checks = await runSteps([[vitestStep('unit')], staticSteps()], print);
// What mostly waits (databases, sockets, processes that die) beside what only computes.
const waiting = [vitestStep('integration', pass), crashStep(pass)];
const trials = await runSteps([waiting, [vitestStep('backtest', pass)]], print, true);
const proofs = await runSteps([provingSteps(pass)], print, true);
const tally = addTallies([checks, trials, proofs, await browserTests()]);
for (const line of closingLines(tally)) print(line);
process.exitCode = tally.failed === 0 ? 0 : 1;
