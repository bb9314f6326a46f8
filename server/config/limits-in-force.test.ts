// Which limits a start begins with. In: the file's and the newest edit. Out: the higher version, and what a person is told.
import { expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { NewestEdit } from '#server/ports/limit-store.ts';
import { limitsOfStart } from './limits-in-force.ts';

const limits = { ...DEFAULT_LIMITS, version: 4 };
const edit: NewestEdit = { kind: 'found', at: wallMs(1_000), limits };
const unreadable: NewestEdit = {
  ...{ kind: 'unreadable', version: 4, problem: 'maxDayLoss: is outside its bounds' },
};
const file = (version: number) => ({ ...DEFAULT_LIMITS, version, maxLossStreak: 2 });

test('an edit survives a restart over a file of an older or the same version, and it is said', () => {
  for (const version of [1, 3, 4]) {
    const start = limitsOfStart(file(version), 'limits.json', edit);
    expect(start.limits).toBe(limits);
    expect(start.notice).toContain('version 4');
    expect(start.source).toEqual({ kind: 'desk', at: 1_000 });
  }
});

test('a file of a higher version, and a start without any edit, take the file', () => {
  for (const newest of [edit, unreadable])
    expect(limitsOfStart(file(5), 'limits.json', newest)).toMatchObject({
      ...{ limits: { version: 5, maxLossStreak: 2 }, notice: null },
      source: { kind: 'file', path: 'limits.json' },
    });
  const first = limitsOfStart(file(1), null, { kind: 'none' });
  expect(first).toMatchObject({ limits: { maxLossStreak: 2 }, notice: null });
  expect(first.source).toEqual({ kind: 'built-in' });
});

test('F85 an edit that cannot be read lets nothing be put at risk, and names its version and the limit', () => {
  for (const version of [1, 4]) {
    const start = limitsOfStart(file(version), 'limits.json', unreadable);
    expect(start.limits).toEqual({
      ...{ ...file(version), version: 4, maxMarketExposure: 0, maxEventExposure: 0 },
      ...{ maxSeriesExposure: 0, maxTotalExposure: 0 },
    });
    expect(start.source).toEqual(unreadable);
    expect(start.notice).toMatch(/version 4.*maxDayLoss: is outside its bounds.*above 4/);
  }
});
