// Counting: what a report says, what a bad end means, and the closing line.
import { expect, test } from 'vitest';
import { playwrightTally, vitestTally } from './reports.ts';
import { stepLine } from './run-steps.ts';
import {
  addTallies,
  closingLine,
  closingLines,
  NOTHING,
  ONE_FAILED,
  type Tally,
  withExitCode,
} from './tally.ts';

const counts = (passed: number, failed: number, skipped: number) => ({
  passed,
  failed,
  skipped,
  failures: [],
});
const numbers = ({ passed, failed, skipped }: Tally) => counts(passed, failed, skipped);

function vitest(...files: [status: string, tests: string[]][]): string {
  const testResults = files.map(([status, tests]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  }));
  return JSON.stringify({ testResults });
}

test('tests of all files are added up by what became of them', () => {
  const text = vitest(
    ['passed', ['passed', 'passed', 'skipped']],
    ['failed', ['passed', 'failed', 'pending', 'todo']],
  );
  expect(numbers(vitestTally(text))).toEqual(counts(3, 1, 3));
});

test('a file that did not load is a failure though none of its tests is', () => {
  expect(numbers(vitestTally(vitest(['failed', []])))).toEqual(counts(0, 1, 0));
  expect(numbers(vitestTally(vitest(['failed', ['skipped', 'passed']])))).toEqual(counts(1, 1, 1));
});

test('a browser test that passed when repeated has failed, and so has an error outside of tests', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 2, skipped: 3 };
  expect(numbers(playwrightTally(JSON.stringify({ errors: ['x'], stats })))).toEqual(
    counts(5, 4, 3),
  );
});

test.each(['', 'not JSON', '{}', '{"testResults": 1}', '{"stats": {}}'])(
  'the report %j is one failure, never nothing',
  (text) => {
    expect(vitestTally(text)).toEqual(ONE_FAILED);
    expect(playwrightTally(text)).toEqual(ONE_FAILED);
  },
);

test('a runner that ends badly has failed, even when each test passed or none ran', () => {
  expect(withExitCode(counts(3, 0, 0), 0)).toEqual(counts(3, 0, 0));
  expect(withExitCode(counts(3, 0, 1), 1)).toEqual(counts(3, 1, 1));
  expect(withExitCode(counts(3, 0, 0), null)).toEqual(counts(3, 1, 0));
  expect(withExitCode(counts(0, 0, 4), 0)).toEqual(counts(0, 1, 4));
  expect(withExitCode(counts(3, 2, 0), 1)).toEqual(counts(3, 2, 0));
});

test('the names of what failed come last, with the first lines of why', () => {
  const vitestText = JSON.stringify({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'adds', failureMessages: [] },
          {
            status: 'failed',
            fullName: 'subtracts',
            failureMessages: ['\u001B[31mno\u001B[39m\nat x'],
          },
        ],
      },
      { name: 'b.test.ts', status: 'failed', message: 'does not load', assertionResults: [] },
    ],
  });
  const failed = ['  subtracts\n      no\n      at x', '  b.test.ts\n      does not load'];
  expect(closingLines(vitestTally(vitestText))).toEqual(['', ...failed, '1 passed, 2 failed']);

  const spec = (ok: boolean, message: string) => ({
    title: `is ${ok}`,
    file: 'c.spec.ts',
    ok,
    tests: [{ results: [{ errors: ok ? [] : [{ message }] }] }],
  });
  const text = JSON.stringify({
    errors: [{ message: 'left a process' }],
    suites: [{ specs: [spec(true, '')], suites: [{ specs: [spec(false, 'waited\n\nin vain')] }] }],
    stats: { expected: 1, unexpected: 1, flaky: 0, skipped: 0 },
  });
  expect(playwrightTally(text).failures).toEqual([
    '  c.spec.ts: is false\n      waited\n      in vain',
    '  outside of any test\n      left a process',
  ]);
});

test('the closing line names skipped tests only when there are any', () => {
  expect(closingLine(addTallies([]))).toBe('0 passed, 0 failed');
  expect(closingLine(addTallies([counts(1, 2, 0), counts(3, 4, 0)]))).toBe('4 passed, 6 failed');
  expect(closingLine(counts(1, 0, 2))).toBe('1 passed, 0 failed, 2 skipped');
});

test('the line of a step has its time, and its counts when it counts tests', () => {
  const step = { name: 'walls', output: '', ms: 1_849 };
  expect(stepLine({ ...step, tally: { ...NOTHING, passed: 1 } })).toMatch(/^ok +walls +1\.8 s$/);
  expect(stepLine({ ...step, tally: counts(7, 1, 0) })).toMatch(/^FAIL +walls .* 7 passed, 1 f/);
});
