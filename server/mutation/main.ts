// `npm run mutate`: changes the code on purpose and counts what the tests notice. In: areas or files. Exit 1 below 85 %.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { AREAS, type Area, filesOf } from './areas.ts';
import { type MutantOutcome, scoreTable, survivorsOf } from './score.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Of all mutants over all areas. */
const LEAST_SCORE = 0.85;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Test processes at a time. */
    processes: { type: 'string', default: '2' },
    /** Only each so manieth file of an area: a part of the run in a part of its time. */
    every: { type: 'string', default: '1' },
    /** Keeps what the last run learnt about code and tests that have not changed since. */
    resume: { type: 'boolean', default: false },
  },
});

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What is meant by the words given: areas, or single files of one; everything without any word. */
function filesMeant(area: Area): readonly string[] {
  const files = filesOf(area, ROOT).filter((_, index) => index % Number(values.every) === 0);
  if (positionals.length === 0 || positionals.includes(area.name)) return files;
  return files.filter((file) => positionals.includes(file));
}

async function mutate(area: Area, files: readonly string[]): Promise<readonly MutantOutcome[]> {
  // Not as Stryker's own `testFiles`: with a list of tests it wakes a mutant only when the first test begins, too late for
  // what is computed while modules load. Every mutant of a table would live on.
  process.env['MUTATION_TESTS'] = JSON.stringify(area.tests);
  const results = await new Stryker({
    mutate: [...files],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner', './server/mutation/leave-out.ts'],
    ignorers: ['leave-out'],
    vitest: { configFile: 'server/mutation/vitest.config.ts', related: false, pool: 'forks' },
    coverageAnalysis: 'perTest',
    concurrency: Number(values.processes),
    // Endless loops are found by counting; the clock is only for what counting cannot see, on a busy machine too.
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 20,
    incremental: true,
    force: !values.resume,
    incrementalFile: `.voltage/mutation/${area.name}.json`,
    tempDirName: '.voltage/mutation/sandbox',
    ignorePatterns: ['**', '!lib/**', '!server/**', '!package.json', '!tsconfig.json'],
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
  }).runMutationTest();
  return results.map((each) => ({
    ...each,
    area: area.name,
    fileName: relative(ROOT, each.fileName),
  }));
}

const startedMs = performance.now();
const mutants: MutantOutcome[] = [];
for (const area of AREAS) {
  const files = filesMeant(area);
  if (files.length > 0) mutants.push(...(await mutate(area, files)));
}
for (const line of survivorsOf(mutants, (file) => readFileSync(join(ROOT, file), 'utf8')))
  print(line);
const { lines, score } = scoreTable(mutants);
for (const line of lines) print(line);
print(`in ${((performance.now() - startedMs) / 60_000).toFixed(1)} min`);
process.exitCode = score >= LEAST_SCORE ? 0 : 1;
