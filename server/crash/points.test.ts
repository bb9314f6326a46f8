// The table of crash points against the sources it names: a place that moved must be found by a test, not by a silent run.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { POINTS } from './points.ts';
import { rigOf } from './rig.ts';
import { applyEdits } from './source-edit.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('crash points', () => {
  test.each(POINTS.map((point) => [point.name, point] as const))(
    '%s stands exactly once in the source it names',
    (_, { edit }) => {
      const edited = applyEdits(edit.file, textOf(edit.file), [edit]);
      expect(edited.split('CRASH(')).toHaveLength(2);
    },
  );

  test('at least twenty-five are died at often, all are named once, and each names its fault or invariant', () => {
    expect(POINTS.filter(({ seldom }) => seldom !== true).length).toBeGreaterThanOrEqual(25);
    expect(new Set(POINTS.map(({ name }) => name)).size).toBe(POINTS.length);
    for (const { about } of POINTS) expect(about).toMatch(/^[FI]\d+( [FI]\d+)*$/);
  });

  test('F40 F41 F42 F43 F44 F45 F46 F47 F48 F49 F50 F51 F52 each have a crash point', () => {
    const covered = new Set(POINTS.flatMap(({ about }) => about.split(' ')));
    for (let fault = 40; fault <= 52; fault++) expect(covered).toContain(`F${fault}`);
  });

  test('the rig finds every place it changes', () => {
    for (const style of ['take', 'quote'] as const)
      for (const edit of rigOf(style))
        expect(applyEdits(edit.file, textOf(edit.file), [edit])).not.toBe(textOf(edit.file));
  });

  test('a place that is gone or stands twice is an error', () => {
    const edit = { file: 'a.ts', find: 'x();', put: 'CRASH(); x();' };
    expect(applyEdits('a.ts', 'x();', [edit])).toBe('CRASH(); x();');
    expect(applyEdits('b.ts', 'y();', [edit])).toBe('y();');
    expect(() => applyEdits('a.ts', 'y();', [edit])).toThrow(/found 0 times/);
    expect(() => applyEdits('a.ts', 'x(); x();', [edit])).toThrow(/found 2 times/);
  });
});
