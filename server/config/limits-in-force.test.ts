// Which limits a start begins with. In: the file's and the newest edit. Out: the higher version, and what a person is told.
import { expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { LimitVersion } from '#lib/domain/limit-version.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import { limitsOfStart, sourceOfStart } from './limits-in-force.ts';

const edit: LimitVersion = {
  ...{ source: 'desk', at: wallMs(1_000), by: 'anna', reason: '' },
  ...{ before: { ...DEFAULT_LIMITS, version: 3 }, limits: { ...DEFAULT_LIMITS, version: 4 } },
};
const file = (version: number) => ({ ...DEFAULT_LIMITS, version, maxLossStreak: 2 });

test('an edit survives a restart over a file of an older or the same version, and it is said', () => {
  for (const version of [1, 3, 4]) {
    const start = limitsOfStart(file(version), edit);
    expect(start.limits).toBe(edit.limits);
    expect(start.notice).toContain('version 4');
    expect(sourceOfStart(start, 'limits.json')).toEqual({ kind: 'desk', at: 1_000 });
  }
});

test('a file of a higher version, and a start without any edit, take the file', () => {
  const higher = limitsOfStart(file(5), edit);
  expect(higher).toMatchObject({ limits: { version: 5, maxLossStreak: 2 }, edit: null });
  const first = limitsOfStart(file(1), null);
  expect(first).toMatchObject({ limits: { maxLossStreak: 2 }, notice: null });
  expect(sourceOfStart(first, null)).toEqual({ kind: 'built-in' });
});
