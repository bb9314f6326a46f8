// What the harness says about its runs: a failure must be seen, counted and repeatable.
import { describe, expect, test } from 'vitest';
import type { RunResult } from './chain-lines.ts';
import { failureLines, pointLine, summaryLines, totalsOf } from './report.ts';

const GOOD: RunResult = {
  ...{ point: 'intent-committed', run: 3, seed: '7', readyMs: 900, safeMs: 1_200 },
  ...{ state: 'disarmed', faults: [], lines: [] },
};
const BAD: RunResult = { ...GOOD, run: 4, faults: ['fill lost: x'], lines: ['last words'] };
const POINT = { name: 'intent-committed', about: 'F43' };

describe('report', () => {
  test('a failed run names its fault and the command that repeats it', () => {
    expect(failureLines(BAD).join('\n')).toContain('fill lost: x');
    expect(failureLines(BAD).join('\n')).toContain(
      'npm run crash -- --points intent-committed --runs 4 --seed 7',
    );
  });

  test('a run that never reported counts as failed', () => {
    expect(totalsOf([GOOD], 2)).toEqual({ passed: 1, failed: 1 });
    expect(pointLine(POINT, [GOOD], { runs: 2, ms: 9_000 })).toMatch(/^FAIL .* 1\/2/);
    expect(pointLine(POINT, [GOOD, GOOD], { runs: 2, ms: 9_000 })).toMatch(
      /^ok .* 2\/2 .*max 1\.2 s .*\(9 s\)/,
    );
  });

  test('times are those of runs that came back right', () => {
    const slow = { ...BAD, safeMs: 99_000 };
    const lines = summaryLines([GOOD, slow], { points: 1, runs: 2, seconds: 5 });
    expect(lines.join('\n')).toContain('1 came back right, 1 did not');
    expect(lines.join('\n')).not.toContain('99.0');
  });
});
