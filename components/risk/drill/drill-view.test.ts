// The words on a rehearsal: how far it is and what came of it.
import { expect, test } from 'vitest';
import type { DrillRun } from '#lib/wire/drill-http.ts';
import { endText, endWord, levelText, progressText } from './drill-view.ts';

const RESULT = {
  ...({ level: 'pause', venue: 'sim', at: 1_000, runs: 3, isPassed: true } as const),
  ...{ gateClosedMs: 1, zeroOrdersMs: 20, flatMs: null },
};

const RUN: DrillRun = {
  ...({ state: 'running', by: 'operator', level: null, text: '' } as const),
  ...{ begunAt: 0, endedAt: null, results: [] },
};

test('how far it is counts the levels that are measured and names the last one', () => {
  expect(progressText(RUN)).toBe('0 of 4 levels measured');
  expect(progressText({ ...RUN, level: 'kill' })).toBe('0 of 1 level measured');
  expect(progressText({ ...RUN, results: [RESULT] })).toBe(
    '1 of 4 levels measured, last: Pause entries, passed',
  );
  expect(progressText({ ...RUN, results: [{ ...RESULT, isPassed: false }] })).toContain(
    'NOT PASSED',
  );
});

test('what came of it says what was rehearsed, by whom, when and how long', () => {
  expect(levelText('flatten')).toBe('Kill and flatten');
  expect(endText(RUN)).toBe('every level, by operator at 00:00:00 UTC');
  expect(endText({ ...RUN, endedAt: 48_000 })).toMatch(/, took 48(\.0)?\s?s$/);
  const slow = { ...RESULT, isPassed: false };
  expect(endWord({ state: 'failed', results: [RESULT, slow] })).toBe('NOT PASSED');
  expect(endWord({ state: 'failed', results: [RESULT] })).toBe('BROKE OFF');
  expect(endWord({ state: 'stopped', results: [] })).toBe('stopped');
});
