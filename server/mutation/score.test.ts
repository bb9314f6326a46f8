// What a run of mutants comes to: nothing tried is nothing proven, what no test reaches counts as missed.
import { describe, expect, test } from 'vitest';
import { type MutantOutcome, scoreTable, survivorsOf } from './score.ts';

function mutant(area: string, status: string): MutantOutcome {
  return {
    ...{ area, status, fileName: `${area}.ts`, mutatorName: 'Equality', replacement: 'a <= b' },
    location: { start: { line: 2, column: 8 }, end: { line: 2, column: 13 } },
  };
}

describe('the mutation score', () => {
  test('counts a loop without end and a crash as noticed, and unreached code as missed', () => {
    const statuses = ['Killed', 'Timeout', 'RuntimeError', 'Survived', 'NoCoverage', 'Ignored'];
    const { score, lines } = scoreTable(statuses.map((status) => mutant('gate', status)));
    expect(score).toBe(3 / 5);
    expect(lines.at(-1)?.split(/\s+/)).toEqual(['all', '5', '2', '1', '1', '1', '60.0', '%']);
  });

  test('is that of all mutants, with a row for each area', () => {
    const { score, lines } = scoreTable([
      mutant('kill', 'Killed'),
      mutant('gate', 'Survived'),
      mutant('gate', 'Killed'),
    ]);
    expect(score).toBe(2 / 3);
    expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual(['kill', 'gate', 'all']);
  });

  test('is nothing when nothing was tried', () => {
    expect(scoreTable([]).score).toBe(0);
    expect(scoreTable([mutant('gate', 'Ignored')]).score).toBe(0);
  });

  test('names each missed change with its place and what it was', () => {
    const mutants = [
      mutant('gate', 'Survived'),
      mutant('gate', 'Killed'),
      mutant('kill', 'NoCoverage'),
    ];
    expect(survivorsOf(mutants, () => 'first\nreturn a < b;\nlast')).toEqual([
      'gate.ts:2 Equality: a < b → a <= b',
      'kill.ts:2 Equality: a < b → a <= b (no test runs here)',
    ]);
  });
});
