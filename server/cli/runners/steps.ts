// The steps of a check, each a program of node_modules run by this very Node; and the vitest projects and browser tests.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../build-console.ts';
import { crashTally, playwrightTally, reportText, vitestTally } from './reports.ts';
import { type ProgramResult, runProgram, testEnvironment } from './run-program.ts';
import { ONE_FAILED, ONE_PASSED, type Tally, withExitCode } from './tally.ts';

export interface StepResult {
  readonly name: string;
  readonly tally: Tally;
  readonly output: string;
  readonly ms: number;
}

export interface Step {
  readonly name: string;
  readonly run: () => Promise<StepResult>;
}

type OnOutput = (text: string) => void;

const MINUTE_MS = 60_000;
const STATIC_LIMIT_MS = 3 * MINUTE_MS;
/** Six minutes on two cores. A much slower machine runs fewer, and says how many. */
const SEEDS = ['--seeds', '10000', '--steps', '200', '--minutes', '13'];
const PROVING_LIMIT_MS = 16 * MINUTE_MS;

/** The folders the walls stand in; one that is not there yet is left out. */
const WALLED = ['lib', 'server', 'app', 'components', 'e2e'];

function moduleFile(path: string): string {
  return join(ROOT, 'node_modules', path);
}

function staticStep(name: string, argv: readonly string[]): Step {
  return {
    name,
    run: async () => {
      const done = await runProgram({
        command: process.execPath,
        argv,
        limitMs: STATIC_LIMIT_MS,
        environment: testEnvironment(),
      });
      return { ...done, name, tally: done.code === 0 ? ONE_PASSED : ONE_FAILED };
    },
  };
}

/** Format and lint, types, walls and dead code: nothing that runs our code. */
export function staticSteps(): readonly Step[] {
  const types = moduleFile('typescript7/bin/tsc');
  const walled = WALLED.filter((folder) => existsSync(join(ROOT, folder)));
  return [
    staticStep('format and lint', [moduleFile('@biomejs/biome/bin/biome'), 'check', '.']),
    staticStep('types', [types, '-p', 'tsconfig.json']),
    staticStep('types of the pure core', [types, '-p', 'tsconfig.core.json']),
    staticStep('walls', [
      moduleFile('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      ...walled,
    ]),
    staticStep('dead code', [moduleFile('knip/bin/knip.js'), '--no-progress']),
  ];
}

interface ReportedStep {
  readonly name: string;
  readonly argv: (reportPath: string) => readonly string[];
  readonly environment: (reportPath: string) => Readonly<Record<string, string>>;
  readonly limitMs: number;
  readonly isBackground?: boolean;
  readonly count: (report: string) => Tally;
  readonly onOutput: OnOutput | undefined;
}

async function runReported(step: ReportedStep): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'voltage-report-'));
  const path = join(folder, 'report.json');
  try {
    const done: ProgramResult = await runProgram({
      command: process.execPath,
      argv: step.argv(path),
      limitMs: step.limitMs,
      isBackground: step.isBackground ?? false,
      environment: { ...testEnvironment(), ...step.environment(path) },
      ...(step.onOutput ? { onOutput: step.onOutput } : {}),
    });
    const tally = withExitCode(step.count(reportText(path)), done.code);
    return { ...done, name: step.name, tally };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Project = 'unit' | 'integration' | 'backtest';

const PROJECTS: Readonly<
  Record<
    Project,
    {
      readonly name: string;
      readonly limitMinutes: number;
      readonly argv: readonly string[];
      readonly isBackground?: boolean;
    }
  >
> = {
  // Nothing in unit tests and backtests waits for anything: every core gets one. Integration tests mostly wait.
  unit: { name: 'unit tests', limitMinutes: 5, argv: ['--maxWorkers=100%'] },
  integration: { name: 'integration tests', limitMinutes: 10, argv: ['--maxWorkers=2'] },
  // Backtests only compute, and do so in the time that waiting tests leave: minutes alone, as long as those when it is scarce.
  backtest: {
    name: 'backtests',
    limitMinutes: 40,
    argv: ['--maxWorkers=100%'],
    isBackground: true,
  },
};

/** One vitest project. `unit` needs neither network nor database; `integration` brings its own; `backtest` only computes. */
export function vitestStep(project: Project, onOutput?: OnOutput): Step {
  const { name, limitMinutes, argv: own, isBackground = false } = PROJECTS[project];
  const reporters = ['--reporter=default', '--reporter=json'];
  return {
    name,
    run: () =>
      runReported({
        name,
        argv: (path) => [
          moduleFile('vitest/vitest.mjs'),
          'run',
          ...['--project', project, ...own, ...reporters, `--outputFile=${path}`],
        ],
        environment: () => ({}),
        limitMs: limitMinutes * MINUTE_MS,
        isBackground,
        count: vitestTally,
        onOutput,
      }),
  };
}

/** The twenty-five points that stand for all, twenty deaths each; `npm run crash` dies at those close to them, too. */
const DEATHS = ['--often', '--minutes', '15'];
const DEATHS_LIMIT_MS = 20 * MINUTE_MS;

/** Real processes killed at named points, and judged on their way back. */
export function crashStep(onOutput?: OnOutput): Step {
  const name = 'kill -9';
  return {
    name,
    run: () =>
      runReported({
        name,
        argv: (path) => [
          '--disable-warning=ExperimentalWarning',
          join(ROOT, 'server', 'crash', 'main.ts'),
          ...[...DEATHS, '--report', path],
        ],
        environment: () => ({}),
        limitMs: DEATHS_LIMIT_MS,
        count: crashTally,
        onOutput,
      }),
  };
}

/** Simulated worlds by the thousand, and the bugs that they must catch: server/proving. */
export function provingSteps(onOutput?: OnOutput): readonly Step[] {
  const proving = (name: string, argv: readonly string[]): Step => ({
    name,
    run: async () => {
      const done = await runProgram({
        command: process.execPath,
        argv: [join(ROOT, 'server', 'proving', 'main.ts'), ...argv],
        limitMs: PROVING_LIMIT_MS,
        environment: testEnvironment(),
        ...(onOutput ? { onOutput } : {}),
      });
      return { ...done, name, tally: done.code === 0 ? ONE_PASSED : ONE_FAILED };
    },
  });
  return [proving('simulated worlds', SEEDS), proving('planted bugs', ['--plant'])];
}

/** The whole system in the Chromium at `chromium`. The console must have been built. */
export function browserStep(chromium: string, onOutput?: OnOutput): Step {
  const name = 'browser tests';
  return {
    name,
    run: () =>
      runReported({
        name,
        argv: () => [
          moduleFile('playwright/cli.js'),
          'test',
          ...['--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
        ],
        environment: (path) => ({
          VOLTAGE_CHROMIUM: chromium,
          PLAYWRIGHT_JSON_OUTPUT_FILE: path,
          PLAYWRIGHT_JSON_OUTPUT_NAME: path,
        }),
        limitMs: 20 * MINUTE_MS,
        count: playwrightTally,
        onOutput,
      }),
  };
}
